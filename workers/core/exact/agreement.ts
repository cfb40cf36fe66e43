import type { ExactSolution } from '../schema';

/** A float64 holds no more. */
export const MOST_DIGITS = 15;

/**
 * How many decimal digits two numbers have in common: -log10(|value - exact| / |exact|), for exact = 0 of |value| itself,
 * from 0 to 15. NaN where either is not finite.
 */
export const agreedDigits = (value: number, exact: number): number => {
  if (!Number.isFinite(value) || !Number.isFinite(exact)) return NaN;
  const error = Math.abs(value - exact) / (exact === 0 ? 1 : Math.abs(exact));
  return Math.min(MOST_DIGITS, Math.max(0, -Math.log10(error)));
};

/**
 * [w..., b] of each output in turn, in the units of the file and as theta holds them: b is 0 without an intercept. null
 * where a column was left out, for then other weights fit equally well.
 */
export const exactParameters = (
  { coefficients }: Pick<ExactSolution, 'coefficients'>,
  { nOutputs = 1, intercept = true }: { nOutputs?: number; intercept?: boolean } = {},
): number[] | null => {
  const length = coefficients.length / nOutputs;
  const parameters = Array.from({ length: nOutputs }, (_, output) => {
    const own = coefficients.slice(output * length, (output + 1) * length).map(({ value }) => value);
    return intercept ? [...own.slice(1), own[0] ?? null] : [...own, 0];
  }).flat();
  return parameters.every((value) => value !== null) ? parameters : null;
};
