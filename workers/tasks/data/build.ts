import type { BuildSummary } from '../../core/shards/matrix';
import { createShardBuilder } from '../shards/tileWriter';
import type { Control } from './control';
import { query } from './database';
import type { Dataset } from './datasets';
import type { BuildRequest } from './messages';
import { columnName } from './sql';
import { streamNumbers } from './stream';

const complete = (columns: readonly number[]): string =>
  columns.map((index) => `${columnName(index)} IS NOT NULL`).join(' AND ');

export const countComplete = async (
  dataset: Dataset,
  control: Control,
  columns: readonly number[],
): Promise<{ nComplete: number; nRows: number }> => {
  const [row] = await dataset.database.use(control, (connection) =>
    query(connection, control, `SELECT count(*) FROM t WHERE ${complete(columns)}`),
  );
  return { nComplete: Number(row?.[0]), nRows: dataset.nRows };
};

/** Streams the complete rows of the chosen columns, in the order of the file, into the tiles of the shards. */
export const buildShards = async (
  dataset: Dataset,
  control: Control,
  { columns, ...options }: BuildRequest,
): Promise<BuildSummary> => {
  const nSamples = options.shards.plan.nSamples + (options.validation?.plan.nSamples ?? 0);
  const builder = createShardBuilder(options);
  // Without a filter where no value is missing: it would copy every row.
  const filter = nSamples === dataset.nRows ? '' : `WHERE ${complete(columns)}`;
  const sql = `SELECT ${columns.map(columnName).join(', ')} FROM t ${filter}`;
  let done = 0;
  await dataset.database.use(control, async (connection) => {
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
