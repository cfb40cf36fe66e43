/** Below this share of the objective its change drowns in the rounding of its two values. */
const BLURRED = 1e-11;
/** Below this share, a few units in the last place, no value of the objective can show it. */
const INVISIBLE = 2 ** -50;

/**
 * F(theta + s) - F(theta): the difference of the two values or, where that is near their rounding, `bySlopes` =
 * (g . s + g+ . s) / 2, the trapezoidal rule, exact on a quadratic. A search can so go on beyond the digits that
 * the objective shows. NaN where the new value is.
 * Source: Hager and Zhang, A new conjugate gradient method with guaranteed descent (2005), section 4.
 */
export const objectiveChange = (from: number, to: number, bySlopes: number): number => {
  const difference = to - from;
  return Math.abs(difference) <= BLURRED * Math.abs(from) ? bySlopes : difference;
};

/** Whether a change of this size drowns in the rounding of one value of the objective. */
export const isInvisible = (fall: number, value: number): boolean => Math.abs(fall) <= INVISIBLE * Math.abs(value);
