import { describe, expect, it } from 'vitest';
import { largestEigenvalue } from '../../../../workers/core/diagnostics/lanczos';

const productWith =
  (matrix: number[][]) =>
  (v: Float64Array, out: Float64Array): boolean => {
    matrix.forEach((row, i) => {
      out[i] = row.reduce((sum, value, j) => sum + value * v[j]!, 0);
    });
    return true;
  };

describe('the largest eigenvalue', () => {
  it('of [[2, 1], [1, 2]] is 3', () => {
    expect(
      largestEigenvalue(
        2,
        productWith([
          [2, 1],
          [1, 2],
        ]),
      ),
    ).toBeCloseTo(3, 7);
  });

  it('is found where the next one is close: diag(1, 0.99, 0.5)', () => {
    const value = largestEigenvalue(
      3,
      productWith([
        [1, 0, 0],
        [0, 0.99, 0],
        [0, 0, 0.5],
      ]),
    );
    expect(value).toBeGreaterThan(0.9999);
    expect(value).toBeLessThanOrEqual(1 + 1e-12);
  });

  it('is found over a range of scales', () => {
    expect(
      largestEigenvalue(
        2,
        productWith([
          [2e18, 0],
          [0, 2],
        ]),
      )! / 2e18,
    ).toBeCloseTo(1, 9);
    expect(largestEigenvalue(1, productWith([[1e-200]]))! / 1e-200).toBeCloseTo(1, 9);
  });

  it('is not invented for H = 0, for products that are not finite, or where the product gives up at once', () => {
    expect(
      largestEigenvalue(
        2,
        productWith([
          [0, 0],
          [0, 0],
        ]),
      ),
    ).toBeNull();
    expect(
      largestEigenvalue(
        2,
        productWith([
          [Infinity, 0],
          [0, 1],
        ]),
      ),
    ).toBeNull();
    expect(largestEigenvalue(2, () => false)).toBeNull();
  });

  it('is the estimate so far where the product gives up late', () => {
    const product = productWith([
      [1, 0],
      [0, 0.999],
    ]);
    let calls = 0;
    const value = largestEigenvalue(2, (v, out) => ++calls <= 20 && product(v, out));
    expect(value).toBeGreaterThan(0.999);
    expect(value).toBeLessThanOrEqual(1);
  });
});
