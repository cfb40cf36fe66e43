import type { DuckDBConnection } from '@duckdb/node-api';
import { FallLineError } from '../../core/schema';
import type { Reject, RejectKind } from '../../core/design/rejected';
import { castGroupedNumber, castNumber, castTable, castValue, MAX_LISTED, type CastColumn } from './castTable';
import type { Control } from './control';
import { query } from './database';
import type { ReadRequest } from './messages';
import { columnName, isReadAsText, readCsv } from './sql';
import { formatCount } from '../../core/text/counted';

export interface ReadRows {
  nRows: number;
  nRejectedByReader: number;
  nRejectedByValue: number;
  /** Byte offsets within the records in `byReader`, and positions of those in `byValue`; null where lines are known. */
  wanted: { rejectedOffsets: Float64Array; rows: Float64Array } | null;
  byReader: Reject[];
  byValue: Reject[];
}

const KINDS = new Map<string, RejectKind>([
  ['CAST', 'value'],
  ['MISSING COLUMNS', 'width'],
  ['TOO MANY COLUMNS', 'width'],
  ['UNQUOTED VALUE', 'quote'],
  ['LINE SIZE OVER MAXIMUM', 'too-long'],
  ['INVALID ENCODING', 'encoding'],
]);

/** DuckDB's own rejects, one a record: what is wrong with the record as a whole goes before what is wrong with a cell. */
const readRejects = async (
  connection: DuckDBConnection,
  control: Control,
): Promise<{ count: number; offsets: number[]; rejects: Reject[] }> => {
  const [counted] = await query(connection, control, 'SELECT count(DISTINCT line_byte_position) FROM reject_errors');
  const rows = await query(
    connection,
    control,
    `SELECT CAST(coalesce(byte_position, line_byte_position) - 1 AS DOUBLE), CAST(column_idx AS DOUBLE), CAST(error_type AS VARCHAR),
       left(csv_line, 4000)
     FROM reject_errors
     QUALIFY row_number() OVER (PARTITION BY line_byte_position ORDER BY error_type = 'CAST', byte_position) = 1
     ORDER BY line_byte_position LIMIT ${MAX_LISTED}`,
  );
  const found = rows.map(([offset, column, type, record]): [number, Reject] => {
    const kind = KINDS.get(String(type)) ?? 'value';
    const hasColumn = kind === 'value' || kind === 'quote';
    return [
      Number(offset),
      { line: 0, span: 1, columnIndex: hasColumn ? Number(column) - 1 : null, kind, record: String(record ?? ''), cell: null },
    ];
  });
  found.sort(([a], [b]) => a - b);
  return { count: Number(counted?.[0]), offsets: found.map(([offset]) => offset), rejects: found.map(([, reject]) => reject) };
};

/** min and max come from the table's statistics: no row is read for them. */
const notFiniteColumns = async (
  connection: DuckDBConnection,
  control: Control,
  indexes: readonly number[],
): Promise<Set<number>> => {
  if (indexes.length === 0) return new Set();
  const bounds = indexes.map((index) => `min(${columnName(index)}), max(${columnName(index)})`).join(', ');
  const [row = []] = await query(connection, control, `SELECT ${bounds} FROM raw`);
  const isFinite = (value: unknown): boolean => value === null || Number.isFinite(value);
  return new Set(indexes.filter((_, k) => !isFinite(row[2 * k]) || !isFinite(row[2 * k + 1])));
};

/** Reads a delimited file into the table `t`. */
export const readCsvFile = async (
  connection: DuckDBConnection,
  control: Control,
  { sourcePath, compressed, options: { dialect, columns } }: ReadRequest,
): Promise<ReadRows> => {
  control.check();
  await connection.run(`CREATE TABLE raw AS SELECT * FROM ${readCsv(sourcePath, compressed, dialect, columns)}`);
  const { count, offsets, rejects } = await readRejects(connection, control);
  const grouped = new Set(columns.filter((column) => isReadAsText(column, dialect)).map((column) => column.index));
  const numbers = columns.filter((column) => column.type === 'number' && !grouped.has(column.index));
  const infinite = await notFiniteColumns(connection, control, numbers.map((column) => column.index));
  const result: ReadRows = {
    nRows: 0,
    nRejectedByReader: count,
    nRejectedByValue: 0,
    wanted: { rejectedOffsets: Float64Array.from(offsets), rows: new Float64Array(0) },
    byReader: rejects,
    byValue: [],
  };
  if (grouped.size === 0 && infinite.size === 0) {
    await connection.run('ALTER TABLE raw RENAME TO t');
    result.nRows = Number((await query(connection, control, 'SELECT count(*) FROM t'))[0]?.[0]);
    return result;
  }
  const cast = await castTable(
    connection,
    control,
    'SELECT rowid AS n, * FROM raw',
    columns.map((column): CastColumn => {
      if (grouped.has(column.index)) return castGroupedNumber(column.index, dialect);
      if (infinite.has(column.index)) return castNumber(column.index);
      return { ...castValue(column, columnName(column.index), true), value: columnName(column.index), isBad: null };
    }),
  );
  await connection.run('DROP TABLE raw');
  if (rejects.length < count) {
    throw new FallLineError(
      'import-failed',
      `More than ${formatCount(MAX_LISTED)} lines do not fit: check the delimiter and the types of the columns.`,
    );
  }
  result.nRows = cast.nRows;
  result.nRejectedByValue = cast.nBad;
  result.byValue = cast.bad.map(({ columnIndex, text }) => ({
    line: 0, span: 1, columnIndex, kind: 'value', record: text, cell: null,
  }));
  result.wanted = { rejectedOffsets: Float64Array.from(offsets), rows: Float64Array.from(cast.bad, ({ n }) => n) };
  return result;
};
