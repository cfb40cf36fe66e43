import { isUtf8 } from 'node:buffer';
import { FallLineError, type FileFormat, type TextEncoding } from '../../core/schema';

const startsWith = (bytes: Uint8Array, ...magic: number[]): boolean => magic.every((byte, i) => bytes[i] === byte);

/** Files that are often taken for tables, by their first bytes. */
const NO_TABLES: { magic: number[]; what: string }[] = [
  { magic: [0x50, 0x4b, 3, 4], what: 'a ZIP archive or an Excel workbook: save the sheet as CSV, or unpack the archive' },
  { magic: [0xd0, 0xcf, 0x11, 0xe0], what: 'an old Office document: save the sheet as CSV' },
  { magic: [0x25, 0x50, 0x44, 0x46], what: 'a PDF document: export the table as CSV' },
  { magic: [0x89, 0x50, 0x4e, 0x47], what: 'a PNG image: choose a table' },
  { magic: [0xff, 0xd8, 0xff], what: 'a JPEG image: choose a table' },
  { magic: [0x42, 0x5a, 0x68], what: 'packed by bzip2: unpack it first' },
  { magic: [0x28, 0xb5, 0x2f, 0xfd], what: 'packed by Zstandard: unpack it first' },
  { magic: [0xfd, 0x37, 0x7a, 0x58], what: 'packed by xz: unpack it first' },
];

export const isParquet = (bytes: Uint8Array): boolean => startsWith(bytes, 0x50, 0x41, 0x52, 0x31);

export type Utf16Order = 'utf-16le' | 'utf-16be';

/** The byte order of UTF-16 by its mark, else by where the zero bytes of plain letters lie; null where it looks like none. */
export const utf16Order = (bytes: Uint8Array): Utf16Order | null => {
  if (startsWith(bytes, 0xff, 0xfe)) return 'utf-16le';
  if (startsWith(bytes, 0xfe, 0xff)) return 'utf-16be';
  const length = Math.min(bytes.length, 4_096) & ~1;
  const zeros = [0, 0];
  for (let i = 0; i < length; i++) if (bytes[i] === 0) zeros[i & 1]!++;
  const most = 0.3 * (length / 2);
  const [even = 0, odd = 0] = zeros;
  if (odd > most && even < odd / 10) return 'utf-16le';
  return even > most && odd < even / 10 ? 'utf-16be' : null;
};

/** Bytes up to the last whole character of UTF-8. */
const wholeCharacters = (bytes: Buffer): Buffer => {
  let end = bytes.length;
  while (end > 0 && end > bytes.length - 3 && (bytes[end - 1]! & 0xc0) === 0x80) end--;
  return end > 0 && bytes[end - 1]! >= 0xc0 ? bytes.subarray(0, end - 1) : bytes;
};

export const detectEncoding = (bytes: Buffer, isWhole: boolean): TextEncoding => {
  if (utf16Order(bytes)) return 'utf-16';
  return isUtf8(isWhole ? bytes : wholeCharacters(bytes)) ? 'utf-8' : 'latin-1';
};

export const decode = (bytes: Buffer, encoding: TextEncoding): string => {
  if (encoding === 'utf-8') return bytes.toString('utf8');
  // The web's latin-1 is windows-1252, which is what such files are: it has the euro sign and is otherwise the same.
  if (encoding === 'latin-1') return new TextDecoder('windows-1252').decode(bytes);
  return new TextDecoder(utf16Order(bytes) ?? 'utf-16le').decode(bytes);
};

const CONTROL_SHARE = 0.02;
const MIN_CONTROLS = 8;

/** Throws where the bytes cannot be a text: NUL bytes, or many control characters. */
export const requireText = (bytes: Buffer, encoding: TextEncoding, fileName: string): void => {
  const known = NO_TABLES.find(({ magic }) => startsWith(bytes, ...magic));
  if (known) throw new FallLineError('file-not-supported', `"${fileName}" is ${known.what}.`);
  const nul = bytes.indexOf(0);
  if (encoding === 'utf-16') {
    if (nul < 0) throw new FallLineError('file-not-supported', `"${fileName}" is not UTF-16. Choose the encoding utf-8 or latin-1.`);
    return;
  }
  if (utf16Order(bytes)) {
    throw new FallLineError('file-not-supported', `"${fileName}" is not ${encoding} but UTF-16. Choose the encoding utf-16.`);
  }
  let controls = 0;
  for (const byte of bytes) if (byte < 9 || (byte > 13 && byte < 32)) controls++;
  if (controls > MIN_CONTROLS && controls > CONTROL_SHARE * bytes.length) {
    throw new FallLineError(
      'file-not-supported',
      `"${fileName}" is not a text table but binary data. Choose a CSV, TSV, Parquet or JSON file.`,
    );
  }
  if (nul >= 0) {
    const line = bytes.subarray(0, nul).toString('latin1').split('\n').length;
    throw new FallLineError(
      'file-not-supported',
      `"${fileName}" holds a NUL byte in line ${line}. Remove it, or choose another encoding.`,
    );
  }
};

/** By the first bytes, and where they allow several by the name. */
export const detectFormat = (bytes: Buffer, text: string, path: string): FileFormat => {
  if (isParquet(bytes)) return 'parquet';
  const name = path.toLowerCase().replace(/\.gz$/, '');
  const start = text.trimStart();
  if (/\.(jsonl|ndjson|json)$/.test(name)) return start.startsWith('[') ? 'json' : 'jsonl';
  if (/\.(csv|tsv|tab|txt)$/.test(name)) return 'csv';
  if (/^\[\s*\{\s*"/.test(start)) return 'json';
  return start.startsWith('{"') ? 'jsonl' : 'csv';
};
