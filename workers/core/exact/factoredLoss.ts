import type { Scaling } from '../schema';
import type { Basis } from './basis';
import { targetOf, type Factor } from './factor';
import { columnScaling, rawColumns, scaledColumns, type ColumnScaling, type RawColumn } from './rawColumns';

/**
 * Squared loss over all rows, seen through R: with X = Q R the rows themselves are no longer needed.
 * Columns in the order [1, z_1, ..., z_d], the 1 only with an intercept.
 */
export interface FactoredLoss {
  nSamples: number;
  intercept: boolean;
  /** Upper triangular, `size` rows of as many numbers. */
  upper: Float64Array;
  size: number;
  /** Q'y, and the norm of what of y lies beyond the columns. */
  projected: Float64Array;
  residual: number;
}

/** In the space of a scaling of the columns; the target stays in the units of the file. */
export const lossInSpace = (
  factor: Factor,
  basis: Basis,
  nSamples: number,
  columns: readonly RawColumn[],
  scaling: ColumnScaling,
): FactoredLoss => {
  const size = factor.size - 1;
  const upper = new Float64Array(size * size);
  scaledColumns(factor, basis, columns, scaling).forEach((column, j) => {
    for (let i = 0; i <= j; i++) upper[i * size + j] = column[i]!;
  });
  const target = targetOf(factor).map((value) => value * basis.targetSpread);
  if (basis.intercept) target[0] = target[0]! + basis.targetCenter * factor.values[0]!;
  const projected = target.subarray(0, size);
  return { nSamples, intercept: basis.intercept, upper, size, projected, residual: Math.abs(target[size]!) };
};

/** In the space in which training runs, z = (x - mean) / scale. */
export const factoredLoss = (
  factor: Factor,
  basis: Basis,
  nSamples: number,
  scaling: Scaling,
  featureNames: readonly string[],
): FactoredLoss => {
  const columns = rawColumns(factor, basis, nSamples, featureNames);
  return lossInSpace(factor, basis, nSamples, columns, columnScaling(scaling));
};

/** Of theta = [w..., b] as the columns lie, [b, w...]; [w...] without an intercept. */
export const inColumnOrder = (theta: Float64Array, intercept: boolean): Float64Array => {
  const weights = theta.subarray(0, -1);
  return intercept ? Float64Array.of(theta.at(-1)!, ...weights) : weights.slice();
};

/** The other way round. */
export const inThetaOrder = (values: Float64Array, intercept: boolean): Float64Array =>
  intercept ? Float64Array.of(...values.subarray(1), values[0]!) : Float64Array.of(...values, 0);

/** Of length `nRows`, 0 below the triangle. */
export const columnsOfLoss = ({ upper, size }: FactoredLoss, nRows = size): Float64Array[] =>
  Array.from({ length: size }, (_, j) => {
    const column = new Float64Array(nRows);
    for (let i = 0; i <= j; i++) column[i] = upper[i * size + j]!;
    return column;
  });

/**
 * L(theta) = (|R theta - Q'y|^2 + residual^2) / n and its gradient (2/n) R'(R theta - Q'y), for theta =
 * [w..., b] (b only with an intercept), in d^2 multiplications and additions instead of two for each number
 * of the matrix.
 * Source: A. Bjorck, Numerical Methods for Least Squares Problems, 1996, section 1.3.
 */
export const evaluateFactored = (
  { nSamples, intercept, upper, size, projected, residual }: FactoredLoss,
  theta: Float64Array,
  gradient: Float64Array,
): number => {
  // The constant comes first among the columns and last in theta.
  const shift = intercept ? 1 : 0;
  const bias = size - 1;
  gradient.fill(0);
  let squares = residual * residual;
  for (let i = 0; i < size; i++) {
    const row = i * size;
    const isConstant = intercept && i === 0;
    const from = isConstant ? 1 : i;
    let rest = -projected[i]!;
    if (isConstant) rest += upper[0]! * theta[bias]!;
    for (let j = from; j < size; j++) rest += upper[row + j]! * theta[j - shift]!;
    squares += rest * rest;
    const factor = (2 * rest) / nSamples;
    if (isConstant) gradient[bias] = factor * upper[0]!;
    for (let j = from; j < size; j++) gradient[j - shift] = gradient[j - shift]! + factor * upper[row + j]!;
  }
  return squares / nSamples;
};

/** H v = (2/n) R'(R v), for v and out in the order of theta. */
export const factoredHessianProduct = (factored: FactoredLoss, v: Float64Array, out: Float64Array): void => {
  // The gradient without what does not depend on theta.
  evaluateFactored({ ...factored, projected: new Float64Array(factored.size) }, v, out);
};
