import type { ColumnType } from '../schema';
import { numberReader, type NumberMarks } from './numberText';

/** Stand for a missing value unless a person says otherwise; the empty cell always does. */
export const DEFAULT_MISSING_WORDS = ['NA', 'N/A', 'n/a', '#N/A', 'NaN', 'nan', 'NULL', 'Null', 'null', 'None'];

/** Formats of days that are tried besides ISO, in strptime's letters. */
export const DATE_FORMATS = ['%d.%m.%Y', '%d/%m/%Y', '%m/%d/%Y', '%Y/%m/%d'];

/** A column still counts as numbers where this share of its values is something else: those rows are then rejected. */
const TOLERATED_SHARE = 0.05;

const PARTS: Record<string, string> = { '%d': '([0-9]{1,2})', '%m': '([0-9]{1,2})', '%Y': '([0-9]{4})' };
const ISO_DATE = '%Y-%m-%d';

const isDay = (year: number, month: number, day: number): boolean => {
  const date = new Date(Date.UTC(year, month - 1, day));
  return date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
};

/** Knows %Y, %m and %d; any other format is taken to match whatever holds a digit, and the import decides. */
export const dateReader = (format: string | null): ((text: string) => boolean) => {
  const wanted = format ?? ISO_DATE;
  const order = wanted.match(/%./g) ?? [];
  if (order.length !== 3 || order.some((part) => !(part in PARTS))) return (text) => /[0-9]/.test(text);
  const source = wanted.replace(/[.*+?^${}()|[\]\\]/g, '\\$&').replace(/%./g, (part) => PARTS[part] ?? part);
  const pattern = new RegExp(`^${source}$`);
  const place = (part: string): number => order.indexOf(part) + 1;
  return (text) => {
    const match = pattern.exec(text.trim());
    return match !== null && isDay(Number(match[place('%Y')]), Number(match[place('%m')]), Number(match[place('%d')]));
  };
};

const TIMESTAMP = /^[0-9]{4}-[0-9]{2}-[0-9]{2}[T ][0-9]{2}:[0-9]{2}(:[0-9]{2}(\.[0-9]{1,9})?)?(Z|[+-][0-9]{2}(:?[0-9]{2})?)?$/;
const BOOLEAN = /^(true|false)$/i;

export interface ColumnGuess {
  type: ColumnType;
  /** Positions of values that do not fit the type although it was chosen. */
  misfits: number[];
}

export interface TypeRules extends NumberMarks {
  dateFormat: string | null;
}

/** Guesses a column's type from its values (missing ones as null). A number is always a float64: decimals may follow integers. */
export const guessType = (values: readonly (string | null)[], rules: TypeRules): ColumnGuess => {
  const kindOf = numberReader(rules);
  const isDate = dateReader(rules.dateFormat);
  const tests: [ColumnType, (text: string) => boolean][] = [
    ['boolean', (text) => BOOLEAN.test(text.trim())],
    ['timestamp', (text) => TIMESTAMP.test(text.trim())],
    ['date', isDate],
  ];
  let nPresent = 0;
  let nText = 0;
  const misfits: number[] = [];
  const possible = new Set(tests.map(([type]) => type));
  values.forEach((value, index) => {
    if (value === null) return;
    nPresent++;
    const kind = kindOf(value);
    if (kind !== 'finite') misfits.push(index);
    if (kind === 'text') nText++;
    for (const [type, test] of tests) if (possible.has(type) && !test(value)) possible.delete(type);
  });
  if (nPresent === 0) return { type: 'text', misfits: [] };
  if (nText <= TOLERATED_SHARE * nPresent) return { type: 'number', misfits };
  const other = tests.find(([type]) => possible.has(type));
  return { type: other?.[0] ?? 'text', misfits: [] };
};
