import type { DuckDBConnection } from '@duckdb/node-api';
import { nameColumns } from '../../core/design/columnNames';
import { PREVIEW_ROWS } from '../../core/design/proposeTable';
import type { ColumnType } from '../../core/schema';
import type { Control } from './control';
import { query } from './database';
import type { SampleTable } from './jsonSample';
import { identifier, literal } from './sql';

const NUMERIC = /^(U?(TINY|SMALL|BIG|HUGE)?INT(EGER)?|FLOAT|DOUBLE|DECIMAL.*)$/;
export const isNumericType = (type: string): boolean => NUMERIC.test(type);
const LARGER_THAN_FLOAT64 = /^(U?(BIG|HUGE)INT|DECIMAL.*)$/;

const typeOf = (sql: string): ColumnType => {
  if (isNumericType(sql)) return 'number';
  if (sql === 'BOOLEAN') return 'boolean';
  if (sql === 'DATE') return 'date';
  return sql.startsWith('TIMESTAMP') ? 'timestamp' : 'text';
};

export const parquetColumns = async (
  connection: DuckDBConnection,
  control: Control,
  path: string,
): Promise<{ name: string; type: string }[]> => {
  const rows = await query(connection, control, `DESCRIBE SELECT * FROM read_parquet(${literal(path)})`);
  return rows.map(([name, type]) => ({ name: String(name), type: String(type) }));
};

export const proposeParquet = async (
  connection: DuckDBConnection,
  control: Control,
  path: string,
): Promise<SampleTable> => {
  const inFile = await parquetColumns(connection, control, path);
  const { names, notes } = nameColumns(inFile.map(({ name }) => name));
  const large = inFile.filter(({ type }) => LARGER_THAN_FLOAT64.test(type)).map(({ name }) => `"${name}"`);
  if (large.length > 0) notes.push(`Numbers of ${large.join(', ')} are read with 15 to 17 digits (float64).`);
  const cells = inFile.map(({ name }) => `CAST(${identifier(name)} AS VARCHAR)`).join(', ');
  const preview = await query(connection, control, `SELECT ${cells} FROM read_parquet(${literal(path)}) LIMIT ${PREVIEW_ROWS}`);
  return {
    columns: inFile.map(({ type }, index) => ({ index, name: names[index] ?? '', type: typeOf(type) })),
    preview: preview.map((row) => row.map((cell) => (cell === null ? null : String(cell)))),
    notes,
  };
};
