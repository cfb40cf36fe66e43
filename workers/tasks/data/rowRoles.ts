import type { DuckDBConnection } from '@duckdb/node-api';
import { PART } from '../../core/preparation/names';
import { FallLineError } from '../../core/schema';
import { shortNumber } from '../../core/text/shortNumber';
import { formatCount } from '../../core/text/counted';
import type { Control } from './control';
import { query } from './database';
import type { Dataset } from './datasets';
import type { CountRequest, CountResponse } from './messages';
import { columnOf } from './columnOf';
import { columnName } from './sql';

type Roles = Pick<CountRequest, 'features' | 'target' | 'weightColumn' | 'partColumn'>;

/** Part 0 is trained on, part 1 the validation part. */
const inPart = ({ partColumn }: Roles): string =>
  partColumn === null ? 'true' : `coalesce(${columnName(partColumn)} IN (0, 1), false)`;

const known = ({ features, target, weightColumn }: Roles): string =>
  [...features, target, ...(weightColumn === null ? [] : [weightColumn])]
    .map((index) => `${columnName(index)} IS NOT NULL`)
    .join(' AND ');

const weightOf = ({ weightColumn }: Roles): string => (weightColumn === null ? '1.0' : columnName(weightColumn));

const isUsed = (roles: Roles): string =>
  [known(roles), ...(roles.partColumn === null ? [] : [inPart(roles)]), ...(roles.weightColumn === null ? [] : [`${weightOf(roles)} > 0`])].join(
    ' AND ',
  );

/** The rows used, or those of them that are trained on. */
export const usedRows = (roles: Roles): string => `WHERE ${isUsed(roles)}`;
export const trainedRows = (roles: Roles): string =>
  roles.partColumn === null ? usedRows(roles) : `${usedRows(roles)} AND ${columnName(roles.partColumn)} = 0`;

const nameOf = (dataset: Dataset, index: number): string => columnOf(dataset, index).name;

/** Throws with the first row whose weight is below 0. */
const throwNegative = async (
  connection: DuckDBConnection,
  control: Control,
  dataset: Dataset,
  weightColumn: number,
): Promise<never> => {
  const weight = columnName(weightColumn);
  const numbered = `SELECT row_number() OVER () AS row, ${weight} AS w FROM ${dataset.relation}`;
  const sql = `SELECT count(*), min(row), arg_min(w, row) FROM (${numbered}) WHERE w < 0`;
  const [[count, row, value] = []] = await query(connection, control, sql);
  const n = Number(count);
  const what = n === 1 ? 'a weight below 0' : `${formatCount(n)} weights below 0, the first`;
  throw new FallLineError(
    'setting-invalid',
    `Column "${nameOf(dataset, weightColumn)}" holds ${what} in row ${formatCount(Number(row))} (${shortNumber(Number(value))}), and a row cannot count less than nothing. Filter those rows out, or choose another column for the weights.`,
  );
};

/** A recipe calls the third part by its name. */
const elsewhereNote = (name: string, nRows: number): string =>
  name === PART
    ? `Kept for the test, and neither trained on nor in the validation part: ${formatCount(nRows)} rows.`
    : `Neither trained on nor in the validation part: ${formatCount(nRows)} rows, for column "${name}" is neither 0 nor 1 there.`;

type Count = Omit<CountResponse, 'classNames'>;

/** Counts the rows by what becomes of them; throws where weights or parts leave none to train on. */
export const countRows = async (
  connection: DuckDBConnection,
  control: Control,
  dataset: Dataset,
  roles: Roles,
): Promise<Count> => {
  const { weightColumn, partColumn } = roles;
  const [own, all, weight, used] = [inPart(roles), known(roles), weightOf(roles), isUsed(roles)];
  const isTrained = partColumn === null ? 'true' : `${columnName(partColumn)} = 0`;
  const figures = [
    `count(*) FILTER (WHERE ${used})`,
    `count(*) FILTER (WHERE ${used} AND ${isTrained})`,
    `count(*) FILTER (WHERE ${own} AND NOT (${all}))`,
    `count(*) FILTER (WHERE NOT ${own})`,
    `count(*) FILTER (WHERE ${all} AND ${own} AND ${weight} = 0)`,
    `min(${weight}) FILTER (WHERE ${all} AND ${own})`,
    `min(${weight}) FILTER (WHERE ${used})`,
    `max(${weight}) FILTER (WHERE ${used})`,
  ];
  const [row = []] = await query(connection, control, `SELECT ${figures.join(', ')} FROM ${dataset.relation}`);
  const [nComplete, nTrained, rowsSkipped, nElsewhere, nZero, least, low, high] = row.map(Number);
  if (weightColumn !== null && least! < 0) await throwNegative(connection, control, dataset, weightColumn);
  if (weightColumn !== null && !Number.isFinite(high! * nComplete!)) {
    throw new FallLineError(
      'setting-invalid',
      `Column "${nameOf(dataset, weightColumn)}" holds weights up to ${shortNumber(high!)}, too large to add up. Divide them all by a large number, which changes nothing else.`,
    );
  }
  if (weightColumn !== null && nComplete === 0 && nZero! > 0) {
    throw new FallLineError(
      'setting-invalid',
      `Column "${nameOf(dataset, weightColumn)}" is 0 in all ${formatCount(nZero!)} rows, so that none of them counts. Choose another column for the weights, or none.`,
    );
  }
  if (partColumn !== null && nTrained === 0) {
    throw new FallLineError(
      'too-few-rows',
      `No complete row has 0 in column "${nameOf(dataset, partColumn)}", so that there is none to train on. Choose another column for the parts, or none.`,
    );
  }
  const isWeighted = weightColumn !== null && low! < high!;
  return {
    nComplete: nComplete!,
    nTraining: partColumn === null ? null : nTrained!,
    isWeighted,
    rowsSkipped: rowsSkipped!,
    notes: [
      ...(partColumn !== null && nElsewhere! > 0 ? [elsewhereNote(nameOf(dataset, partColumn), nElsewhere!)] : []),
      ...(nZero! > 0 ? [`Left out for a weight of 0: ${formatCount(nZero!)} rows.`] : []),
      ...(weightColumn !== null && !isWeighted && nComplete! > 0
        ? [`Every row has the same weight ${shortNumber(low!)}, which is as good as none.`]
        : []),
      ...(isWeighted
        ? [`Each row counts by its weight in column "${nameOf(dataset, weightColumn)}", brought to mean 1 over its part.`]
        : []),
    ],
  };
};
