import { LONG_DIGITS, MISSING_LIKE, TRUE_FALSE, TRUTH_WORDS, type CellClass } from './cellClass';

export type PatternClass = Exclude<CellClass, 'other'>;

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

/** In letters of either case, those of ASCII alone. */
const words = (all: readonly string[]): string => {
  const either = (letter: string): string =>
    /[a-z]/.test(letter) ? `[${letter}${letter.toUpperCase()}]` : `[${letter}]`;
  return all.map((word) => [...word].map(either).join('')).join('|');
};

const PATTERNS: Record<PatternClass, string> = {
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
  'missing-like': words(MISSING_LIKE),
  'truth-word': words(TRUTH_WORDS),
  'true-false': words(TRUE_FALSE),
};

/** The cells of each class, as the source of a regular expression for RE2 that fits the whole cell. */
export const CELL_PATTERNS = Object.fromEntries(
  Object.entries(PATTERNS).map(([name, source]) => [name, `[ \\t]*(?:${source})[ \\t]*`]),
) as Record<PatternClass, string>;

/** Classes of words, the only ones of cells that hold more than what numbers and dates are written with. */
export const WORD_CLASSES = ['missing-like', 'truth-word', 'true-false'] as const satisfies readonly PatternClass[];
export const BEYOND_NUMBERS = '[^-+0-9.,eE/ \\t]';
