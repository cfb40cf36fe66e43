import { describe, expect, it } from 'vitest';
import { LOSSES } from '../../../../workers/core/losses/catalogue';
import { curvatureBound } from '../../../../workers/core/losses/properties';
import { OPTIMISERS } from '../../../../workers/core/optimisers/catalogue';
import { stabilityFactor } from '../../../../workers/core/optimisers/create';
import type { LossKind, Method, OptimizerKind } from '../../../../workers/core/schema';
import { chosen, kindsOf } from '../../../../workers/core/training/choices';
import { DEFAULT_METHOD, defaultLearningRate } from '../../../../workers/core/training/defaults';

const method = (change: Partial<Method>): Method => ({ ...DEFAULT_METHOD, ...change });
const withLoss = (kind: LossKind): Method => method({ loss: chosen(LOSSES, kind) });

describe('the default learning rate', () => {
  it('is 0.1 for few features and then 0.9 / d, rounded down to one digit', () => {
    expect([0, 1, 5, 9, 10, 11, 20, 100, 1000, 3000].map((d) => defaultLearningRate(d))).toEqual([
      0.1, 0.1, 0.1, 0.1, 0.09, 0.08, 0.04, 0.009, 0.0009, 0.0003,
    ]);
  });

  it('stays under the limit of divergence, even where all standardised columns are one and the same', () => {
    // Then C is all ones: lambda_max(2C) = 2d, and descent converges for eta < 2 / (2d).
    for (let d = 1; d <= 20_000; d++) expect(defaultLearningRate(d)).toBeLessThan(1 / d);
  });

  it('stays under it with every loss of bounded curvature, with a ridge and with the momentum of Nesterov, too', () => {
    const bounded = kindsOf(LOSSES).filter((kind) => curvatureBound({ kind }) !== null);
    expect(bounded).toEqual(['squared', 'huber', 'logistic', 'softmax']);
    for (const kind of bounded) {
      for (const optimizer of [DEFAULT_METHOD.optimizer, chosen(OPTIMISERS, 'nesterov')]) {
        for (const l2 of [0, 0.1, 10, 1e4]) {
          for (let d = 1; d <= 500; d++) {
            const rate = defaultLearningRate(d, { ...withLoss(kind), optimizer, penalty: { l1: 0, l2, bias: true } });
            expect(rate).toBeGreaterThan(0);
            expect(rate).toBeLessThan(stabilityFactor(optimizer)! / (curvatureBound({ kind })! * d + l2));
          }
        }
      }
    }
  });

  it('is larger by as much as the curvature is smaller, and small for counts, whose curvature has no bound', () => {
    const rates = kindsOf(LOSSES).map((kind) => [kind, defaultLearningRate(5, withLoss(kind))]);
    expect(Object.fromEntries(rates)).toEqual({
      squared: 0.1,
      huber: 0.2,
      absolute: 0.1,
      quantile: 0.1,
      logistic: 0.8,
      softmax: 0.4,
      poisson: 0.01,
    });
  });

  it('is a tenth of that with batches', () => {
    expect(defaultLearningRate(5, method({ batchSize: 1 }))).toBe(0.01);
    expect(defaultLearningRate(20, method({ batchSize: 32 }))).toBe(0.004);
  });

  it('begins large where a search shortens it', () => {
    expect(defaultLearningRate(100, method({ schedule: { kind: 'armijo', shrink: 0.5, decrease: 1e-4 } }))).toBe(1);
  });

  it('is the conventional one of the adaptive optimisers, and a full step of those that find its length', () => {
    const kinds: OptimizerKind[] = ['adagrad', 'rmsprop', 'adam', 'adamw', 'l-bfgs', 'newton'];
    expect(kinds.map((kind) => defaultLearningRate(50, method({ optimizer: chosen(OPTIMISERS, kind) })))).toEqual([
      0.01, 0.01, 0.001, 0.001, 1, 1,
    ]);
  });
});
