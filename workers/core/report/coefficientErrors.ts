import type { IntervalBasis } from '../schema';

/**
 * Standard errors of the coefficients in the order of the columns of A = Q R: s times the square root of the diagonal of
 * (R'R)^-1, whose entry j is |R^-T e_j|^2. `triangle` holds R row by row from its diagonal.
 * Source: G. A. F. Seber, A. J. Lee, Linear Regression Analysis, 2nd ed., section 3.3.
 */
export const coefficientErrors = ({ residualStandardDeviation, triangle }: IntervalBasis): number[] => {
  const size = Math.round((Math.sqrt(8 * triangle.length + 1) - 1) / 2);
  const start = (i: number): number => i * size - (i * (i - 1)) / 2;
  return Array.from({ length: size }, (_, column) => {
    const rest = new Float64Array(size);
    rest[column] = 1;
    let squares = 0;
    for (let i = column; i < size; i++) {
      const z = rest[i]! / triangle[start(i)]!;
      squares += z * z;
      for (let j = i + 1; j < size; j++) rest[j]! -= z * triangle[start(i) + j - i]!;
    }
    return residualStandardDeviation * Math.sqrt(squares);
  });
};
