import { describe, expect, it } from 'vitest';
import {
  addRidgeGradient,
  leastSubgradient,
  penaltyOf,
  softThreshold,
} from '../../../../workers/core/losses/penalty';

describe('the penalty', () => {
  it('is l1 times the sum of sizes plus half l2 times the sum of squares, the bias left out', () => {
    const theta = Float64Array.of(3, -4, 100);
    expect(penaltyOf({ l1: 2, l2: 0, bias: false }, theta)).toBe(14);
    expect(penaltyOf({ l1: 0, l2: 2, bias: false }, theta)).toBe(25);
    expect(penaltyOf({ l1: 1, l2: 1, bias: false }, theta)).toBe(7 + 12.5);
    expect(penaltyOf({ l1: 0, l2: 0, bias: false }, Float64Array.of(Infinity, NaN, 1))).toBe(0);
  });

  it('has the gradient of its smooth part by central differences', () => {
    const theta = Float64Array.of(0.5, -1.5, 2);
    const gradient = Float64Array.of(0, 0, 0);
    addRidgeGradient(0.7, theta, gradient);
    for (let j = 0; j < 3; j++) {
      const [up, down] = [theta.slice(), theta.slice()];
      up[j] = up[j]! + 1e-5;
      down[j] = down[j]! - 1e-5;
      const penalty = { l1: 0, l2: 0.7, bias: false };
      expect(gradient[j]).toBeCloseTo((penaltyOf(penalty, up) - penaltyOf(penalty, down)) / 2e-5, 9);
    }
  });

  it('shrinks weights towards 0 by the threshold and keeps what is no number', () => {
    const theta = Float64Array.of(3, -3, 0.5, -0.5, NaN, Infinity, 0.5);
    softThreshold(theta, 1);
    expect([...theta]).toEqual([2, -2, 0, 0, NaN, Infinity, 0.5]);
  });

  it('has a shortest subgradient that is 0 within l1 of it at a weight of 0', () => {
    const out = new Float64Array(5);
    leastSubgradient(2, Float64Array.of(1, -1, 0, 0, 0), Float64Array.of(-2, 1, 1.5, -3, 0.5), out);
    expect([...out]).toEqual([0, -1, 0, -1, 0.5]);
  });
});
