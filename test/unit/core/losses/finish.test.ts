import { describe, expect, it } from 'vitest';
import { finishGradient, finishHessianProduct } from '../../../../workers/core/losses/finish';

describe('the sums over the rows', () => {
  // Two rows, one feature: x = 1, 3; y = 0, 1; w = 1, b = 0, so eta = 1, 3 and r = 1, 2.
  it('become the mean squared error and its gradient, with the 2 of the square', () => {
    // sum r x = 1 + 6, sum r = 3, sum r^2 = 5; L = 5 / 2, dL/dw = 2 / 2 * 7, dL/db = 2 / 2 * 3.
    const gradient = new Float64Array(2);
    expect(finishGradient({ kind: 'squared' }, Float64Array.of(7, 3, 5), 2, gradient)).toBe(2.5);
    expect([...gradient]).toEqual([7, 3]);
  });

  it('become the mean of any other loss and its gradient', () => {
    // Huber with delta 1: slopes 1 and 1, losses 1 / 2 and 2 - 1 / 2.
    const gradient = new Float64Array(2);
    expect(finishGradient({ kind: 'huber', delta: 1 }, Float64Array.of(4, 2, 2), 2, gradient)).toBe(1);
    expect([...gradient]).toEqual([2, 1]);
  });

  it('become a product with the Hessian', () => {
    // v = (1, 1): v . [x, 1] = 2 and 4; sum of 2 x, 4 x is 14, of 2 and 4 is 6. H = (2/n) X'X for the square.
    const out = new Float64Array(2);
    finishHessianProduct({ kind: 'squared' }, Float64Array.of(14, 6, 0), 2, out);
    expect([...out]).toEqual([14, 6]);
    finishHessianProduct({ kind: 'poisson' }, Float64Array.of(14, 6, 0), 2, out);
    expect([...out]).toEqual([7, 3]);
  });

  it('may be written over', () => {
    const sums = Float64Array.of(7, 3, 5);
    expect(finishGradient({ kind: 'squared' }, sums, 2, sums.subarray(0, 2))).toBe(2.5);
    expect([...sums]).toEqual([7, 3, 5]);
  });
});
