import type { ColumnDefinition, ColumnType, Dialect } from '../../core/schema';
import { MAX_LINE_BYTES } from '../../core/design/rejected';
import { literal } from '../../core/text/sql';

export { identifier, literal } from '../../core/text/sql';

/** Tables hold columns as c0, c1, ...: names of files are never SQL, and may differ by case alone. */
export const columnName = (index: number): string => `c${index}`;

const SQL_TYPES: Record<ColumnType, string> = {
  number: 'DOUBLE',
  text: 'VARCHAR',
  boolean: 'BOOLEAN',
  date: 'DATE',
  timestamp: 'TIMESTAMP',
};
export const sqlType = (type: ColumnType): string => SQL_TYPES[type];

/** Grouped thousands are read as text first: DuckDB drops the mark wherever it stands and would read 1.5 as 15. */
export const isReadAsText = (column: ColumnDefinition, dialect: Dialect): boolean =>
  column.type === 'number' && dialect.thousandsMark !== '';

const list = (texts: readonly string[]): string => `[${texts.map(literal).join(', ')}]`;

/** The call that reads a delimited file by exactly these rules, nothing guessed, with its rejects kept. */
export const readCsv = (
  path: string,
  compressed: boolean,
  dialect: Dialect,
  columns: readonly ColumnDefinition[],
): string => {
  const types = columns.map((column) => {
    const type = isReadAsText(column, dialect) ? 'VARCHAR' : sqlType(column.type);
    return `${columnName(column.index)}: ${literal(type)}`;
  });
  const options = [
    `auto_detect = false`,
    `columns = {${types.join(', ')}}`,
    `delim = ${literal(dialect.delimiter)}`,
    `quote = ${literal(dialect.quote)}`,
    `escape = ${literal(dialect.escape)}`,
    `header = ${dialect.hasHeader}`,
    `skip = ${dialect.skipLines}`,
    `decimal_separator = ${literal(dialect.decimalMark)}`,
    `nullstr = ${list(['', ...dialect.missingWords])}`,
    ...(dialect.dateFormat === null ? [] : [`dateformat = ${literal(dialect.dateFormat)}`]),
    `compression = ${literal(compressed ? 'gzip' : 'none')}`,
    `max_line_size = ${MAX_LINE_BYTES}`,
    `strict_mode = true`,
    `store_rejects = true`,
    `rejects_limit = 0`,
  ];
  return `read_csv(${literal(path)}, ${options.join(', ')})`;
};

/** Every line of a text file as one cell. */
export const readLines = (path: string, compressed: boolean): string =>
  `read_csv(${literal(path)}, auto_detect = false, columns = {line: 'VARCHAR'}, delim = ${literal('\x01')}, quote = '', escape = '',
    header = false, compression = ${literal(compressed ? 'gzip' : 'none')}, max_line_size = ${MAX_LINE_BYTES})`;

/** Every element of a file that is one JSON array, as one cell. */
export const readElements = (path: string, compressed: boolean): string =>
  `(SELECT CAST(json AS VARCHAR) AS line FROM read_json_objects(${literal(path)}, format = 'array',
    compression = ${literal(compressed ? 'gzip' : 'uncompressed')}, maximum_object_size = ${MAX_LINE_BYTES}))`;
