import { describe, expect, it } from 'vitest';
import { extremeEigenvalues, type SymmetricProduct } from '../../../../workers/core/diagnostics/lanczos';
import { tridiagonalEigen } from '../../../../workers/core/diagnostics/tridiagonal';
import { createRandom, fillNormal } from '../../../../workers/core/random/generator';

const EXACTLY = { tolerance: { largest: 1e-12, smallest: 1e-12 } };

const productWith =
  (matrix: readonly (readonly number[])[]): SymmetricProduct =>
  (v, out) => {
    out.set(matrix.map((row) => row.reduce((sum, value, j) => sum + value * v[j]!, 0)));
    return true;
  };
const diagonalProduct =
  (values: readonly number[]): SymmetricProduct =>
  (v, out) => {
    out.set(values.map((value, j) => value * v[j]!));
    return true;
  };

/** Eigenvalues by Jacobi's rotations, ascending. */
const byJacobi = (matrix: readonly (readonly number[])[]): number[] => {
  const a = matrix.map((row) => [...row]);
  for (let sweep = 0; sweep < 30; sweep++) {
    for (let p = 0; p < a.length; p++) {
      for (let q = p + 1; q < a.length; q++) {
        if (a[p]![q] === 0) continue;
        const angle = Math.atan2(2 * a[p]![q]!, a[p]![p]! - a[q]![q]!) / 2;
        const [c, s] = [Math.cos(angle), Math.sin(angle)];
        for (const row of a) [row[p], row[q]] = [c * row[p]! + s * row[q]!, c * row[q]! - s * row[p]!];
        const [above, below] = [a[p]!, a[q]!];
        a[p] = above.map((value, j) => c * value + s * below[j]!);
        a[q] = below.map((value, j) => c * value - s * above[j]!);
      }
    }
  }
  return a.map((row, j) => row[j]!).sort((x, y) => x - y);
};

/** B'B / n of an n x d matrix of normal numbers whose columns have the scales 1, 1/2, 1/4, ... */
const covariance = (d: number): number[][] => {
  const numbers = new Float64Array(3 * d * d);
  fillNormal(createRandom(5), numbers);
  const rows = Array.from({ length: 3 * d }, (_, i) => Array.from({ length: d }, (__, j) => numbers[i * d + j]! / 2 ** j));
  return Array.from({ length: d }, (_, j) =>
    Array.from({ length: d }, (__, k) => rows.reduce((sum, row) => sum + row[j]! * row[k]!, 0) / rows.length),
  );
};

describe('the eigenvalues of a tridiagonal matrix', () => {
  it('of 2 beside -1 are 2 - 2 cos(k pi / (n + 1)), the last element of each vector sqrt(2 / (n + 1)) sin(n k pi / (n + 1))', () => {
    const n = 40;
    const eigen = tridiagonalEigen(new Array<number>(n).fill(2), new Array<number>(n - 1).fill(-1))!;
    const pairs = [...eigen.values.keys()]
      .map((k) => [eigen.values[k]!, Math.abs(eigen.lastElements[k]!)] as const)
      .sort((x, y) => x[0] - y[0]);
    pairs.forEach(([value, last], k) => {
      const angle = ((k + 1) * Math.PI) / (n + 1);
      expect(value).toBeCloseTo(2 - 2 * Math.cos(angle), 13);
      expect(last).toBeCloseTo(Math.abs(Math.sqrt(2 / (n + 1)) * Math.sin(n * angle)), 11);
    });
  });

  it('is the number itself where there is one, and none where numbers are not finite', () => {
    expect([...tridiagonalEigen([3], [0])!.values]).toEqual([3]);
    expect(tridiagonalEigen([NaN, 1], [1])).toBeNull();
  });
});

describe('the extreme eigenvalues', () => {
  it.each([2, 5, 12, 20])('of a dense matrix of %i columns are those of Jacobi', (d) => {
    const matrix = covariance(d);
    const expected = byJacobi(matrix);
    const { largest, smallest, nProducts } = extremeEigenvalues(d, productWith(matrix), EXACTLY)!;
    expect(largest / expected.at(-1)!).toBeCloseTo(1, 11);
    expect(Math.abs(smallest - expected[0]!)).toBeLessThan(1e-13 * largest);
    expect(nProducts).toBeLessThanOrEqual(d + 1);
  });

  it('are within the errors that it tells, long before all products are made', () => {
    const values = Array.from({ length: 400 }, (_, j) => 1 + (99 * j) / 399);
    const options = { tolerance: { largest: 1e-6, smallest: 1e-2 } };
    const found = extremeEigenvalues(400, diagonalProduct(values), options)!;
    expect(found.nProducts).toBeLessThan(100);
    expect(found.largestError).toBeLessThanOrEqual(1e-6 * found.largest);
    expect(100 - found.largest).toBeGreaterThanOrEqual(-1e-12);
    expect(100 - found.largest).toBeLessThanOrEqual(found.largestError);
    expect(found.smallest - 1).toBeGreaterThanOrEqual(-1e-12);
    expect(found.smallest - 1).toBeLessThanOrEqual(found.smallestError);
  });

  it('leave out what H does not reach: the smallest of diag(0, 0, 3, 8) above 0 is 3', () => {
    const { largest, smallest } = extremeEigenvalues(4, diagonalProduct([0, 0, 3, 8]), EXACTLY)!;
    expect(largest).toBeCloseTo(8, 13);
    expect(smallest).toBeCloseTo(3, 13);
  });

  it('end with the estimates so far after the most products allowed', () => {
    const values = Array.from({ length: 400 }, (_, j) => 1 + j);
    const found = extremeEigenvalues(400, diagonalProduct(values), { ...EXACTLY, maxProducts: 20 })!;
    expect(found.nProducts).toBe(21);
    expect(found.largest).toBeLessThan(400);
    expect(400 - found.largest).toBeLessThan(Math.max(found.largestError, 1));
  });

  it('are the same bits each time', () => {
    const matrix = covariance(9);
    const once = extremeEigenvalues(9, productWith(matrix), EXACTLY);
    expect(extremeEigenvalues(9, productWith(matrix), EXACTLY)).toEqual(once);
  });
});
