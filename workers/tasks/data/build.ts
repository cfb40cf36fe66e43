import type { BuildSummary } from '../../core/shards/matrix';
import { createShardBuilder } from '../shards/tileWriter';
import { classNumbers, readClasses } from './classes';
import { columnOf } from './columnOf';
import type { Control } from './control';
import { query } from './database';
import type { Dataset } from './datasets';
import type { BuildRequest, CountRequest, CountResponse, RowSurvey } from './messages';
import { countRows, trainedRows, usedRows } from './rowRoles';
import { columnName } from './sql';
import { streamNumbers } from './stream';

/** How many rows there are to build shards of, and the classes of the target where it is to have some. */
export const countComplete = (dataset: Dataset, control: Control, request: CountRequest): Promise<CountResponse> =>
  dataset.database.use(control, async (connection) => {
    const count = await countRows(connection, control, dataset, request);
    const hasClasses = request.targetKind === 'classes' && count.nComplete > 0;
    const classNames = hasClasses
      ? await readClasses(connection, control, { relation: dataset.relation, filter: usedRows(request) }, columnOf(dataset, request.target), count.nComplete)
      : null;
    return { ...count, classNames };
  });

/** The count, and the bounds of the columns in the rows counted. */
export const surveyRows = async (dataset: Dataset, control: Control, request: CountRequest): Promise<RowSurvey> => {
  const counted = await countComplete(dataset, control, request);
  const { features, target } = request;
  const { classNames } = counted;
  const columns = classNames ? features : [...features, target];
  const bounds = columns.flatMap((index) => [`min(${columnName(index)})`, `max(${columnName(index)})`]);
  const sql = `SELECT ${bounds.join(', ')} FROM ${dataset.relation} ${trainedRows(request)}`;
  const [row = []] = await dataset.database.use(control, (connection) => query(connection, control, sql));
  const found = (_: number, j: number): [number, number] => [Number(row[2 * j]), Number(row[2 * j + 1])];
  const all = [...columns.map(found), ...(classNames ? [[0, classNames.length - 1] as const] : [])];
  return { ...counted, minima: all.map(([low]) => low), maxima: all.map(([, high]) => high) };
};

/**
 * Streams the complete rows of the chosen columns, in the order of the file, into the tiles of the shards. A target with
 * classes comes as their numbers.
 */
export const buildShards = async (dataset: Dataset, control: Control, request: BuildRequest): Promise<BuildSummary> => {
  const { features, target, weightColumn, partColumn, ...options } = request;
  const { plan } = options.shards;
  const nSamples = plan.nSamples + (options.validation?.plan.nSamples ?? 0);
  const builder = createShardBuilder({ ...options, hasParts: partColumn !== null });
  // Without a filter where no row is left out: it would copy every row.
  const filter = nSamples === dataset.nRows ? '' : usedRows(request);
  let done = 0;
  await dataset.database.use(control, async (connection) => {
    const outcome = options.classNames
      ? await classNumbers(connection, control, { relation: dataset.relation, filter }, columnOf(dataset, target))
      : columnName(target);
    const columns = [
      ...features.map(columnName),
      outcome,
      ...(plan.isWeighted && weightColumn !== null ? [columnName(weightColumn)] : []),
      ...(partColumn === null ? [] : [columnName(partColumn)]),
    ];
    for (let pass = 0; pass < builder.nPasses; pass++) {
      await streamNumbers(connection, control, `SELECT ${columns.join(', ')} FROM ${dataset.relation} ${filter}`, (chunk) => {
        builder.append(chunk.columns, chunk.count);
        done += chunk.count;
        control.report(done, builder.nPasses * nSamples);
      });
    }
  });
  control.check();
  return builder.finish();
};
