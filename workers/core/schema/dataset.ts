/** What a file holds and how it is to be read. Plain data: it crosses threads and processes. */

/** `jsonl`: one object a line; `json`: one array of objects. */
export type FileFormat = 'csv' | 'parquet' | 'jsonl' | 'json';
export type ColumnType = 'number' | 'text' | 'boolean' | 'date' | 'timestamp';
export type TextEncoding = 'utf-8' | 'utf-16' | 'latin-1';

/** How a delimited text file is written. Not used for Parquet and JSON. */
export interface Dialect {
  delimiter: string;
  /** One character, or '' for none. */
  quote: string;
  escape: string;
  hasHeader: boolean;
  /** Lines before the header (or the first row) that are not data. */
  skipLines: number;
  decimalMark: '.' | ',';
  thousandsMark: '' | '.' | ',' | ' ' | "'";
  encoding: TextEncoding;
  /** Words, besides the empty cell, that stand for a missing value. */
  missingWords: string[];
  /** strptime pattern, or null for ISO dates. */
  dateFormat: string | null;
}

/** Columns are held by index everywhere: a name may be `__proto__`. */
export interface ColumnDefinition {
  /** Position in the file, from 0. */
  index: number;
  /** Unique within the dataset; see `ImportProposal.notes` where it differs from the file. */
  name: string;
  type: ColumnType;
}

export interface ImportProposal {
  path: string;
  fileName: string;
  byteLength: number;
  format: FileFormat;
  compressed: boolean;
  dialect: Dialect;
  columns: ColumnDefinition[];
  /** First rows as text, one array a row, null where the cell is missing. */
  preview: (string | null)[][];
  /** Sentences on what was assumed or renamed. */
  notes: string[];
}

/** What a person may change before the file is proposed again. */
export type DialectOverrides = Partial<Dialect>;

export interface ImportOptions {
  format: FileFormat;
  dialect: Dialect;
  columns: ColumnDefinition[];
}

export interface ImportProgress {
  phase: 'read' | 'check' | 'profile' | 'prepare' | 'shards' | 'log' | 'self-test' | 'study';
  /** In bytes of the file, rows, steps of a run, sets of the self-test, or trainings of a study, as `unit` says. */
  done: number;
  total: number;
  unit: 'bytes' | 'rows' | 'steps' | 'sets' | 'trainings';
  elapsedMs: number;
  /** null until an estimate is sound. */
  remainingMs: number | null;
}

export interface RejectedLine {
  /** 1-based line of the file; of a file without lines of rows (Parquet, a JSON array) the number of the row. */
  line: number;
  column: string | null;
  /** The cell or line as it stands, cut to 200 characters. */
  text: string;
  reason: string;
}

export interface DatasetSummary {
  id: string;
  path: string;
  fileName: string;
  byteLength: number;
  format: FileFormat;
  nRows: number;
  columns: ColumnDefinition[];
  nRejected: number;
  notes: string[];
  elapsedMs: number;
}

export interface Histogram {
  /** Lower edge of the first and upper edge of the last bin; bins are of equal width. */
  low: number;
  high: number;
  counts: number[];
}

export interface ColumnProfile {
  index: number;
  nMissing: number;
  /** For text: number of distinct values (approximate above 10,000). null for numbers. */
  nDistinct: number | null;
  /** The statistics of finite values; null for text, and where there is no value. */
  min: number | null;
  max: number | null;
  mean: number | null;
  /** With the 1/N convention. */
  standardDeviation: number | null;
  histogram: Histogram | null;
  /** For text, booleans and dates: the first and last value as text. */
  minText: string | null;
  maxText: string | null;
}

export interface RowPage {
  rowStart: number;
  rows: (string | null)[][];
}

export interface RejectedPage {
  start: number;
  total: number;
  lines: RejectedLine[];
}
