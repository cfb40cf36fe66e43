import { guessType } from '../../core/design/columnTypes';
import { nameColumns } from '../../core/design/columnNames';
import { PREVIEW_ROWS } from '../../core/design/proposeTable';
import { jsonElements } from '../../core/design/jsonElements';
import { FallLineError, type ColumnDefinition, type ColumnType, type FileFormat } from '../../core/schema';

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null && !Array.isArray(value);

export type JsonFormat = Extract<FileFormat, 'json' | 'jsonl'>;

const parseRows = (text: string, format: JsonFormat): [string, unknown][][] =>
  (format === 'json' ? jsonElements(text) : text.split(/\r?\n/)).flatMap((line) => {
    try {
      const value: unknown = JSON.parse(line);
      return isObject(value) ? [Object.entries(value)] : [];
    } catch {
      // Listed with its place when the file is read.
      return [];
    }
  });

const keysOf = (rows: [string, unknown][][]): string[] => [...new Set(rows.flatMap((row) => row.map(([key]) => key)))];

/** The keys of the objects in a sample, in order of first appearance: the columns of the table. */
export const jsonKeys = (text: string, format: JsonFormat): string[] => keysOf(parseRows(text, format));

/** RFC 6901. */
export const jsonPointer = (key: string): string => `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`;

const asText = (value: unknown): string | null =>
  value === null || value === undefined ? null : typeof value === 'string' ? value : JSON.stringify(value);

const typeOf = (values: unknown[]): ColumnType => {
  const present = values.filter((value) => value !== null && value !== undefined);
  if (present.length > 0 && present.every((value) => typeof value === 'number')) return 'number';
  return guessType(present.map(asText), { decimalMark: '.', thousandsMark: '', dateFormat: null }).type;
};

export interface SampleTable {
  columns: ColumnDefinition[];
  preview: (string | null)[][];
  notes: string[];
}

/** Proposes columns for a file of JSON objects, one a line or in one array. */
export const proposeJson = (text: string, format: JsonFormat, fileName: string): SampleTable => {
  const rows = parseRows(text, format);
  if (rows.length === 0) {
    throw new FallLineError(
      'file-not-supported',
      format === 'json'
        ? `"${fileName}" is a JSON array without an object. Write an object for each row.`
        : `"${fileName}" has no line that is a JSON object. Write one object a line, or rename the file if it is a CSV.`,
    );
  }
  const keys = keysOf(rows);
  const { names, notes } = nameColumns(keys);
  const maps = rows.map((row) => new Map(row));
  const columns = keys.map((key, index) => ({
    index,
    name: names[index] ?? '',
    type: typeOf(maps.map((row) => row.get(key))),
  }));
  const preview = maps.slice(0, PREVIEW_ROWS).map((row) => keys.map((key) => asText(row.get(key))));
  return { columns, preview, notes };
};
