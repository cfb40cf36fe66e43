import { readRecords, type RecordMarks, type TextRecord } from './csvRecords';
import { numberReader } from './numberText';

const DELIMITERS = [',', ';', '\t', '|'];
const SAMPLE_RECORDS = 400;
/** Score of a table of one column: any table of two or more that mostly fits is preferred. */
const ONE_COLUMN_SCORE = 0.5;

/** The most frequent number of cells; the larger one where two are as frequent. */
export const usualWidth = (records: readonly TextRecord[]): number => {
  const counts = new Map<number, number>();
  for (const { cells, isBlank } of records) {
    if (!isBlank) counts.set(cells.length, (counts.get(cells.length) ?? 0) + 1);
  }
  const ranked = [...counts].sort(([widthA, a], [widthB, b]) => b - a || widthB - widthA);
  return ranked[0]?.[0] ?? 1;
};

const isNumberCommaOrPoint = (() => {
  const point = numberReader({ decimalMark: '.', thousandsMark: '' });
  const comma = numberReader({ decimalMark: ',', thousandsMark: '' });
  return (cell: string): boolean => cell.trim() === '' || point(cell) === 'finite' || comma(cell) === 'finite';
})();

/** Share of records of the usual width, times 1 to 2 for the share of cells that are empty or a number. */
const score = (records: readonly TextRecord[]): number => {
  const filled = records.filter((record) => !record.isBlank);
  if (filled.length === 0) return 0;
  const width = usualWidth(filled);
  if (width === 1) return ONE_COLUMN_SCORE;
  const fitting = filled.filter((record) => record.cells.length === width);
  const cells = fitting.flatMap((record) => record.cells);
  const numbers = cells.filter(isNumberCommaOrPoint).length;
  return (fitting.length / filled.length) * (1 + numbers / cells.length);
};

/** Says which character quotes cells: the apostrophe only where it alone encloses cells. */
export const sniffQuote = (text: string): string => {
  if (text.includes('"')) return '"';
  const enclosed = text.match(/(?<=^|[,;\t|\n])'[^'\n]*'(?=[,;\t|\r\n]|$)/g) ?? [];
  return enclosed.length >= 2 ? "'" : '"';
};

/** A backslash before a quote within a quoted cell is an escape only where doubled quotes do not serve. */
export const sniffEscape = (text: string, quote: string): string =>
  quote !== '' && text.includes(`\\${quote}`) && !text.includes(quote + quote) ? '\\' : quote;

/** Finds the delimiter under which the text is most table-like; `first` wins where candidates are equal. */
export const sniffDelimiter = (text: string, marks: Omit<RecordMarks, 'delimiter'>, first = ','): string => {
  let best = { delimiter: first, score: 0 };
  for (const delimiter of [first, ...DELIMITERS.filter((candidate) => candidate !== first)]) {
    const { records, openQuoteLine } = readRecords(text, { ...marks, delimiter }, SAMPLE_RECORDS);
    const found = score(records) * (openQuoteLine === null || records.length > 1 ? 1 : 0.5);
    if (found > best.score + 1e-9) best = { delimiter, score: found };
  }
  return best.delimiter;
};
