import type { DuckDBConnection } from '@duckdb/node-api';
import { castTable, castValue, rejectsOf, type CastResult } from './castTable';
import type { Control } from './control';
import { query } from './database';
import { jsonKeys, jsonPointer } from './jsonSample';
import type { ReadRequest } from './messages';
import { parquetColumns, isNumericType } from './parquetSample';
import type { ReadRows } from './readCsvFile';
import { readHead } from './readHead';
import { columnName, identifier, literal, readElements, readLines } from './sql';

const rowsOf = (cast: CastResult): ReadRows => ({
  nRows: cast.nRows,
  nRejectedByReader: 0,
  nRejectedByValue: cast.nBad,
  wanted: null,
  byReader: [],
  byValue: rejectsOf(cast),
});

/** Reads a Parquet file into the table `t`; its "lines" are its rows. */
export const readParquetFile = async (
  connection: DuckDBConnection,
  control: Control,
  { sourcePath, options: { columns } }: ReadRequest,
): Promise<ReadRows> => {
  const inFile = await parquetColumns(connection, control, sourcePath);
  const renamed = columns.map(({ index }) => `${identifier(inFile[index]?.name ?? '')} AS ${columnName(index)}`);
  const source = `SELECT file_row_number + 1 AS n, ${renamed.join(', ')}
    FROM read_parquet(${literal(sourcePath)}, file_row_number = true)`;
  const casts = columns.map((column) =>
    castValue(column, columnName(column.index), isNumericType(inFile[column.index]?.type ?? '')),
  );
  return rowsOf(await castTable(connection, control, source, casts));
};

/**
 * Reads a file of JSON objects, one a line or in one array, into the table `t`. Blank lines are no rows; of an array the "lines" are
 * its elements.
 */
export const readJsonFile = async (
  connection: DuckDBConnection,
  control: Control,
  { sourcePath, compressed, options: { columns, format } }: ReadRequest,
): Promise<ReadRows> => {
  const isArray = format === 'json';
  const keys = jsonKeys((await readHead(sourcePath, compressed)).bytes.toString('utf8'), isArray ? 'json' : 'jsonl');
  control.check();
  await connection.run(`CREATE TABLE lines AS SELECT line FROM ${(isArray ? readElements : readLines)(sourcePath, compressed)}`);
  const pointers = columns.map((column) => literal(jsonPointer(keys[column.index] ?? ''))).join(', ');
  const isObject = `coalesce(CASE WHEN json_valid(line) THEN json_type(line) = 'OBJECT' END, false)`;
  const source = `SELECT n, line, is_object, CASE WHEN is_object THEN json_extract_string(line, [${pointers}]) END AS cells
    FROM (SELECT rowid + 1 AS n, line, ${isObject} AS is_object FROM lines WHERE trim(coalesce(line, ''), E' \\t\\r') <> '')`;
  const casts = columns.map((column, k) => castValue(column, `cells[${k + 1}]`, false));
  const cast = await castTable(connection, control, source, casts, [
    { index: -1, isBad: 'NOT is_object', text: 'line' },
  ]);
  await query(connection, control, 'DROP TABLE lines');
  return rowsOf(cast);
};
