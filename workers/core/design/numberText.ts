import type { Dialect } from '../schema';

export type NumberMarks = Pick<Dialect, 'decimalMark' | 'thousandsMark'>;

const escapeForPattern = (mark: string): string => (mark === '.' ? '\\.' : mark);

/**
 * What a finite number looks like in a file, as the source of a regular expression that both JavaScript and RE2 read.
 * Thousands are groups of three or are not there: "1.5" is no number where '.' groups thousands, so that a file with
 * mixed marks is never misread by a factor of ten.
 */
export const numberPattern = ({ decimalMark, thousandsMark }: NumberMarks): string => {
  const point = escapeForPattern(decimalMark);
  const grouped = thousandsMark === '' ? '' : `[0-9]{1,3}(?:${escapeForPattern(thousandsMark)}[0-9]{3})+|`;
  return `[+-]?(?:(?:${grouped}[0-9]+)(?:${point}[0-9]*)?|${point}[0-9]+)(?:[eE][+-]?[0-9]+)?`;
};

/** Words that DuckDB reads as a float64 without a finite value. */
const NOT_FINITE = /^[+-]?(?:inf|infinity|nan)$/i;

/** So many digits without an exponent are below the largest float64, 1.8e308. */
const MAX_PLAIN_LENGTH = 300;

export type NumberKind = 'finite' | 'not-finite' | 'text';

/** Tells numbers from other text, blanks around them allowed. 1e400 is 'not-finite': no float64 holds it. */
export const numberReader = (marks: NumberMarks): ((text: string) => NumberKind) => {
  const pattern = new RegExp(`^${numberPattern(marks)}$`);
  return (text) => {
    const trimmed = text.trim();
    if (!pattern.test(trimmed)) return NOT_FINITE.test(trimmed) ? 'not-finite' : 'text';
    if (trimmed.length <= MAX_PLAIN_LENGTH && !/[eE]/.test(trimmed)) return 'finite';
    const plain = marks.thousandsMark === '' ? trimmed : trimmed.replaceAll(marks.thousandsMark, '');
    return Number.isFinite(Number(plain.replace(marks.decimalMark, '.'))) ? 'finite' : 'not-finite';
  };
};
