import { shortNumber } from '../../workers/core/text/shortNumber';

/** How numbers are shown. Rounded for the eye; `exact` keeps every digit for a title or a copy. */

const counts = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });
const MINUS = '\u2212';

const plainExponent = (text: string): string => text.replace('e+', 'e');
const withMinus = (text: string): string => text.replaceAll('-', MINUS);

export const formatCount = (value: number): string => counts.format(value);

export const exact = (value: number): string => String(value);

const grouped = (text: string): string => text.replace(/^-?\d+/, (whole) => whole.replace(/\B(?=(\d{3})+$)/g, ','));

/** `digits` significant digits; powers of ten outside [1e-4, 1e7). */
export function formatNumber(value: number, digits = 6): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'not a number' : value > 0 ? '∞' : `${MINUS}∞`;
  if (value === 0) return '0';
  const size = Math.abs(value);
  if (size < 1e-4 || size >= 1e7) return withMinus(plainExponent(value.toExponential(Math.max(0, digits - 1))));
  return withMinus(plainExponent(grouped(value.toPrecision(digits))));
}

/** As many significant digits, up to `digits`, as `most` characters have room for: a number is rounded, never cut off. */
export function fittingNumber(value: number, most: number, digits = 6): string {
  let kept = digits;
  while (kept > 1 && formatNumber(value, kept).length > most) kept--;
  return formatNumber(value, kept);
}

/** Like formatNumber, without trailing zeros: for values that a person typed or that are whole. */
export function formatShort(value: number, digits = 6): string {
  if (!Number.isFinite(value) || value === 0) return formatNumber(value);
  return withMinus(shortNumber(value, digits));
}

/** A number as it can be typed again: ASCII minus, every digit, thousands set apart. */
export const editable = (value: number): string => grouped(String(value));

const PLAIN = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
/** Thousands set apart; 0,123 is not: it is another country's 0.123. */
const GROUPED = /^[+-]?[1-9]\d{0,2}(,\d{3})+(\.\d*)?$/;

/** Accepts 0.01, 1e-3, 1,000 and the minus sign of a page. null where the text is no number. */
export function parseNumber(text: string): number | null {
  const plain = text.trim().replaceAll(MINUS, '-');
  if (GROUPED.test(plain)) return Number(plain.replaceAll(',', ''));
  return PLAIN.test(plain) ? Number(plain) : null;
}
