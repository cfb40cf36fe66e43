import { describe, expect, it } from 'vitest';
import {
  describeDivergence,
  divergenceThreshold,
  roundDown,
} from '../../../../workers/core/training/divergence';
import type { Method } from '../../../../workers/core/schema';
import { DEFAULT_METHOD } from '../../../../workers/core/training/defaults';
import { euclideanNorm } from '../../../../workers/core/training/norm';

describe('divergence', () => {
  it('is a loss a million times the first, or past that of theta = 0 where the first is next to nothing', () => {
    expect(divergenceThreshold(3, 3)).toBe(3e6);
    expect(divergenceThreshold(0, 5)).toBe(5);
    expect(divergenceThreshold(1e-30, 5)).toBe(5);
    // Counts: the loss may begin below 0, and then come up to 0 without having lost all sense.
    expect(divergenceThreshold(-3, 1)).toBe(3e6);
  });

  it('is told in one sentence with step, rate and a rate that holds', () => {
    // lambda_max = 2.08: limit 0.9615, half of it 0.4807.
    const { message, limit, suggestedLearningRate } = describeDivergence(14, 2.34567e8, 1.2, 2.08, DEFAULT_METHOD);
    expect(message).toBe(
      'The loss grew past any sense at step 14 (2.35e8, learning rate 1.2): a rate below 0.96 converges on this data; 0.48 is safe.',
    );
    expect(limit).toBeCloseTo(0.9615, 4);
    expect(suggestedLearningRate).toBe(0.48);
  });

  it('says so where the loss is no number, where lambda_max could not be had, and where it began at step 0', () => {
    expect(describeDivergence(2, Infinity, 1e200, 2, DEFAULT_METHOD).message).toContain(
      'left the range of numbers at step 2',
    );
    expect(describeDivergence(2, NaN, 1e200, null, DEFAULT_METHOD)).toMatchObject({
      limit: null,
      suggestedLearningRate: null,
    });
    expect(describeDivergence(0, Infinity, NaN, null, DEFAULT_METHOD).message).toContain('initial parameters');
  });

  it('has its numbers as the window writes them', () => {
    expect(describeDivergence(1_204, 1.43e10, 1e9, 1e5, DEFAULT_METHOD).message).toBe(
      'The loss grew past any sense at step 1,204 (1.43e10, learning rate 1e9): a rate below 2e-5 converges on this data; 1e-5 is safe.',
    );
  });

  it('names a rate that is safe, and no limit, where the curvature is bounded but not the same everywhere', () => {
    const logistic = { ...DEFAULT_METHOD, loss: { kind: 'logistic' } as const };
    // 1 / 0.4 for descent; (1 - 0.9) / 0.4 = 0.25 with momentum 0.9.
    expect(describeDivergence(3, 1e9, 50, 0.4, logistic)).toEqual({
      message: 'The loss grew past any sense at step 3 (1e9, learning rate 50): a rate of 2.5 is safe on this data.',
      limit: null,
      suggestedLearningRate: 2.5,
    });
    const heavy = { ...logistic, optimizer: { kind: 'heavy-ball', momentum: 0.9 } as const };
    expect(describeDivergence(3, 1e9, 50, 0.4, heavy).suggestedLearningRate).toBeCloseTo(0.24, 12);
  });

  it('names the search along the gradient where there is neither a limit nor a bound', () => {
    const poisson = { ...DEFAULT_METHOD, loss: { kind: 'poisson' } as const };
    expect(describeDivergence(1, 9.7e18, 10, null, poisson).message).toBe(
      'The loss grew past any sense at step 1 (9.7e18, learning rate 10): choose a smaller learning rate, or the schedule armijo, which finds one.',
    );
    const absolute = { ...DEFAULT_METHOD, loss: { kind: 'absolute' } as const };
    expect(describeDivergence(1, 9.7e18, 10, null, absolute).message).toContain('choose a smaller learning rate.');
  });

  it('names the limit of momentum with squared loss, and none for batches and for steps that do not go by lambda_max', () => {
    const method = (change: Partial<Method>): Method => ({ ...DEFAULT_METHOD, ...change });
    const heavy = method({ optimizer: { kind: 'heavy-ball', momentum: 0.5 } });
    expect(describeDivergence(3, 1e9, 50, 2, heavy).limit).toBe(1.5);
    const adam = method({ optimizer: { kind: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-8 } });
    for (const other of [adam, method({ batchSize: 8 })]) {
      expect(describeDivergence(3, 1e9, 50, 2, other)).toEqual({
        message: 'The loss grew past any sense at step 3 (1e9, learning rate 50): choose a smaller learning rate.',
        limit: null,
        suggestedLearningRate: null,
      });
    }
  });

  it.each([
    [0.4807, 0.48],
    [0.9999, 0.99],
    [1.05, 1],
    [9.96, 9.9],
    [0.5, 0.5],
    [123_456, 120_000],
    [1.999e-19, 1.9e-19],
  ])('rounds %f down to %f', (x, rounded) => {
    expect(roundDown(x, 2)).toBe(rounded);
  });
});

describe('the Euclidean norm', () => {
  it('of (3, 4) is 5, also where the squares overflow or vanish', () => {
    for (const factor of [1, 1e200, 1e-200]) {
      expect(euclideanNorm(Float64Array.of(3 * factor, 4 * factor)) / factor).toBeCloseTo(5, 12);
    }
  });

  it('is 0, infinite or NaN where the vector is', () => {
    expect(euclideanNorm(Float64Array.of(0, -0))).toBe(0);
    expect(euclideanNorm(Float64Array.of(1, -Infinity))).toBe(Infinity);
    expect(euclideanNorm(Float64Array.of(1, NaN, 2))).toBeNaN();
  });
});
