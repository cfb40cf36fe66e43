import { describe, expect, it } from 'vitest';
import { bidiagonalize, bidiagonalSingularValues } from '../../../../workers/core/exact/bidiagonal';
import { singularSystem, singularValues } from '../../../../workers/core/exact/singularValues';
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

const randomColumns = (size: number): Float64Array[] => {
  const random = createRandom(7);
  return Array.from({ length: size }, () => {
    const column = new Float64Array(size);
    fillNormal(random, column);
    return column;
  });
};

describe('singular vectors', () => {
  it('make the matrix again, and are at right angles', () => {
    const size = 25;
    const columns = randomColumns(size);
    const { values, scaled, right } = singularSystem(columns.map((column) => column.slice()));
    const dot = (a: Float64Array, b: Float64Array): number => a.reduce((sum, x, i) => sum + x * b[i]!, 0);
    values.slice(1).forEach((value, i) => expect(value).toBeLessThanOrEqual(values[i]!));
    for (let i = 0; i < size; i++) {
      for (let j = 0; j < size; j++) {
        const made = scaled.reduce((sum, u, k) => sum + u[i]! * right[k]![j]!, 0);
        expect(made).toBeCloseTo(columns[j]![i]!, 12);
        expect(dot(right[i]!, right[j]!)).toBeCloseTo(i === j ? 1 : 0, 13);
        expect(dot(scaled[i]!, scaled[j]!)).toBeCloseTo(i === j ? values[i]! ** 2 : 0, 11);
      }
    }
  });
});

describe('singular values by way of a bidiagonal matrix', () => {
  const byBidiagonal = (columns: Float64Array[]): Float64Array => bidiagonalSingularValues(bidiagonalize(columns));

  it('are those of Jacobi rotations', () => {
    const columns = randomColumns(40);
    const jacobi = singularValues(columns.map((column) => column.slice()));
    byBidiagonal(columns).forEach((value, i) => expect(value / jacobi[i]!).toBeCloseTo(1, 11));
  });

  it('know 0 where columns depend on each other, and a matrix of zeros', () => {
    const columns = randomColumns(6);
    columns[4] = columns[0]!.map((value, i) => value - columns[1]![i]!);
    columns[5]!.fill(0);
    const jacobi = singularValues(columns.map((column) => column.slice()));
    const values = byBidiagonal(columns);
    values.slice(0, 4).forEach((value, i) => expect(value / jacobi[i]!).toBeCloseTo(1, 12));
    for (const value of values.slice(4)) expect(value).toBeLessThan(1e-14 * values[0]!);
    expect(Array.from(byBidiagonal(columnsOf([0, 0], [0, 0])))).toEqual([0, 0]);
    expect(byBidiagonal(columnsOf([-3]))[0]).toBeCloseTo(3, 14);
  });

  it('serve many columns, unless small values would be lost', () => {
    const size = 310;
    const diagonal = (least: number): Float64Array[] =>
      Array.from({ length: size }, (_, j) =>
        Float64Array.from({ length: size }, (__, i) => (i === j ? (j === size - 1 ? least : 1 + j) : 0)),
      );
    for (const least of [0.5, 1e-12]) {
      const values = singularValues(diagonal(least));
      expect(values[0]! / (size - 1)).toBeCloseTo(1, 13);
      expect(values.at(-1)! / least).toBeCloseTo(1, 12);
    }
  });
});
