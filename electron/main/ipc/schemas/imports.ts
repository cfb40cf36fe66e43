import { z } from 'zod';
import type { ColumnDefinition, Dialect, DialectOverrides, ImportOptions } from '../../../contract';
import { FILE_FORMATS } from '../../../../workers/core/design/fileFormats';
import { columnName, count, identifier, MAX_COLUMNS, path, shortText } from './common';

const MAX_PAGE_ROWS = 1000;

const dialect = z.strictObject({
  delimiter: z.string().max(8),
  quote: z.string().max(8),
  escape: z.string().max(8),
  hasHeader: z.boolean(),
  skipLines: count,
  decimalMark: z.enum(['.', ',']),
  thousandsMark: z.enum(['', '.', ',', ' ', "'"]),
  encoding: z.enum(['utf-8', 'utf-16', 'latin-1']),
  missingWords: z.array(shortText).max(1000),
  dateFormat: shortText.nullable(),
}) satisfies z.ZodType<Dialect>;

const { shape } = dialect;
const overrides: z.ZodType<DialectOverrides> = z.strictObject({
  delimiter: shape.delimiter.exactOptional(),
  quote: shape.quote.exactOptional(),
  escape: shape.escape.exactOptional(),
  hasHeader: shape.hasHeader.exactOptional(),
  skipLines: shape.skipLines.exactOptional(),
  decimalMark: shape.decimalMark.exactOptional(),
  thousandsMark: shape.thousandsMark.exactOptional(),
  encoding: shape.encoding.exactOptional(),
  missingWords: shape.missingWords.exactOptional(),
  dateFormat: shape.dateFormat.exactOptional(),
});

const column: z.ZodType<ColumnDefinition> = z.strictObject({
  index: count,
  name: columnName,
  type: z.enum(['number', 'text', 'boolean', 'date', 'timestamp']),
});

export const importOptions: z.ZodType<ImportOptions> = z.strictObject({
  format: z.enum(FILE_FORMATS),
  dialect,
  columns: z.array(column).max(MAX_COLUMNS),
});

const pageSize = z.int().min(0).max(MAX_PAGE_ROWS);

export const importSchemas = {
  'import/propose': z.strictObject({ path, overrides }),
  'import/start': z.strictObject({ path, options: importOptions }),
  'work/cancel': z.null(),
  'dataset/profile': z.strictObject({ datasetId: identifier }),
  'dataset/rows': z.strictObject({ datasetId: identifier, rowStart: count, count: pageSize }),
  'dataset/rejected': z.strictObject({ datasetId: identifier, start: count, count: pageSize }),
};
