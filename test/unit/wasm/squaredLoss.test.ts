import { describe, expect, it } from 'vitest';
import { createRandom, fillNormal } from '../../../workers/core/random/generator';
import { evaluate, evaluateNaively } from '../../support/evaluate';
import { linearData, matrixOf } from '../../support/matrix';

const randomTheta = (length: number, seed: number): Float64Array => {
  const theta = new Float64Array(length);
  fillNormal(createRandom(seed), theta);
  return theta;
};

const expectClose = (actual: number, expected: number): void => {
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(1e-12 * Math.max(1, Math.abs(expected)));
};

describe('the kernel of the squared loss', () => {
  it('on three rows gives what a hand gives', () => {
    // x = 1, 2, 3; y = 1, 3, 2; w = 2, b = -1: r = 0, 0, 3. L = 9/3, dL/dw = (2/3) * 9, dL/db = (2/3) * 3.
    const matrix = matrixOf([Float64Array.of(1, 2, 3), Float64Array.of(1, 3, 2)]);
    const { loss, gradient } = evaluate(matrix, Float64Array.of(2, -1));
    expect(loss).toBe(3);
    expect(Array.from(gradient)).toEqual([6, 2]);
  });

  it.each([
    [1, 1],
    [2, 1],
    [15, 2],
    [16, 3],
    [17, 2],
    [31, 1],
    [33, 5],
    [1_023, 4],
    [1_024, 4],
    [1_025, 4],
    [2_049, 7],
    [5_003, 7],
    [5_000, 5],
    [3_000, 64],
  ])('agrees with plain loops over %i rows of %i features', (nSamples, nFeatures) => {
    const weights = Array.from({ length: nFeatures }, (_, j) => j - 2);
    const columns = linearData(nSamples, weights, 3, { seed: nSamples, noise: 0.5 });
    const theta = randomTheta(nFeatures + 1, 9);
    const fast = evaluate(matrixOf(columns), theta);
    const slow = evaluateNaively(columns, theta);
    expectClose(fast.loss, slow.loss);
    slow.gradient.forEach((value, j) => expectClose(fast.gradient[j]!, value));
  });

  it('gives the gradient that central differences of its own loss give', () => {
    const matrix = matrixOf(linearData(517, [1, -2, 3], 4, { noise: 1 }));
    const theta = randomTheta(4, 11);
    const { gradient } = evaluate(matrix, theta);
    // L is quadratic, so the central difference is exact but for rounding: h may be large.
    const h = 0.125;
    gradient.forEach((value, j) => {
      const at = (shift: number): number =>
        evaluate(
          matrix,
          theta.map((t, k) => (k === j ? t + shift : t)),
        ).loss;
      expect(value).toBeCloseTo((at(h) - at(-h)) / (2 * h), 9);
    });
  });

  it('gives the same bits however the chunks are dealt to shards', () => {
    const columns = linearData(40_961, [1, 2, 3], 4, { noise: 1 });
    const theta = randomTheta(4, 12);
    const [one, ...others] = [1, 2, 3, 7].map((nThreads) => evaluate(matrixOf(columns, { nThreads }), theta));
    for (const other of others) expect(other).toEqual(one);
  });

  it('lets an infinite or missing parameter show in the loss', () => {
    const matrix = matrixOf(linearData(40, [1], 0));
    expect(evaluate(matrix, Float64Array.of(Infinity, 0)).loss).not.toBeLessThan(Infinity);
    expect(evaluate(matrix, Float64Array.of(NaN, 0)).loss).toBeNaN();
  });
});
