/** How numbers are shown. Rounded for the eye; `exact` keeps every digit for a title or a copy. */

const counts = new Intl.NumberFormat('en-US', { maximumFractionDigits: 0 });
const MINUS = '\u2212';

const plainExponent = (text: string): string => text.replace('e+', 'e');
const withMinus = (text: string): string => text.replaceAll('-', MINUS);

export const formatCount = (value: number): string => counts.format(value);

export const exact = (value: number): string => String(value);

/** `digits` significant digits; powers of ten outside [1e-4, 1e7). */
export function formatNumber(value: number, digits = 6): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'not a number' : value > 0 ? '∞' : `${MINUS}∞`;
  if (value === 0) return '0';
  const size = Math.abs(value);
  if (size < 1e-4 || size >= 1e7) return withMinus(plainExponent(value.toExponential(Math.max(0, digits - 1))));
  return withMinus(plainExponent(value.toPrecision(digits)));
}

/** Like formatNumber, without trailing zeros: for values that a person typed or that are whole. */
export function formatShort(value: number, digits = 6): string {
  if (!Number.isFinite(value) || value === 0) return formatNumber(value);
  const rounded = Number(value.toPrecision(digits));
  const size = Math.abs(rounded);
  if (size < 1e-4 || size >= 1e7) return withMinus(plainExponent(rounded.toExponential()));
  return withMinus(size >= 1000 ? rounded.toLocaleString('en-US', { maximumFractionDigits: 6 }) : String(rounded));
}

/** A number as it can be typed again: ASCII minus, no separators. */
export const editable = (value: number): string => String(value);

/** Accepts 0.01, 1e-3, 1,000 and the minus sign of a page. null where the text is no number. */
export function parseNumber(text: string): number | null {
  const plain = text
    .trim()
    .replaceAll(MINUS, '-')
    .replace(/(?<=\d),(?=\d{3}(\D|$))/g, '');
  if (!/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(plain)) return null;
  return Number(plain);
}
