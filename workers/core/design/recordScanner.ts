import type { Dialect } from '../schema';
import { countLines, joinBytes } from './bytes';

/** The marks as bytes; null matches none. */
export interface ScanRules {
  delimiter: number | null;
  quote: number | null;
  escape: number | null;
  skipLines: number;
  hasHeader: boolean;
  /** In a table of one column a blank line is a missing value, elsewhere it is no row. */
  oneColumn: boolean;
}

const byteOf = (mark: string): number | null => (mark === '' ? null : mark.charCodeAt(0));

export const scanRules = (dialect: Dialect, nColumns: number): ScanRules => ({
  delimiter: byteOf(dialect.delimiter),
  quote: byteOf(dialect.quote),
  escape: byteOf(dialect.escape),
  skipLines: dialect.skipLines,
  hasHeader: dialect.hasHeader,
  oneColumn: nColumns === 1,
});

/** For text that is taken line by line. */
export const PLAIN_LINES: ScanRules = {
  delimiter: null,
  quote: null,
  escape: null,
  skipLines: 0,
  hasHeader: false,
  oneColumn: true,
};

/** Records of interest, both lists in rising order. */
export interface Wanted {
  /** Byte offsets, each within a record that was not loaded. */
  rejectedOffsets: Float64Array;
  /** Positions among the records that were loaded. */
  rows: Float64Array;
}

export interface Located {
  /** For each offset: the 1-based line on which its record begins, and how many lines that takes. */
  rejectedLines: Float64Array;
  rejectedSpans: Float64Array;
  /** For each row: its line and its text, cut to 4,000 bytes. */
  rowLines: Float64Array;
  rowTexts: Uint8Array[];
}

export interface TextFacts {
  nLines: number;
  /** Records behind the header. */
  nRows: number;
  firstNulLine: number | null;
  /** Line of a quote that is still open at the end of the file. */
  openQuoteLine: number | null;
  /** First line whose end differs from that of line 1: DuckDB's strict reader refuses such a file. */
  mixedEndsLine: number | null;
  longestLine: { line: number; byteLength: number };
}

export interface RecordScanner {
  push(chunk: Uint8Array): void;
  finish(): TextFacts & Located;
  /** Line of the byte that comes next. */
  readonly line: number;
}

const LF = 10;
const CR = 13;
const SPACE = 32;
const MAX_TEXT_BYTES = 4_000;

type LineEnd = 'LF' | 'CRLF' | 'CR';

const START = 0;
const PLAIN = 1;
const QUOTED = 2;
const ESCAPED = 3;
const CLOSED = 4;

/**
 * Walks through a text byte by byte and counts its records by the rules of `readRecords`, in one pass and without
 * holding more than the present record: what was read can so be held against what should have been.
 */
export const createRecordScanner = (rules: ScanRules, wanted?: Wanted): RecordScanner => {
  const { delimiter, quote, escape } = rules;
  const skipBlanks = delimiter !== SPACE;
  const nRejected = wanted?.rejectedOffsets.length ?? 0;
  const nWantedRows = wanted?.rows.length ?? 0;
  const located: Located = {
    rejectedLines: new Float64Array(nRejected),
    rejectedSpans: new Float64Array(nRejected),
    rowLines: new Float64Array(nWantedRows),
    rowTexts: [],
  };
  let state: number = START;
  let line = 1;
  let base = 0;
  let recordStart = 0;
  let recordLine = 1;
  let lineStart = 0;
  let quoteLine = 0;
  let nHeaders = 0;
  let nRows = 0;
  let nLoaded = 0;
  let nextRejected = 0;
  let nextRow = 0;
  let carriageAt = -1;
  let lineEnd: LineEnd | null = null;
  let mixedEndsLine: number | null = null;
  let firstNulLine: number | null = null;
  let longestLine = { line: 1, byteLength: 0 };
  let parts: Uint8Array[] = [];

  const isWanted = (): boolean => nextRow < nWantedRows && wanted?.rows[nextRow] === nLoaded;

  const endRecord = (end: number, next: number, chunk: Uint8Array): void => {
    const isBlank = end === recordStart;
    if (recordLine <= rules.skipLines) {
      // Not part of the table.
    } else if (rules.hasHeader && nHeaders === 0) {
      nHeaders = 1;
    } else if (!isBlank || rules.oneColumn) {
      nRows++;
      let isRejected = false;
      while (nextRejected < nRejected && (wanted?.rejectedOffsets[nextRejected] ?? Infinity) < next) {
        located.rejectedLines[nextRejected] = recordLine;
        located.rejectedSpans[nextRejected] = line - recordLine + 1;
        nextRejected++;
        isRejected = true;
      }
      if (!isRejected) {
        if (isWanted()) {
          const text = [...parts, chunk.subarray(Math.max(0, recordStart - base), Math.max(0, end - base))];
          located.rowTexts.push(joinBytes(text, MAX_TEXT_BYTES));
          located.rowLines[nextRow] = recordLine;
          nextRow++;
        }
        nLoaded++;
      }
    }
    parts = [];
    recordStart = next;
    recordLine = line + 1;
  };

  const noteLineEnd = (kind: LineEnd): void => {
    lineEnd ??= kind;
    if (kind !== lineEnd) mixedEndsLine ??= line;
  };

  /** `end` is where the line's text stops, `next` where the following one begins. */
  const endLine = (end: number, next: number, kind: LineEnd, chunk: Uint8Array): void => {
    const inQuotes = (state === QUOTED || state === ESCAPED) && line > rules.skipLines;
    if (end - lineStart > longestLine.byteLength) longestLine = { line, byteLength: end - lineStart };
    if (inQuotes) {
      state = QUOTED;
    } else {
      noteLineEnd(kind);
      endRecord(end, next, chunk);
      state = START;
    }
    line++;
    lineStart = next;
  };

  const stepState = (byte: number): void => {
    if (state === START) {
      if (byte === quote) {
        state = QUOTED;
        quoteLine = line;
      } else if (byte !== delimiter && !(skipBlanks && byte === SPACE)) state = PLAIN;
    } else if (state === QUOTED) {
      if (byte === escape && escape !== quote) state = ESCAPED;
      else if (byte === quote) state = CLOSED;
    } else if (state === ESCAPED) {
      state = QUOTED;
    } else if (byte === delimiter) {
      state = START;
    } else if (state === CLOSED) {
      state = byte === quote && escape === quote ? QUOTED : PLAIN;
    }
  };

  /** A carriage return at the end of the chunk before; returns where to go on in this one. */
  const settleCarriage = (chunk: Uint8Array): number => {
    if (carriageAt < 0) return 0;
    const isPair = chunk[0] === LF;
    const end = carriageAt;
    carriageAt = -1;
    endLine(end, isPair ? base + 1 : base, isPair ? 'CRLF' : 'CR', chunk);
    return isPair ? 1 : 0;
  };

  /** The line end at `i`; returns where the next line begins. */
  const takeLineEnd = (chunk: Uint8Array, i: number): number => {
    if (chunk[i] === LF) {
      endLine(base + i, base + i + 1, 'LF', chunk);
      return i + 1;
    }
    if (i + 1 === chunk.length) {
      carriageAt = base + i;
      return i + 1;
    }
    const isPair = chunk[i + 1] === LF;
    endLine(base + i, base + i + (isPair ? 2 : 1), isPair ? 'CRLF' : 'CR', chunk);
    return i + (isPair ? 2 : 1);
  };

  const scanWithQuotes = (chunk: Uint8Array): void => {
    let i = settleCarriage(chunk);
    while (i < chunk.length) {
      const byte = chunk[i]!;
      if (byte === LF || byte === CR) i = takeLineEnd(chunk, i);
      else {
        stepState(byte);
        i++;
      }
    }
  };

  /** Hops from line end to line end. */
  const scanLines = (chunk: Uint8Array): void => {
    const { length } = chunk;
    const find = (byte: number, from: number): number => {
      const found = chunk.indexOf(byte, from);
      return found < 0 ? length : found;
    };
    let i = settleCarriage(chunk);
    let nextLf = find(LF, i);
    let nextCr = find(CR, i);
    for (;;) {
      if (nextLf < i) nextLf = find(LF, i);
      if (nextCr < i) nextCr = find(CR, i);
      const end = Math.min(nextLf, nextCr);
      if (end === length) return;
      i = takeLineEnd(chunk, end);
    }
  };

  /** Without a quote in the chunk only its end matters for what the next one begins with. */
  const settleState = (chunk: Uint8Array): void => {
    if (quote === null || carriageAt >= 0) return;
    let i = chunk.length - 1;
    while (skipBlanks && i >= 0 && chunk[i] === SPACE) i--;
    const byte = i < 0 ? null : chunk[i];
    if (byte === null) return;
    state = byte === delimiter || byte === LF || byte === CR ? START : PLAIN;
  };

  const push = (chunk: Uint8Array): void => {
    if (chunk.length === 0) return;
    if (firstNulLine === null && chunk.includes(0)) {
      firstNulLine = line + countLines(chunk.subarray(0, chunk.indexOf(0)));
    }
    const isInside = state === QUOTED || state === ESCAPED || state === CLOSED;
    const withQuotes = quote !== null && (isInside || chunk.includes(quote));
    if (withQuotes) scanWithQuotes(chunk);
    else {
      scanLines(chunk);
      settleState(chunk);
    }
    base += chunk.length;
    if (isWanted()) {
      const from = Math.max(0, recordStart - (base - chunk.length));
      const held = parts.reduce((sum, part) => sum + part.length, 0);
      if (held < MAX_TEXT_BYTES) parts.push(chunk.slice(from, from + MAX_TEXT_BYTES - held));
    }
  };

  return {
    push,
    finish: () => {
      const nothing = new Uint8Array(0);
      if (carriageAt >= 0) endLine(carriageAt, base, 'CR', nothing);
      const openQuoteLine = state === QUOTED || state === ESCAPED ? quoteLine : null;
      const nLines = base > lineStart ? line : line - 1;
      if (base - lineStart > longestLine.byteLength) longestLine = { line, byteLength: base - lineStart };
      if (base > recordStart) endRecord(base, base + 1, nothing);
      return { nLines, nRows, firstNulLine, openQuoteLine, mixedEndsLine, longestLine, ...located };
    },
    get line() {
      return line;
    },
  };
};
