import type { DuckDBConnection } from '@duckdb/node-api';
import { createMoments, type MomentsBuilder } from '../../core/design/columnMoments';
import type { ColumnDefinition, ColumnProfile } from '../../core/schema';
import type { Control } from './control';
import { query } from './database';
import type { Dataset } from './datasets';
import { columnName } from './sql';
import { isPresent, streamNumbers } from './stream';

const EXACT_DISTINCT = 10_000;

const emptyProfile = (index: number, nMissing: number): ColumnProfile => ({
  index, nMissing, nDistinct: null, min: null, max: null, mean: null, standardDeviation: null, histogram: null,
  minText: null, maxText: null,
});

/** Moves the values that are there to the front of `scratch`. */
const compact = (values: Float64Array, validity: Uint8Array, count: number, scratch: Float64Array): number => {
  let n = 0;
  for (let i = 0; i < count; i++) if (isPresent(validity, i)) scratch[n++] = values[i]!;
  return n;
};

/** The bounds come from the table's statistics; all else from one pass over the columns, block by block. */
const profileNumbers = async (
  connection: DuckDBConnection,
  control: Control,
  dataset: Dataset,
  columns: ColumnDefinition[],
): Promise<ColumnProfile[]> => {
  if (columns.length === 0) return [];
  const names = columns.map((column) => columnName(column.index));
  const [bounds = []] = await query(
    connection,
    control,
    `SELECT ${names.map((name) => `min(${name}), max(${name})`).join(', ')} FROM ${dataset.relation}`,
  );
  const builders = columns.map((_, k): MomentsBuilder | null => {
    const low = bounds[2 * k];
    const high = bounds[2 * k + 1];
    return typeof low === 'number' && typeof high === 'number' ? createMoments(low, high) : null;
  });
  let scratch = new Float64Array(0);
  let done = 0;
  const nRows = await streamNumbers(connection, control, `SELECT ${names.join(', ')} FROM ${dataset.relation}`, (chunk) => {
    if (scratch.length < chunk.count) scratch = new Float64Array(chunk.count);
    builders.forEach((builder, k) => {
      const values = chunk.columns[k];
      const validity = chunk.validity[k];
      if (!builder || !values) return;
      if (validity) builder.push(scratch, compact(values, validity, chunk.count, scratch));
      else builder.push(values, chunk.count);
    });
    done += chunk.count;
    control.report(done, dataset.nRows);
  });
  if (nRows !== dataset.nRows) throw new Error(`${nRows} of ${dataset.nRows} rows were read.`);
  return columns.map((column, k) => {
    const moments = builders[k]?.finish();
    if (!moments) return emptyProfile(column.index, dataset.nRows);
    const { count, mean, standardDeviation, histogram } = moments;
    return {
      ...emptyProfile(column.index, dataset.nRows - count),
      min: histogram.low, max: histogram.high, mean, standardDeviation, histogram,
    };
  });
};

const textOf = (value: unknown): string | null => (value === null || value === undefined ? null : String(value));

const profileOther = async (
  connection: DuckDBConnection,
  control: Control,
  dataset: Dataset,
  { index }: ColumnDefinition,
): Promise<ColumnProfile> => {
  const name = columnName(index);
  const [row = []] = await query(
    connection,
    control,
    `SELECT count(${name}), approx_count_distinct(${name}), CAST(min(${name}) AS VARCHAR), CAST(max(${name}) AS VARCHAR) FROM ${dataset.relation}`,
  );
  let nDistinct = Number(row[1]);
  if (nDistinct <= EXACT_DISTINCT) {
    nDistinct = Number((await query(connection, control, `SELECT count(DISTINCT ${name}) FROM ${dataset.relation}`))[0]?.[0]);
  }
  return { ...emptyProfile(index, dataset.nRows - Number(row[0])), nDistinct, minText: textOf(row[2]), maxText: textOf(row[3]) };
};

/** Statistics of every column, in the order of the file. */
export const profileDataset = (dataset: Dataset, control: Control): Promise<ColumnProfile[]> =>
  dataset.database.use(control, async (connection) => {
    const isNumber = (column: ColumnDefinition): boolean => column.type === 'number';
    const profiles = await profileNumbers(connection, control, dataset, dataset.columns.filter(isNumber));
    for (const column of dataset.columns.filter((other) => !isNumber(other))) {
      profiles.push(await profileOther(connection, control, dataset, column));
    }
    return profiles.sort((a, b) => a.index - b.index);
  });
