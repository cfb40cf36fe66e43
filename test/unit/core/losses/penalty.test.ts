import { describe, expect, it } from 'vitest';
import {
  addRidge,
  leastSubgradient,
  penaltyOf,
  softThreshold,
} from '../../../../workers/core/losses/penalty';
import type { Penalty } from '../../../../workers/core/schema';

const ONE = { nFeatures: 2, nOutputs: 1 };
/** Two sets of one weight and a bias. */
const TWO = { nFeatures: 1, nOutputs: 2 };
const penalty = (l1: number, l2: number, bias = false): Penalty => ({ l1, l2, bias });

describe('the penalty', () => {
  it('is l1 times the sum of sizes plus half l2 times the sum of squares, the bias left out', () => {
    const theta = Float64Array.of(3, -4, 100);
    expect(penaltyOf(penalty(2, 0), ONE, theta)).toBe(14);
    expect(penaltyOf(penalty(0, 2), ONE, theta)).toBe(25);
    expect(penaltyOf(penalty(1, 1), ONE, theta)).toBe(7 + 12.5);
    expect(penaltyOf(penalty(0, 0), ONE, Float64Array.of(Infinity, NaN, 1))).toBe(0);
  });

  it('leaves out the bias of each set, unless it is asked to hold it', () => {
    const theta = Float64Array.of(3, 100, -4, 10);
    expect(penaltyOf(penalty(2, 0), TWO, theta)).toBe(14);
    expect(penaltyOf(penalty(2, 0, true), TWO, theta)).toBe(2 * 117);
    expect(penaltyOf(penalty(0, 2, true), TWO, theta)).toBe(9 + 10_000 + 16 + 100);
  });

  it.each([
    [ONE, false],
    [TWO, false],
    [TWO, true],
  ])('has the gradient of its smooth part by central differences: %o, bias %s', (shape, bias) => {
    const ridge = penalty(0, 0.7, bias);
    const theta = Float64Array.of(0.5, -1.5, 2, 3).subarray(0, shape.nOutputs * (shape.nFeatures + 1));
    const gradient = new Float64Array(theta.length);
    addRidge(ridge, shape, theta, gradient);
    for (let j = 0; j < theta.length; j++) {
      const [up, down] = [theta.slice(), theta.slice()];
      up[j] = up[j]! + 1e-5;
      down[j] = down[j]! - 1e-5;
      expect(gradient[j]).toBeCloseTo((penaltyOf(ridge, shape, up) - penaltyOf(ridge, shape, down)) / 2e-5, 9);
    }
  });

  it('adds its Hessian times a vector to what is there', () => {
    const out = Float64Array.of(1, 1, 1, 1);
    addRidge(penalty(5, 2), TWO, Float64Array.of(1, 10, 3, 10), out);
    expect([...out]).toEqual([3, 1, 7, 1]);
  });

  it('shrinks weights towards 0 by the rate times l1 and keeps what is no number', () => {
    const theta = Float64Array.of(3, -3, 0.5, -0.5, NaN, Infinity, 0.5);
    softThreshold(penalty(2, 0), { nFeatures: 6, nOutputs: 1 }, theta, 0.5);
    expect([...theta]).toEqual([2, -2, 0, 0, NaN, Infinity, 0.5]);
  });

  it('shrinks the weights of each set, and the biases where it holds them', () => {
    const [free, held] = [Float64Array.of(3, 3, -3, -3), Float64Array.of(3, 3, -3, -3)];
    softThreshold(penalty(1, 0), TWO, free, 1);
    softThreshold(penalty(1, 0, true), TWO, held, 1);
    expect([...free]).toEqual([2, 3, -2, -3]);
    expect([...held]).toEqual([2, 2, -2, -2]);
  });

  it('has a shortest subgradient that is 0 within l1 of it at a weight of 0', () => {
    const out = new Float64Array(5);
    const [theta, gradient] = [Float64Array.of(1, -1, 0, 0, 0), Float64Array.of(-2, 1, 1.5, -3, 0.5)];
    leastSubgradient(penalty(2, 0), { nFeatures: 4, nOutputs: 1 }, theta, gradient, out);
    expect([...out]).toEqual([0, -1, 0, -1, 0.5]);
    leastSubgradient(penalty(2, 0, true), { nFeatures: 4, nOutputs: 1 }, theta, gradient, out);
    expect([...out]).toEqual([0, -1, 0, -1, 0]);
  });
});
