import { LONG_DIGITS, type CellClass } from './cellClass';

/** Classes that are told by a pattern, as the source of a regular expression for RE2; the rest is told by words. */
export type PatternClass = Exclude<CellClass, 'missing-like' | 'truth-word' | 'true-false' | 'other'>;

const SIGN = '[+-]?';
const MONTH = '(?:0?[1-9]|1[0-2])';
const BEYOND = '(?:1[3-9]|2[0-9]|3[01])';
const MARKS = ['/', '[.]', '-'];

const dates = (parts: (mark: string) => string): string => MARKS.map((mark) => `${parts(mark)}${mark}[0-9]{4}`).join('|');
const sameMonths = (mark: string): string =>
  `(?:${Array.from({ length: 12 }, (_, i) => (i < 9 ? `0?${i + 1}${mark}0?${i + 1}` : `${i + 1}${mark}${i + 1}`)).join('|')})`;
/** No look-ahead in RE2: the pairs of different months, one by one. */
const otherMonths = (mark: string): string => {
  const month = (m: number): string => (m < 10 ? `0?${m}` : `${m}`);
  const all = Array.from({ length: 12 }, (_, i) => i + 1);
  const pairs = all.map((a) => `${month(a)}${mark}(?:${all.filter((b) => b !== a).map(month).join('|')})`);
  return `(?:${pairs.join('|')})`;
};

const group = (mark: string): string => `${SIGN}[0-9]{1,3}${mark}[0-9]{3}`;
const decimal = (mark: string): string =>
  `${SIGN}(?:(?:[0-9]{4,}${mark}[0-9]*|[0-9]{1,3}${mark}(?:[0-9]{0,2}|[0-9]{4,})|${mark}[0-9]+)|(?:[0-9]+${mark}[0-9]*|${mark}[0-9]+)[eE][+-]?[0-9]+)`;
const groups = (mark: string, other: string): string =>
  `${SIGN}[0-9]{1,3}(?:(?:${mark}[0-9]{3}){2,}|(?:${mark}[0-9]{3})+${other}[0-9]*)`;

export const CELL_PATTERNS: Record<PatternClass, string> = {
  integer: `${SIGN}(?:0|[1-9][0-9]{0,${LONG_DIGITS - 2}})`,
  'long-integer': `${SIGN}[1-9][0-9]{${LONG_DIGITS - 1},}`,
  'zero-led': `${SIGN}0[0-9]+`,
  exponent: `${SIGN}[0-9]+[eE][0-9]+`,
  'signed-exponent': `${SIGN}[0-9]+[eE][+-][0-9]+`,
  'point-group': group('[.]'),
  'comma-group': group(','),
  'point-decimal': decimal('[.]'),
  'comma-decimal': decimal(','),
  'point-groups': groups('[.]', ','),
  'comma-groups': groups(',', '[.]'),
  'day-month': dates(otherMonths),
  'day-month-same': dates(sameMonths),
  'day-first': dates((mark) => `${BEYOND}${mark}${MONTH}`),
  'month-first': dates((mark) => `${MONTH}${mark}${BEYOND}`),
};

/** Has a character that no class told by a pattern allows. */
export const NO_PATTERN = '[^-+0-9.,eE/]';
