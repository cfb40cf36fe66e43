import { addScaled, dot } from '../training/vectors';

/** Curvature along a direction below this share of the largest seen is none. */
const NO_CURVATURE = 2 ** -52;
const MAX_PRODUCTS = 300;

/** Solves H d = -g into `out` to |H d + g| <= tolerance |g|; the number of products that it took. */
export type ConjugateGradients = (
  product: (v: Float64Array, out: Float64Array) => void,
  gradient: Float64Array,
  tolerance: number,
  out: Float64Array,
) => number;

/**
 * Conjugate gradients from 0 for a symmetric positive semi-definite H given by its products. The residuals are made
 * orthogonal to all earlier ones, so that it ends after as many products as H has different eigenvalues in rounded
 * arithmetic too, 300 at most. From 0 it stays in the range of H: a singular H (columns that depend on each other,
 * softmax without a penalty) gives the shortest solution where there is one. It ends before a direction without
 * curvature.
 * Source: Golub and Van Loan, Matrix Computations, 4th ed., sections 11.3.4 and 10.3.4.
 */
export const createConjugateGradients = (length: number): ConjugateGradients => {
  const residual = new Float64Array(length);
  const direction = new Float64Array(length);
  const image = new Float64Array(length);
  return (product, gradient, tolerance, out) => {
    const basis: Float64Array[] = [];
    out.fill(0);
    for (let j = 0; j < length; j++) residual[j] = -gradient[j]!;
    direction.set(residual);
    let squares = dot(residual, residual);
    const goal = tolerance * tolerance * squares;
    let largest = 0;
    const most = Math.min(length, MAX_PRODUCTS);
    for (let k = 1; k <= most && squares > 0; k++) {
      const norm = Math.sqrt(squares);
      basis.push(residual.map((value) => value / norm));
      product(direction, image);
      const curvature = dot(direction, image);
      const quotient = curvature / dot(direction, direction);
      if (!(quotient > NO_CURVATURE * largest)) return k;
      largest = Math.max(largest, quotient);
      const rate = squares / curvature;
      addScaled(rate, direction, out);
      addScaled(-rate, image, residual);
      for (const earlier of basis) addScaled(-dot(earlier, residual), earlier, residual);
      const next = dot(residual, residual);
      if (!(next > goal)) return k;
      for (let j = 0; j < length; j++) direction[j] = residual[j]! + (next / squares) * direction[j]!;
      squares = next;
    }
    return most;
  };
};
