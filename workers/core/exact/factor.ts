import type { ColumnMatrix } from './reduceColumns';

/**
 * Triangular factor R of the basis' columns and the target, A = Q R with Q'Q = I: all that the rows say of
 * the fit. `size` rows of `size` numbers each, the target's column last.
 */
export interface Factor {
  size: number;
  values: Float64Array;
}

export const columnOf = ({ size, values }: Factor, j: number): Float64Array => {
  const column = new Float64Array(size);
  for (let i = 0; i <= j; i++) column[i] = values[i * size + j]!;
  return column;
};

export const targetOf = (factor: Factor): Float64Array => columnOf(factor, factor.size - 1);

export const matrixOfFactor = (factor: Factor): ColumnMatrix => ({
  columns: Array.from({ length: factor.size - 1 }, (_, j) => columnOf(factor, j)),
  target: targetOf(factor),
});
