import type { IntervalBasis } from '../schema';

export const CONFIDENCE = 0.95;

/** How far the interval of a prediction reaches to either side, for rows [x_1, x_1^2, ..., x_2, ...]. */
export type Reach = (columns: readonly Float64Array[], count: number) => Float64Array;

/**
 * Half the width of the 95 % interval of a new row at x: t s sqrt(1 + |R^-T [1, x]|^2), where [1, X] = Q R, s^2 is the
 * residual variance and t the 0.975 quantile of Student's t with the degrees of freedom; |R^-T a|^2 = a' (A'A)^-1 a. Valid for
 * independent normal residuals of equal variance.
 * Source: G. A. F. Seber, A. J. Lee, Linear Regression Analysis, 2nd ed., section 5.3.
 * `quantile` is that t, which the core has no library for. Columns are those of the file; their powers up to `degree` are made
 * here.
 */
export const createReach = (
  { residualStandardDeviation, triangle }: IntervalBasis,
  { degree, intercept }: { degree: number; intercept: boolean },
  quantile: number,
): Reach => {
  const size = Math.round((Math.sqrt(8 * triangle.length + 1) - 1) / 2);
  /** Row i of the triangle begins at its diagonal. */
  const diagonal = Float64Array.from({ length: size }, (_, i) => i * size - (i * (i - 1)) / 2);
  const row = new Float64Array(size);
  const factor = quantile * residualStandardDeviation;
  return (columns, count) => {
    const reach = new Float64Array(count);
    for (let n = 0; n < count; n++) {
      let at = 0;
      if (intercept) row[at++] = 1;
      for (const column of columns) {
        const x = column[n]!;
        let power = 1;
        for (let k = 0; k < degree; k++) row[at++] = power *= x;
      }
      let squares = 0;
      for (let i = 0; i < size; i++) {
        const start = diagonal[i]!;
        const z = row[i]! / triangle[start]!;
        squares += z * z;
        for (let j = i + 1; j < size; j++) row[j]! -= z * triangle[start + j - i]!;
      }
      reach[n] = factor * Math.sqrt(1 + squares);
    }
    return reach;
  };
};
