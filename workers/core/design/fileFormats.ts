import type { FileFormat } from '../schema';

/** The compiler holds them against the type. */
export const FILE_FORMATS = Object.keys({
  csv: true,
  parquet: true,
  jsonl: true,
  json: true,
} satisfies Record<FileFormat, true>) as FileFormat[];
