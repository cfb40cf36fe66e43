import { FallLineError, type ColumnDefinition } from '../../core/schema';
import type { BuildSummary } from '../../core/shards/matrix';
import { createShardBuilder } from '../shards/tileWriter';
import { classNumbers, readClasses } from './classes';
import type { Control } from './control';
import { query } from './database';
import type { Dataset } from './datasets';
import type { BuildRequest, CountRequest, CountResponse, RowSurvey } from './messages';
import { columnName } from './sql';
import { streamNumbers } from './stream';

const complete = (columns: readonly number[]): string =>
  `WHERE ${columns.map((index) => `${columnName(index)} IS NOT NULL`).join(' AND ')}`;

const columnOf = ({ columns }: Dataset, index: number): ColumnDefinition => {
  const column = columns.find((candidate) => candidate.index === index);
  if (column) return column;
  throw new FallLineError(
    'column-unknown',
    `There is no column ${index} in this file. Choose one of its ${columns.length} columns.`,
  );
};

/** How many rows there are to build shards of, and the classes of the target where it is to have some. */
export const countComplete = (
  dataset: Dataset,
  control: Control,
  { features, target, targetKind }: CountRequest,
): Promise<CountResponse> =>
  dataset.database.use(control, async (connection) => {
    const filter = complete([...features, target]);
    const [row] = await query(connection, control, `SELECT count(*) FROM t ${filter}`);
    const nComplete = Number(row?.[0]);
    const hasClasses = targetKind === 'classes' && nComplete > 0;
    const classNames = hasClasses
      ? await readClasses(connection, control, columnOf(dataset, target), filter, nComplete)
      : null;
    return { nComplete, nRows: dataset.nRows, classNames };
  });

/** The count, and the bounds of the columns in the rows counted. */
export const surveyRows = async (dataset: Dataset, control: Control, request: CountRequest): Promise<RowSurvey> => {
  const counted = await countComplete(dataset, control, request);
  const { features, target } = request;
  const { classNames } = counted;
  const columns = classNames ? features : [...features, target];
  const bounds = columns.flatMap((index) => [`min(${columnName(index)})`, `max(${columnName(index)})`]);
  const sql = `SELECT ${bounds.join(', ')} FROM t ${complete([...features, target])}`;
  const [row = []] = await dataset.database.use(control, (connection) => query(connection, control, sql));
  const found = (_: number, j: number): [number, number] => [Number(row[2 * j]), Number(row[2 * j + 1])];
  const all = [...columns.map(found), ...(classNames ? [[0, classNames.length - 1] as const] : [])];
  return { ...counted, minima: all.map(([low]) => low), maxima: all.map(([, high]) => high) };
};

/**
 * Streams the complete rows of the chosen columns, in the order of the file, into the tiles of the shards. A target with
 * classes comes as their numbers.
 */
export const buildShards = async (
  dataset: Dataset,
  control: Control,
  { features, target, ...options }: BuildRequest,
): Promise<BuildSummary> => {
  const nSamples = options.shards.plan.nSamples + (options.validation?.plan.nSamples ?? 0);
  const builder = createShardBuilder(options);
  // Without a filter where no value is missing: it would copy every row.
  const filter = nSamples === dataset.nRows ? '' : complete([...features, target]);
  let done = 0;
  await dataset.database.use(control, async (connection) => {
    const outcome = options.classNames
      ? await classNumbers(connection, control, columnOf(dataset, target), filter)
      : columnName(target);
    const sql = `SELECT ${[...features.map(columnName), outcome].join(', ')} FROM t ${filter}`;
    for (let pass = 0; pass < builder.nPasses; pass++) {
      await streamNumbers(connection, control, sql, (chunk) => {
        builder.append(chunk.columns, chunk.count);
        done += chunk.count;
        control.report(done, builder.nPasses * nSamples);
      });
    }
  });
  control.check();
  return builder.finish();
};
