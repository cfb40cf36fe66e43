/**
 * A number for a sentence: up to `digits` significant digits, thousands set apart, powers of ten outside [1e-4, 1e7), without
 * the zeros and the plus sign that say nothing: 1.43e10, 1,200, 0.48.
 */
export const shortNumber = (value: number, digits = 6): string => {
  if (!Number.isFinite(value) || value === 0) return String(value);
  const rounded = Number(value.toPrecision(digits));
  const size = Math.abs(rounded);
  if (size < 1e-4 || size >= 1e7) return rounded.toExponential().replace('e+', 'e');
  return rounded.toLocaleString('en-US', { maximumSignificantDigits: digits });
};
