import { euclideanNorm } from '../training/norm';
import { createRandom, fillNormal } from '../random/generator';

/** Writes H v to `out`. Returns false to give up. */
export type HessianProduct = (v: Float64Array, out: Float64Array) => boolean;

const MAX_PRODUCTS = 1_000;
const TOLERANCE = 1e-7;
/**
 * A start vector may have next to nothing of the first eigenvector: a few products must pass before a still
 * value counts.
 */
const MIN_PRODUCTS = 8;

/**
 * Largest eigenvalue of a symmetric positive semi-definite H by power iteration from a fixed random vector:
 * v <- H v / |H v|, lambda = v . H v with |v| = 1. The estimate comes from below and its error is of second
 * order in that of v. Where a product gives up, the estimate so far is returned, or null after fewer than
 * eight; null also where a product is not finite or H v = 0.
 * Source: G. H. Golub, C. F. Van Loan, Matrix Computations, 4th ed., section 7.3.1.
 */
export const largestEigenvalue = (dimension: number, product: HessianProduct): number | null => {
  const v = new Float64Array(dimension);
  const next = new Float64Array(dimension);
  fillNormal(createRandom(1), v);
  const start = euclideanNorm(v);
  for (let j = 0; j < dimension; j++) v[j] = v[j]! / start;
  let estimate = 0;
  for (let k = 0; k < MAX_PRODUCTS; k++) {
    if (!product(v, next)) return k >= MIN_PRODUCTS ? estimate : null;
    let quotient = 0;
    for (let j = 0; j < dimension; j++) quotient += v[j]! * next[j]!;
    const norm = euclideanNorm(next);
    if (!Number.isFinite(quotient) || !(norm > 0) || !Number.isFinite(norm)) return null;
    const still = Math.abs(quotient - estimate) <= TOLERANCE * quotient;
    estimate = quotient;
    if (still && k >= MIN_PRODUCTS) break;
    for (let j = 0; j < dimension; j++) v[j] = next[j]! / norm;
  }
  return estimate > 0 ? estimate : null;
};
