/**
 * What a cell looks like, whatever it is read as: each cell is of exactly one class. Told by its characters alone, blanks
 * around it aside; patterns.ts says the same in regular expressions for the database.
 */
export const CELL_CLASSES = [
  /** `12`, `-3`, `0`. */
  'integer',
  /** `12345678901234567`: more digits than a float64 holds. */
  'long-integer',
  /** `007`. */
  'zero-led',
  /** `1e5`: a whole number and a whole exponent without a sign. */
  'exponent',
  /** `1e-5`. */
  'signed-exponent',
  /** `1.234`: one to three digits, a mark, three digits. */
  'point-group',
  'comma-group',
  /** `12.5`, `.5`, `1.5e3`: the mark cannot group thousands. */
  'point-decimal',
  'comma-decimal',
  /** `1.234.567`, `1.234,5`: the mark cannot be the decimal one. */
  'point-groups',
  'comma-groups',
  /** `12/05/2020`: both could be the month. */
  'day-month',
  /** `05/05/2020`. */
  'day-month-same',
  /** `31/05/2020`: the day comes first. */
  'day-first',
  /** `05/31/2020`. */
  'month-first',
  /** `-`, `?`, `n.a.`: words that often stand for a missing value. */
  'missing-like',
  /** `yes`, `F`. */
  'truth-word',
  'true-false',
  'other',
] as const;

export type CellClass = (typeof CELL_CLASSES)[number];

export const MISSING_LIKE = ['-', '--', '---', '.', '..', '?', '*', 'n.a.', 'n/a', 'na', '#n/a', 'nan', 'null', 'none', 'missing'];
export const TRUTH_WORDS = ['yes', 'no', 'y', 'n', 't', 'f'];
export const TRUE_FALSE = ['true', 'false'];

/** So many digits may be more than a float64 holds. */
export const LONG_DIGITS = 17;

const isDigits = (text: string): boolean => {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < 48 || code > 57) return false;
  }
  return text !== '';
};

/** Blanks that a reader of tables drops around a cell. */
export const bare = (cell: string): string => {
  let start = 0;
  let end = cell.length;
  const isBlank = (at: number): boolean => cell[at] === ' ' || cell[at] === '\t';
  while (start < end && isBlank(start)) start++;
  while (end > start && isBlank(end - 1)) end--;
  return cell.slice(start, end);
};

const wholeNumber = (digits: string): CellClass => {
  if (digits.length > 1 && digits.startsWith('0')) return 'zero-led';
  return digits.length >= LONG_DIGITS ? 'long-integer' : 'integer';
};

const isGrouped = ([first = '', ...groups]: string[]): boolean =>
  isDigits(first) && first.length <= 3 && groups.every((group) => group.length === 3 && isDigits(group));

const isDecimal = (whole: string, rest: string): boolean =>
  whole + rest !== '' && (whole === '' || isDigits(whole)) && (rest === '' || isDigits(rest));

/** A mantissa with marks, no sign and no exponent. */
const markedNumber = (text: string, hasExponent: boolean): CellClass => {
  const points = text.split('.');
  const commas = text.split(',');
  const ofMark = (parts: string[], name: 'point' | 'comma'): CellClass => {
    if (parts.length === 2) {
      const [whole = '', rest = ''] = parts;
      if (!isDecimal(whole, rest)) return 'other';
      return isGrouped(parts) && !hasExponent ? `${name}-group` : `${name}-decimal`;
    }
    return isGrouped(parts) && !hasExponent ? `${name}-groups` : 'other';
  };
  if (commas.length === 1) return ofMark(points, 'point');
  if (points.length === 1) return ofMark(commas, 'comma');
  if (hasExponent) return 'other';
  const isPointLast = text.lastIndexOf('.') > text.lastIndexOf(',');
  const [whole = '', decimals = '', ...more] = isPointLast ? points : commas;
  if (more.length > 0 || (decimals !== '' && !isDigits(decimals))) return 'other';
  if (!isGrouped(whole.split(isPointLast ? ',' : '.'))) return 'other';
  return isPointLast ? 'comma-groups' : 'point-groups';
};

const numberClass = (text: string): CellClass => {
  const unsigned = text.startsWith('+') || text.startsWith('-') ? text.slice(1) : text;
  const at = unsigned.search(/[eE]/);
  const mantissa = at < 0 ? unsigned : unsigned.slice(0, at);
  const exponent = at < 0 ? '' : unsigned.slice(at + 1);
  const hasSign = exponent.startsWith('+') || exponent.startsWith('-');
  if (at >= 0 && !isDigits(hasSign ? exponent.slice(1) : exponent)) return 'other';
  if (!isDigits(mantissa)) return markedNumber(mantissa, at >= 0);
  if (at < 0) return wholeNumber(mantissa);
  return hasSign ? 'signed-exponent' : 'exponent';
};

const dateClass = (text: string): CellClass => {
  const mark = ['/', '.', '-'].find((one) => text.includes(one));
  const [first = '', second = '', year = '', ...more] = mark === undefined ? [] : text.split(mark);
  if (more.length > 0 || ![first, second, year].every(isDigits)) return 'other';
  if (first.length > 2 || second.length > 2 || year.length !== 4) return 'other';
  const [a, b] = [Number(first), Number(second)];
  if (a < 1 || b < 1 || a > 31 || b > 31 || (a > 12 && b > 12)) return 'other';
  if (a > 12) return 'day-first';
  if (b > 12) return 'month-first';
  return a === b ? 'day-month-same' : 'day-month';
};

/** The class of a cell that is not empty. */
export const cellClass = (cell: string): CellClass => {
  const text = bare(cell);
  const lower = text.toLowerCase();
  if (MISSING_LIKE.includes(lower)) return 'missing-like';
  if (TRUTH_WORDS.includes(lower)) return 'truth-word';
  if (TRUE_FALSE.includes(lower)) return 'true-false';
  const found = numberClass(text);
  return found === 'other' ? dateClass(text) : found;
};
