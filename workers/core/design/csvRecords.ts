import type { Dialect } from '../schema';

export type RecordMarks = Pick<Dialect, 'delimiter' | 'quote' | 'escape'>;

export interface TextRecord {
  cells: string[];
  /** 1-based line it begins on. */
  line: number;
  /** True for a line without a character. */
  isBlank: boolean;
}

export interface TextRecords {
  records: TextRecord[];
  /** The line of a quote that is still open where the text ends, else null. */
  openQuoteLine: number | null;
}

const LF = 10;
const CR = 13;
const SPACE = 32;
/** Matches no character. */
const NONE = -1;

/** First character of the mark, or a number that matches none. */
const codeOf = (mark: string): number => (mark === '' ? NONE : mark.charCodeAt(0));

/**
 * Splits delimited text into records by the rules DuckDB's strict reader follows: a quote opens a cell only at its
 * start (blanks before it are dropped), a doubled or escaped quote stands for itself, LF, CRLF or CR ends a record outside
 * of quotes. Stops after `limit` records.
 */
export const readRecords = (text: string, marks: RecordMarks, limit = Infinity): TextRecords => {
  const delimiter = codeOf(marks.delimiter);
  const quote = codeOf(marks.quote);
  const escape = codeOf(marks.escape);
  const { length } = text;
  const records: TextRecord[] = [];
  let line = 1;
  let at = text.charCodeAt(0) === 0xfeff ? 1 : 0;

  const isLineEnd = (code: number): boolean => code === LF || code === CR;
  const endOfPlain = (from: number): number => {
    let end = from;
    while (end < length) {
      const code = text.charCodeAt(end);
      if (code === delimiter || isLineEnd(code)) break;
      end++;
    }
    return end;
  };
  /** Reads from behind the opening quote to behind the closing one; null where there is none. */
  const readQuoted = (from: number): { value: string; end: number } | null => {
    let value = '';
    let start = from;
    for (let i = from; i < length; i++) {
      const code = text.charCodeAt(i);
      const next = i + 1 < length ? text.charCodeAt(i + 1) : NONE;
      if (code === escape && (next === quote || (next === escape && escape !== quote))) {
        value += text.slice(start, i) + text.charAt(i + 1);
        start = i + 2;
        i++;
      } else if (code === quote) {
        return { value: value + text.slice(start, i), end: i + 1 };
      } else if (code === LF || (code === CR && next !== LF)) {
        line++;
      }
    }
    return null;
  };

  while (at < length && records.length < limit) {
    const record: TextRecord = { cells: [], line, isBlank: isLineEnd(text.charCodeAt(at)) };
    for (;;) {
      let start = at;
      while (delimiter !== SPACE && text.charCodeAt(start) === SPACE) start++;
      if (quote !== NONE && text.charCodeAt(start) === quote) {
        const openLine = line;
        const cell = readQuoted(start + 1);
        if (!cell) return { records, openQuoteLine: openLine };
        at = endOfPlain(cell.end);
        record.cells.push(cell.value + text.slice(cell.end, at).trimEnd());
      } else {
        const end = endOfPlain(at);
        record.cells.push(text.slice(at, end));
        at = end;
      }
      if (at >= length || text.charCodeAt(at) !== delimiter) break;
      at++;
    }
    if (at < length) {
      at += text.charCodeAt(at) === CR && text.charCodeAt(at + 1) === LF ? 2 : 1;
      line++;
    }
    records.push(record);
  }
  return { records, openQuoteLine: null };
};
