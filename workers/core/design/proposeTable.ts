import type { ColumnDefinition, Dialect, DialectOverrides } from '../schema';
import { nameColumns } from './columnNames';
import { DATE_FORMATS, DEFAULT_MISSING_WORDS, dateReader, guessType } from './columnTypes';
import { readRecords, type TextRecord } from './csvRecords';
import { numberReader, type NumberMarks } from './numberText';
import { sniffDelimiter, sniffEscape, sniffQuote, usualWidth } from './sniffDelimiter';
import { formatCount } from '../text/counted';

export const PREVIEW_ROWS = 50;
const MAX_PREAMBLE_LINES = 100;
const MAX_PREVIEW_CELL = 1_000;

export interface TextSample {
  /** Decoded beginning of the file, cut behind a line where it is not the whole file. */
  text: string;
  encoding: Dialect['encoding'];
  /** What the file's name suggests. */
  delimiterHint: string;
}

export interface TableProposal {
  dialect: Dialect;
  columns: ColumnDefinition[];
  preview: (string | null)[][];
  notes: string[];
  /** Rows of data in the sample. */
  nRows: number;
  /** Where a quote opens that is still open at the end of the sample. */
  openQuoteLine: number | null;
}

const MARKS: NumberMarks[] = [
  { decimalMark: '.', thousandsMark: '' },
  { decimalMark: ',', thousandsMark: '' },
  { decimalMark: '.', thousandsMark: ',' },
  { decimalMark: ',', thousandsMark: '.' },
  { decimalMark: ',', thousandsMark: ' ' },
  { decimalMark: '.', thousandsMark: "'" },
];

const MARKS_SAMPLE_ROWS = 500;

const missingTest = (words: readonly string[]): ((cell: string) => boolean) => {
  const set = new Set(words);
  return (cell) => cell === '' || set.has(cell);
};

const columnOf = (
  rows: readonly TextRecord[],
  index: number,
  isMissing: (cell: string) => boolean,
): (string | null)[] =>
  rows.map(({ cells }) => {
    const cell = cells[index];
    return cell === undefined || isMissing(cell) ? null : cell;
  });

/** The marks under which most columns are numbers, with the fewest misfits; the plainest of those. */
const chooseMarks = (columns: (string | null)[][], overrides: DialectOverrides): NumberMarks => {
  const allowed = MARKS.filter(
    (marks) =>
      (overrides.decimalMark === undefined || marks.decimalMark === overrides.decimalMark) &&
      (overrides.thousandsMark === undefined || marks.thousandsMark === overrides.thousandsMark),
  );
  let best: NumberMarks = {
    decimalMark: overrides.decimalMark ?? '.',
    thousandsMark: overrides.thousandsMark ?? '',
  };
  let bestScore = -1;
  for (const marks of allowed) {
    const numbers = columns
      .map((values) => guessType(values, { ...marks, dateFormat: null }))
      .filter(({ type }) => type === 'number');
    // A column without misfits counts more than one with some.
    const score = numbers.reduce((sum, { misfits }) => sum + 1 / (1 + misfits.length / MARKS_SAMPLE_ROWS), 0);
    if (score > bestScore) [best, bestScore] = [marks, score];
    if (score === columns.length) break;
  }
  return best;
};

const chooseDateFormat = (columns: (string | null)[][]): string | null => {
  for (const format of DATE_FORMATS) {
    const isDate = dateReader(format);
    const fits = (values: (string | null)[]): boolean => {
      const present = values.filter((value) => value !== null);
      return present.length > 0 && present.every(isDate);
    };
    if (columns.some(fits)) return format;
  }
  return null;
};

/** Lines before the first record that is as wide as the table; a header may lack the name of the first column. */
const countPreamble = (records: readonly TextRecord[], width: number): number => {
  const first = records.find(({ cells, isBlank }) => !isBlank && (cells.length === width || width === 1));
  const filled = records.filter((record) => !record.isBlank);
  const short = filled[0];
  if (short && width > 2 && short.cells.length === width - 1 && filled[1]?.cells.length === width) return short.line - 1;
  const lines = (first?.line ?? 1) - 1;
  return lines <= MAX_PREAMBLE_LINES ? lines : 0;
};

/** True where a first cell is no number above numbers, or where no cell of the table is a number and the first row could be names. */
const looksLikeHeader = (first: TextRecord, rest: readonly TextRecord[], isNumber: (cell: string) => boolean): boolean => {
  const isNumeric = (index: number): boolean => {
    const present = rest.map(({ cells }) => cells[index] ?? '').filter((cell) => cell.trim() !== '');
    return present.length > 0 && present.filter(isNumber).length >= present.length / 2;
  };
  const numericColumns = first.cells.map((_, index) => isNumeric(index));
  if (first.cells.some((cell, index) => numericColumns[index] && cell.trim() !== '' && !isNumber(cell))) return true;
  if (first.cells.some(isNumber)) return false;
  const named = first.cells.filter((cell) => cell.trim() !== '');
  return named.length > 0 && new Set(named).size === named.length;
};

const previewCell = (cell: string, isMissing: (cell: string) => boolean): string | null =>
  isMissing(cell) ? null : cell.slice(0, MAX_PREVIEW_CELL);

const dialectName = (delimiter: string): string => (delimiter === '\t' ? 'tab' : `"${delimiter}"`);

/**
 * Proposes how to read a delimited text from its beginning: what `overrides` leaves open is found by trial, and every
 * guess that a person may want to check becomes a note. Column types are checked on the whole sample.
 */
export const proposeTable = (sample: TextSample, overrides: DialectOverrides): TableProposal => {
  const { text } = sample;
  const notes: string[] = [];
  const quote = overrides.quote ?? sniffQuote(text);
  const escape = overrides.escape ?? sniffEscape(text, quote);
  const delimiter = overrides.delimiter ?? sniffDelimiter(text, { quote, escape }, sample.delimiterHint);
  const { records, openQuoteLine } = readRecords(text, { delimiter, quote, escape });
  const width = usualWidth(records);
  if (openQuoteLine !== null) {
    notes.push(`Line ${formatCount(openQuoteLine)} opens a quote that is not closed in the first part of the file.`);
  }
  if (width === 1 && overrides.delimiter === undefined) {
    notes.push('Only one column was found: choose the delimiter if there are more.');
  }

  const skipLines = overrides.skipLines ?? countPreamble(records, width);
  if (skipLines > 0 && overrides.skipLines === undefined) {
    notes.push(`The first ${skipLines === 1 ? 'line is' : `${skipLines} lines are`} not part of the table and left out.`);
  }
  const body = records.filter((record) => record.line > skipLines && (!record.isBlank || width === 1));
  const [first, ...rest] = body;
  const missingWords = overrides.missingWords ?? DEFAULT_MISSING_WORDS;
  const isMissing = missingTest(missingWords);
  const indexes = Array.from({ length: width }, (_, index) => index);

  const forMarks = rest.slice(0, MARKS_SAMPLE_ROWS);
  const sampled = indexes.map((index) => columnOf(forMarks, index, isMissing));
  const marks = chooseMarks(sampled, overrides);
  const kindOf = numberReader(marks);
  const hasHeader =
    overrides.hasHeader ?? (first !== undefined && looksLikeHeader(first, rest.slice(0, 100), (cell) => kindOf(cell) === 'finite'));
  const dateFormat = overrides.dateFormat !== undefined ? overrides.dateFormat : chooseDateFormat(sampled);

  const rows = hasHeader ? rest : body;
  const header = hasHeader ? (first?.cells ?? []) : [];
  const padded = header.length === width - 1 && width > 2 ? ['', ...header] : header;
  const named = hasHeader
    ? nameColumns(indexes.map((index) => padded[index] ?? ''))
    : { names: indexes.map((index) => `column ${index + 1}`), notes: [] };
  notes.push(...named.notes);
  if (overrides.hasHeader === undefined) {
    if (!hasHeader) notes.push('The first row was taken as data, for it holds numbers: columns are called by their place.');
    else if (sampled.every((values) => guessType(values, { ...marks, dateFormat }).type !== 'number')) {
      notes.push('The first row was taken as the names of the columns: no column holds numbers, so this cannot be checked.');
    }
  }

  const columns = indexes.map((index): ColumnDefinition => {
    const { type, misfits } = guessType(columnOf(rows, index, isMissing), { ...marks, dateFormat });
    const name = named.names[index] ?? '';
    const misfit = misfits[0] === undefined ? undefined : rows[misfits[0]];
    if (misfit) {
      const cell = (misfit.cells[index] ?? '').slice(0, 50);
      notes.push(
        `Line ${formatCount(misfit.line)}, column "${name}": "${cell}" is not a finite number; such lines will be rejected unless it is named as a missing value or the column is read as text.`,
      );
    }
    return { index, name, type };
  });
  const ragged = body.find(({ cells }) => cells.length !== width && !(cells === first?.cells && cells.length === width - 1));
  if (ragged) {
    notes.push(
      `Line ${formatCount(ragged.line)} has ${ragged.cells.length} ${ragged.cells.length === 1 ? 'cell' : 'cells'} where ${width} are expected (delimiter ${dialectName(delimiter)}); such lines will be rejected.`,
    );
  }
  return {
    dialect: { delimiter, quote, escape, hasHeader, skipLines, ...marks, encoding: sample.encoding, missingWords, dateFormat },
    columns,
    preview: rows
      .slice(0, PREVIEW_ROWS)
      .map(({ cells }) => indexes.map((index) => previewCell(cells[index] ?? '', isMissing))),
    notes,
    nRows: rows.length,
    openQuoteLine,
  };
};
