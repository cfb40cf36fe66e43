import { describe, expect, it } from 'vitest';
import { singularValues } from '../../../../workers/core/exact/singularValues';
import { createRandom, fillNormal } from '../../../../workers/core/random/generator';

const columnsOf = (...columns: number[][]): Float64Array[] =>
  columns.map((column) => Float64Array.from(column));

describe('singular values by one-sided Jacobi rotations', () => {
  it('are the norms of columns that are orthogonal already, descending', () => {
    expect(Array.from(singularValues(columnsOf([0, 3, 0], [4, 0, 0], [0, 0, 0])))).toEqual([4, 3, 0]);
  });

  it('are those of a matrix worked by hand', () => {
    // A'A = [[9, 12], [12, 41]] has the eigenvalues 45 and 5.
    const [large, small] = singularValues(columnsOf([3, 0], [4, 5]));
    expect(large).toBeCloseTo(Math.sqrt(45), 14);
    expect(small).toBeCloseTo(Math.sqrt(5), 14);
  });

  it('add up in squares to the squared norm of the matrix, and multiply to its determinant', () => {
    const size = 30;
    const random = createRandom(3);
    const columns = Array.from({ length: size }, (_, j) => {
      const column = new Float64Array(size);
      fillNormal(random, column.subarray(0, j + 1));
      // Far from singular, so that the product is known to many digits.
      column[j] = column[j]! + 20;
      return column;
    });
    const squares = columns.reduce((sum, column) => sum + column.reduce((part, x) => part + x * x, 0), 0);
    const logDeterminant = columns.reduce((sum, column, j) => sum + Math.log(Math.abs(column[j]!)), 0);
    const values = singularValues(columns);
    expect(values.reduce((sum, value) => sum + value * value, 0) / squares).toBeCloseTo(1, 13);
    expect(values.reduce((sum, value) => sum + Math.log(value), 0)).toBeCloseTo(logDeterminant, 9);
  });

  it('are exact to their own size where columns are in very different units', () => {
    // [[1, 1e-20], [0, 1e-20]]: the second value is 1e-20 to within 1e-40 of it.
    const [, small] = singularValues(columnsOf([1, 0], [1e-20, 1e-20]));
    expect(small! / 1e-20).toBeCloseTo(1, 14);
  });
});
