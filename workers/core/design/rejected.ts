import type { ColumnDefinition, Dialect, RejectedLine } from '../schema';
import { readRecords } from './csvRecords';
import { numberReader } from './numberText';
import { formatCount } from '../text/counted';

/** Why a row was left out, before it is put into words. */
export type RejectKind = 'value' | 'width' | 'quote' | 'encoding' | 'too-long' | 'json';

export interface Reject {
  line: number;
  /** Lines the record takes; more than one where a quoted cell holds line breaks. */
  span: number;
  columnIndex: number | null;
  kind: RejectKind;
  /** The record as it stands. */
  record: string;
  /** The offending cell where it is known, else it is looked up in the record. */
  cell: string | null;
}

export interface RejectContext {
  columns: readonly ColumnDefinition[];
  dialect: Dialect | null;
}

const MAX_TEXT = 200;
/** Lines longer than this are rejected by the reader. */
export const MAX_LINE_BYTES = 16_777_216;

const cut = (text: string): string => (text.length <= MAX_TEXT ? text : `${text.slice(0, MAX_TEXT - 1)}…`);

const wrongValue = (cell: string, type: ColumnDefinition['type'], dialect: Dialect | null): string => {
  const shown = `"${cell.length > 50 ? `${cell.slice(0, 49)}…` : cell}"`;
  if (type === 'number') {
    const marks = dialect ?? { decimalMark: '.' as const, thousandsMark: '' as const };
    if (numberReader(marks)(cell) === 'not-finite') {
      return `${shown} is not a finite number. Name it as a missing value, or correct it.`;
    }
    return `${shown} is not a number. Name it as a missing value, or read the column as text.`;
  }
  const wanted = { boolean: 'true or false', date: 'a date', timestamp: 'a date with a time', text: 'text' }[type];
  return `${shown} is not ${wanted}. Name it as a missing value, choose the date format, or read the column as text.`;
};

/** Puts into words why a row was left out: place, value, remedy. */
export const describeReject = (reject: Reject, { columns, dialect }: RejectContext): RejectedLine => {
  const record = reject.record.replace(/^[\r\n]+|[\r\n]+$/g, '');
  const column = reject.columnIndex === null ? undefined : columns[reject.columnIndex];
  const cells = (): string[] => (dialect ? (readRecords(record, dialect, 1).records[0]?.cells ?? []) : []);
  const at = (text: string, reason: string, withColumn = true): RejectedLine => ({
    line: reject.line,
    column: withColumn ? (column?.name ?? null) : null,
    text: cut(text),
    reason,
  });
  switch (reject.kind) {
    case 'value': {
      const cell = reject.cell ?? cells()[reject.columnIndex ?? 0] ?? record;
      return at(cell, wrongValue(cell.trim(), column?.type ?? 'text', dialect));
    }
    case 'width': {
      const n = cells().length;
      return at(
        record,
        `The line has ${n} ${n === 1 ? 'cell' : 'cells'} where ${columns.length} are expected. Correct it, or choose another delimiter.`,
        false,
      );
    }
    case 'quote': {
      const where =
        reject.span > 1
          ? `A quote opens here and does not close at the end of its cell, which takes lines ${reject.line} to ${reject.line + reject.span - 1} with it.`
          : 'A quoted cell does not end where its quote closes.';
      return at(record, `${where} Double the quotes within a cell, or choose another quote.`);
    }
    case 'encoding':
      return at(record, 'The line is not valid UTF-8. Choose the encoding latin-1.', false);
    case 'too-long':
      return at(record, `The line is longer than ${formatCount(MAX_LINE_BYTES)} bytes. Look for a missing line break.`, false);
    case 'json':
      return at(record, 'This is not a JSON object. Write one object for each row.', false);
  }
};
