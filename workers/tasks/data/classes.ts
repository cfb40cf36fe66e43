import { numberText } from '../../core/export/csv';
import { checkClasses, MAX_CLASSES } from '../../core/design/classes';
import type { DuckDBConnection } from '@duckdb/node-api';
import type { ColumnDefinition } from '../../core/schema';
import type { Control } from './control';
import { query } from './database';
import { columnName } from './sql';

/** A relation, and which of its rows, as a WHERE clause or nothing. */
export interface RowSource {
  relation: string;
  filter: string;
}

/** A value of the column; -0 is 0. */
const valueOf = ({ index, type }: ColumnDefinition): string =>
  type === 'number' ? `${columnName(index)} + 0.0` : columnName(index);

/** Numbers by value, text by code point, false before true, dates by time. */
const distinctValues = (target: ColumnDefinition, { relation, filter }: RowSource): string =>
  `(SELECT DISTINCT ${valueOf(target)} AS v FROM ${relation} ${filter})`;

/** The first MAX_CLASSES different values of a target as labels, in their order, and how many there are. */
export const listLabels = async (
  connection: DuckDBConnection,
  control: Control,
  rows: RowSource,
  target: ColumnDefinition,
): Promise<{ labels: string[]; nDistinct: number }> => {
  const values = distinctValues(target, rows);
  const [first] = await query(connection, control, `SELECT count(*) FROM ${values}`);
  const shown = target.type === 'number' ? 'v' : 'CAST(v AS VARCHAR)';
  const found = await query(connection, control, `SELECT ${shown} FROM ${values} ORDER BY v LIMIT ${MAX_CLASSES}`);
  const labels = found.map(([value]) => (typeof value === 'number' ? numberText(value) : String(value)));
  return { labels, nDistinct: Number(first?.[0]) };
};

/** The labels of the classes in the order of their numbers; throws where the values are no classes. */
export const readClasses = async (
  connection: DuckDBConnection,
  control: Control,
  rows: RowSource,
  target: ColumnDefinition,
  nRows: number,
): Promise<string[]> => {
  const { labels, nDistinct } = await listLabels(connection, control, rows, target);
  checkClasses(target, labels, { nDistinct, nRows });
  return labels;
};

/**
 * Makes the type `class` of a connection, whose codes are the numbers of the classes, and returns the number of a row's
 * class. DuckDB takes the labels from its own table, so that no text of a file becomes SQL.
 */
export const classNumbers = async (
  connection: DuckDBConnection,
  control: Control,
  rows: RowSource,
  target: ColumnDefinition,
): Promise<string> => {
  const labels = `SELECT CAST(v AS VARCHAR) FROM ${distinctValues(target, rows)} ORDER BY v`;
  await query(connection, control, `CREATE TEMP TYPE class AS ENUM (${labels})`);
  return `CAST(enum_code(CAST(CAST(${valueOf(target)} AS VARCHAR) AS class)) AS DOUBLE)`;
};
