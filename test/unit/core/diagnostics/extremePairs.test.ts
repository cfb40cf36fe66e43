import { describe, expect, it } from 'vitest';
import { extremePairs } from '../../../../workers/core/diagnostics/lanczos';
import { tridiagonalVectors } from '../../../../workers/core/diagnostics/tridiagonal';
import { createRandom, fillNormal } from '../../../../workers/core/random/generator';

const TOLERANCE = { tolerance: { largest: 1e-12, smallest: 1e-9 } };

const productWith =
  (matrix: readonly (readonly number[])[]) =>
  (v: Float64Array, out: Float64Array): boolean => {
    matrix.forEach((row, i) => {
      out[i] = row.reduce((sum, value, j) => sum + value * v[j]!, 0);
    });
    return true;
  };

const dot = (a: ArrayLike<number>, b: ArrayLike<number>): number => Array.from(a).reduce((sum, value, j) => sum + value * b[j]!, 0);

/** Unit vectors at right angles to one another, by Gram and Schmidt. */
const orthonormal = (size: number): Float64Array[] => {
  const random = createRandom(7);
  const vectors: Float64Array[] = [];
  while (vectors.length < size) {
    const v = new Float64Array(size);
    fillNormal(random, v);
    for (let pass = 0; pass < 2; pass++) {
      for (const q of vectors) {
        const along = dot(q, v);
        q.forEach((value, j) => (v[j] = v[j]! - along * value));
      }
    }
    const norm = Math.sqrt(dot(v, v));
    vectors.push(v.map((value) => value / norm));
  }
  return vectors;
};

describe('extreme eigenpairs', () => {
  it('of [[2, 1], [1, 2]] are 3 along (1, 1) and 1 along (1, -1), of length 1', () => {
    const pairs = extremePairs(2, productWith([[2, 1], [1, 2]]), TOLERANCE)!;
    expect([pairs.largest, pairs.smallest]).toEqual([expect.closeTo(3, 12), expect.closeTo(1, 12)]);
    const half = Math.sqrt(0.5);
    pairs.largestVector.forEach((value) => expect(value).toBeCloseTo(half, 12));
    expect([...pairs.smallestVector].map(Math.abs)).toEqual([expect.closeTo(half, 12), expect.closeTo(half, 12)]);
    expect(pairs.smallestVector[0]! * pairs.smallestVector[1]!).toBeCloseTo(-0.5, 12);
  });

  it('of a matrix made of known ones are those, in any direction, the largest element positive', () => {
    const size = 30;
    const vectors = orthonormal(size);
    const values = vectors.map((_, k) => 0.5 + k * k);
    const matrix = vectors.map((_, i) => vectors.map((__, j) => values.reduce((sum, value, k) => sum + value * vectors[k]![i]! * vectors[k]![j]!, 0)));
    const { largest, smallest, largestVector, smallestVector } = extremePairs(size, productWith(matrix), TOLERANCE)!;
    expect(largest).toBeCloseTo(0.5 + 29 * 29, 9);
    expect(smallest).toBeCloseTo(0.5, 9);
    expect(Math.abs(dot(largestVector, vectors[29]!))).toBeCloseTo(1, 10);
    expect(Math.abs(dot(smallestVector, vectors[0]!))).toBeCloseTo(1, 8);
    for (const vector of [largestVector, smallestVector]) expect(Math.max(...vector)).toBe(Math.max(...vector.map(Math.abs)));
  });

  it('leave out directions in which nothing is: diag(4, 0, 1)', () => {
    const { smallest, smallestVector } = extremePairs(3, productWith([[4, 0, 0], [0, 0, 0], [0, 0, 1]]), TOLERANCE)!;
    expect(smallest).toBeCloseTo(1, 12);
    expect([...smallestVector].map((value) => Math.round(value * 1e9) / 1e9 + 0)).toEqual([0, 0, 1]);
  });

  it('are none where there is no curvature', () => {
    expect(extremePairs(2, productWith([[0, 0], [0, 0]]), TOLERANCE)).toBeNull();
  });
});

describe('eigenvectors of a tridiagonal matrix', () => {
  it('are at right angles, of length 1, and T v = lambda v', () => {
    const diagonal = [4, -1, 3, 2, 0.5];
    const beside = [1, 0.3, -2, 0.7];
    const { values, vectors } = tridiagonalVectors(diagonal, beside)!;
    vectors.forEach((v, k) => {
      diagonal.forEach((value, i) => {
        const image = value * v[i]! + (beside[i] ?? 0) * (v[i + 1] ?? 0) + (beside[i - 1] ?? 0) * (v[i - 1] ?? 0);
        expect(image).toBeCloseTo(values[k]! * v[i]!, 12);
      });
      vectors.forEach((other, m) => expect(dot(v, other)).toBeCloseTo(k === m ? 1 : 0, 12));
    });
  });
});
