import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { DEFAULT_MISSING_WORDS } from '../../core/design/columnTypes';
import { openQuoteFailure } from '../../core/design/openQuote';
import { proposeTable } from '../../core/design/proposeTable';
import { FallLineError, type Dialect, type DialectOverrides, type ImportProposal } from '../../core/schema';
import type { Control } from './control';
import { openDatabase } from './database';
import { decode, detectEncoding, detectFormat, isParquet, requireText } from './detectFile';
import { proposeJson, type SampleTable } from './jsonSample';
import { proposeParquet } from './parquetSample';
import { isGzip, readHead, type Head } from './readHead';

/** For formats that bring their own rules; shown and handed back, never used. */
const NO_DIALECT: Dialect = {
  delimiter: ',', quote: '"', escape: '"', hasHeader: true, skipLines: 0, decimalMark: '.', thousandsMark: '',
  encoding: 'utf-8', missingWords: DEFAULT_MISSING_WORDS, dateFormat: null,
};

/** Up to behind the last line end, for the line that the sample cuts through would look ragged. */
const wholeLines = (text: string, isWhole: boolean): string => {
  if (isWhole) return text;
  const end = Math.max(text.lastIndexOf('\n'), text.lastIndexOf('\r'));
  return end < 0 ? text : text.slice(0, end + 1);
};

const readSample = async (path: string): Promise<Head & { compressed: boolean }> => {
  const fileName = basename(path);
  const magic = await readHead(path, false, 16);
  const compressed = isGzip(magic.bytes);
  if (!compressed && path.toLowerCase().endsWith('.gz')) {
    throw new FallLineError('file-damaged', `"${fileName}" is named .gz but is not a gzip file. Rename it, or fetch it again.`);
  }
  try {
    return { ...(await readHead(path, compressed)), compressed };
  } catch (error) {
    if (!compressed) throw error;
    throw new FallLineError('file-damaged', `"${fileName}" cannot be unpacked: it is damaged. Fetch it again.`);
  }
};

const proposeBinary = async (path: string, control: Control): Promise<SampleTable> => {
  const database = await openDatabase(null, null, path);
  try {
    return await database.use(control, (connection) => proposeParquet(connection, control, path));
  } catch (error) {
    if (control.isCancelled()) throw error;
    const reason = error instanceof Error ? (error.message.split('\n')[0] ?? '') : '';
    throw new FallLineError('file-damaged', `"${basename(path)}" is not a whole Parquet file (${reason}). Fetch it again.`);
  } finally {
    database.close();
  }
};

/** Looks at the beginning of a file and proposes how to read it. */
export const propose = async (path: string, overrides: DialectOverrides, control: Control): Promise<ImportProposal> => {
  const fileName = basename(path);
  const { size } = await stat(path);
  const { bytes, isWhole, compressed } = await readSample(path);
  const common = { path, fileName, byteLength: size, compressed };
  if (isParquet(bytes) && !compressed) {
    return { ...common, format: 'parquet', dialect: NO_DIALECT, ...(await proposeBinary(path, control)) };
  }
  const encoding = overrides.encoding ?? detectEncoding(bytes, isWhole);
  requireText(bytes, encoding, fileName);
  const text = wholeLines(decode(bytes, encoding), isWhole).replace(/^\ufeff/, '');
  if (text.trim() === '') throw new FallLineError('file-empty', `"${fileName}" is empty. Choose a file with a header and rows.`);
  const notes = encoding === 'utf-8' || overrides.encoding ? [] : [`The text was taken as ${encoding}.`];
  const format = detectFormat(bytes, text, path);
  if (format === 'jsonl' || format === 'json') {
    return { ...common, format, dialect: NO_DIALECT, ...proposeJson(text, format, fileName) };
  }
  const delimiterHint = /\.(tsv|tab)(\.gz)?$/i.test(path) ? '\t' : ',';
  const { nRows, openQuoteLine, ...table } = proposeTable({ text, encoding, delimiterHint }, overrides);
  if (nRows === 0 && isWhole) {
    if (openQuoteLine !== null) throw openQuoteFailure(fileName, openQuoteLine, text.trimEnd().split(/\r\n|\r|\n/).length);
    throw new FallLineError('file-empty', `"${fileName}" has a header but no rows. Add rows, or choose another file.`);
  }
  return { ...common, format: 'csv', ...table, notes: [...notes, ...table.notes] };
};
