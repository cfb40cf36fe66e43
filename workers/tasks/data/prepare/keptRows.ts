import type { DuckDBConnection } from '@duckdb/node-api';
import { columnChoices, entriesOf } from '../../../core/preparation/choices';
import { parseFilter } from '../../../core/preparation/filter/parse';
import { filterSql } from '../../../core/preparation/filter/sql';
import { valueLiteral } from '../../../core/preparation/expressionSql';
import { LEFT_OUT, TEST, TRAIN, VALIDATION } from '../../../core/preparation/parts';
import { FallLineError, type ColumnDefinition, type LeftOut, type Recipe } from '../../../core/schema';
import { counted, formatCount } from '../../../core/text/counted';
import type { Control } from '../control';
import { query } from '../database';
import type { Dataset } from '../datasets';
import { columnName } from '../sql';
import { streamNumbers } from '../stream';

/** A reason for which rows are left out, and the condition that is true for those that stay. */
interface Rule {
  reason: string;
  isFilter: boolean;
  holds: string;
}

export interface KeptRows {
  /** A code for each row of the file: LEFT_OUT, or the part of a split by a column, else TRAIN. */
  codes: Uint8Array<ArrayBuffer>;
  leftOut: LeftOut[];
  /** By each filter, in their order. */
  filtered: number[];
}

const columnNamed = (columns: readonly ColumnDefinition[], name: string): ColumnDefinition =>
  columns.find((column) => column.name === name)!;

/** In the order in which rows are left out: filters, missing features, target, weights. */
const rulesOf = (recipe: Recipe, columns: readonly ColumnDefinition[]): Rule[] => {
  const present = (name: string): Rule => ({
    reason: name,
    isFilter: false,
    holds: `${columnName(columnNamed(columns, name).index)} IS NOT NULL`,
  });
  const skipped = columnChoices(recipe, columns).filter(({ missing }) => missing.kind === 'skip');
  const needed = [...skipped.map(({ column }) => column.name), recipe.target, ...entriesOf(recipe, 'weights').map(({ column }) => column)];
  return [
    ...entriesOf(recipe, 'filter').map(({ expression }) => ({
      reason: 'filter',
      isFilter: true,
      holds: `coalesce(${filterSql(parseFilter(expression), columns, columnName)}, false)`,
    })),
    ...[...new Set(needed)].map(present),
  ];
};

/** A value of the split column as it is written; of numbers any way of writing it. */
const isValue = ({ index, type }: ColumnDefinition, value: string | null): string => {
  if (value === null) return 'false';
  if (type === 'number') {
    const number = Number(value);
    return value.trim() === '' || !Number.isFinite(number) ? 'false' : `coalesce(${columnName(index)} = ${valueLiteral(number)}, false)`;
  }
  return `coalesce(CAST(${columnName(index)} AS VARCHAR) = ${valueLiteral(value)}, false)`;
};

const partSql = (recipe: Recipe, columns: readonly ColumnDefinition[]): string => {
  const rule = entriesOf(recipe, 'split')[0]?.rule;
  if (rule?.kind !== 'column') return `${TRAIN}e0`;
  const column = columnNamed(columns, rule.column);
  return `CASE WHEN ${isValue(column, rule.validation)} THEN ${VALIDATION}e0 WHEN ${isValue(column, rule.test)} THEN ${TEST}e0 ELSE ${TRAIN}e0 END`;
};

const checkWeights = async (connection: DuckDBConnection, control: Control, recipe: Recipe, columns: readonly ColumnDefinition[], kept: string): Promise<void> => {
  const [entry] = entriesOf(recipe, 'weights');
  if (!entry) return;
  const name = columnName(columnNamed(columns, entry.column).index);
  const [row] = await query(connection, control, `SELECT count(*), min(rowid) FROM t WHERE ${kept} AND ${name} < 0`);
  const nNegative = Number(row?.[0]);
  if (nNegative === 0) return;
  throw new FallLineError(
    'setting-invalid',
    `Column "${entry.column}" holds ${counted(nNegative, 'value')} below 0, the first in row ${formatCount(Number(row?.[1]) + 1)}, and cannot weight the rows. Filter those rows out, or choose another column.`,
  );
};

const countLeftOut = async (connection: DuckDBConnection, control: Control, rules: readonly Rule[]): Promise<number[]> => {
  if (rules.length === 0) return [];
  const counts = rules.map(({ holds }, k) => {
    const before = rules.slice(0, k).map((rule) => `${rule.holds} AND `).join('');
    return `count(*) FILTER (WHERE ${before}NOT ${holds})`;
  });
  const [row = []] = await query(connection, control, `SELECT ${counts.join(', ')} FROM t`);
  return row.map(Number);
};

/** Which rows of the file a recipe keeps, by its filters and by what is missing. */
export const findKeptRows = async (connection: DuckDBConnection, control: Control, dataset: Dataset, recipe: Recipe): Promise<KeptRows> => {
  const { columns, nRows } = dataset;
  const rules = rulesOf(recipe, columns);
  const kept = rules.map(({ holds }) => holds).join(' AND ') || 'true';
  const counts = await countLeftOut(connection, control, rules);
  await checkWeights(connection, control, recipe, columns, kept);
  const codes = new Uint8Array(nRows);
  let done = 0;
  const sql = `SELECT CASE WHEN ${kept} THEN ${partSql(recipe, columns)} ELSE ${LEFT_OUT}e0 END FROM t`;
  await streamNumbers(connection, control, sql, (chunk) => {
    codes.set(chunk.columns[0]!, done);
    done += chunk.count;
    control.report(done, nRows);
  });
  if (done !== nRows) throw new Error(`${done} of ${nRows} rows were read.`);
  const all = rules.map((rule, k) => ({ ...rule, nRows: counts[k] ?? 0 }));
  return {
    codes,
    filtered: all.filter(({ isFilter }) => isFilter).map((rule) => rule.nRows),
    leftOut: all.filter((rule) => rule.nRows > 0).map(({ reason, nRows: n }) => ({ reason, nRows: n })),
  };
};
