import type { DuckDBConnection } from '@duckdb/node-api';
import { numberPattern } from '../../core/design/numberText';
import type { ColumnDefinition, Dialect } from '../../core/schema';
import type { Reject } from '../../core/design/rejected';
import type { Control } from './control';
import { query } from './database';
import { columnName, literal, sqlType } from './sql';

/** More rejected lines are counted but not listed. */
export const MAX_LISTED = 100_000;

/** When a row must be left out. */
export interface CastCheck {
  /** Of the column to blame, -1 for the row as a whole. */
  index: number;
  /** True for values that do not fit; null where all do. */
  isBad: string | null;
  /** What does not fit, as text. */
  text: string;
}

/** How a column of the table comes about from a source. */
export interface CastColumn extends CastCheck {
  value: string;
}

/** For a column that DuckDB has read as a float64: infinity and NaN are no values to compute with. */
export const castNumber = (index: number): CastColumn => {
  const name = columnName(index);
  return { index, value: name, isBad: `(${name} IS NOT NULL AND NOT isfinite(${name}))`, text: `CAST(${name} AS VARCHAR)` };
};

/** For numbers read as text because their thousands are grouped. */
export const castGroupedNumber = (index: number, dialect: Dialect): CastColumn => {
  const name = columnName(index);
  const plain = `replace(replace(trim(${name}), ${literal(dialect.thousandsMark)}, ''), ${literal(dialect.decimalMark)}, '.')`;
  const fits = `regexp_full_match(trim(${name}), ${literal(numberPattern(dialect))})`;
  const value = `TRY_CAST(${plain} AS DOUBLE)`;
  return { index, value, isBad: `(${name} IS NOT NULL AND NOT coalesce(${fits} AND isfinite(${value}), false))`, text: name };
};

/** `source` is an expression of any type; NaN, where files of binary numbers write it, is a missing value. */
export const castValue = (column: ColumnDefinition, source: string, isNumeric: boolean): CastColumn => {
  const text = `CAST(${source} AS VARCHAR)`;
  const { index } = column;
  if (column.type === 'text') return { index, value: text, isBad: null, text };
  if (column.type === 'number' && isNumeric) {
    const number = `CAST(${source} AS DOUBLE)`;
    return { index, value: `CASE WHEN isnan(${number}) THEN NULL ELSE ${number} END`, isBad: `coalesce(isinf(${number}), false)`, text };
  }
  const value = `TRY_CAST(${text} AS ${sqlType(column.type)})`;
  const fits = column.type === 'number' ? `coalesce(isfinite(${value}), false)` : `${value} IS NOT NULL`;
  return { index, value, isBad: `(${source} IS NOT NULL AND NOT ${fits})`, text };
};

export interface CastResult {
  nRows: number;
  nBad: number;
  /** Of the first bad rows: the source's `n`, the first bad column and its text. */
  bad: { n: number; columnIndex: number; text: string }[];
}

/**
 * Makes the table `t` of those rows of `source` (a query with a column `n` that numbers its rows) whose values all fit, and
 * lists the others. `rowChecks` go before those of the columns.
 */
export const castTable = async (
  connection: DuckDBConnection,
  control: Control,
  source: string,
  columns: readonly CastColumn[],
  rowChecks: readonly CastCheck[] = [],
): Promise<CastResult> => {
  const checks = [...rowChecks, ...columns].filter((check) => check.isBad !== null);
  const anyBad = checks.map((column) => column.isBad).join(' OR ') || 'false';
  const values = columns.map((column) => `${column.value} AS ${columnName(column.index)}`).join(', ');
  control.check();
  await connection.run(`CREATE TABLE t AS SELECT ${values} FROM (${source}) WHERE NOT (${anyBad})`);
  const count = async (sql: string): Promise<number> => Number((await query(connection, control, sql))[0]?.[0]);
  const nRows = await count('SELECT count(*) FROM t');
  const nBad = checks.length === 0 ? 0 : (await count(`SELECT count(*) FROM (${source})`)) - nRows;
  if (nBad === 0) return { nRows, nBad, bad: [] };
  const first = (of: (check: CastCheck) => string): string =>
    `CASE ${checks.map((column) => `WHEN ${column.isBad} THEN ${of(column)}`).join(' ')} END`;
  const rows = await query(
    connection,
    control,
    `SELECT n, ${first((column) => String(column.index))}, ${first((column) => `left(${column.text}, 300)`)}
     FROM (${source}) WHERE ${anyBad} ORDER BY n LIMIT ${MAX_LISTED}`,
  );
  return {
    nRows,
    nBad,
    bad: rows.map(([n, columnIndex, text]) => ({ n: Number(n), columnIndex: Number(columnIndex), text: String(text) })),
  };
};

/** Rejects of a source that knows its own line numbers. */
export const rejectsOf = ({ bad }: CastResult): Reject[] =>
  bad.map(({ n, columnIndex, text }) => ({
    line: n,
    span: 1,
    columnIndex: columnIndex < 0 ? null : columnIndex,
    kind: columnIndex < 0 ? 'json' : 'value',
    record: text,
    cell: columnIndex < 0 ? null : text,
  }));

