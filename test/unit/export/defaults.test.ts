import { describe, expect, it } from 'vitest';
import { OPTIMISERS } from '../../../workers/core/optimisers/catalogue';
import { stabilityFactor } from '../../../workers/core/optimisers/create';
import { chosen } from '../../../workers/core/training/choices';
import { DEFAULT_METHOD, defaultLearningRate } from '../../../workers/core/training/defaults';

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

  it('stays under it with a ridge and with the momentum of Nesterov, too', () => {
    const nesterov = { kind: 'nesterov', momentum: 0.9 } as const;
    for (let d = 1; d <= 2_000; d++) {
      for (const l2 of [0, 0.1, 10, 1e4]) {
        for (const optimizer of [DEFAULT_METHOD.optimizer, nesterov]) {
          const rate = defaultLearningRate(d, { optimizer, penalty: { l1: 0, l2 } });
          expect(rate).toBeGreaterThan(0);
          expect(rate).toBeLessThan(stabilityFactor(optimizer)! / (2 * d + l2));
        }
      }
    }
  });

  it('is the conventional one of the adaptive optimisers', () => {
    const rate = (kind: 'adagrad' | 'rmsprop' | 'adam' | 'adamw'): number =>
      defaultLearningRate(50, { optimizer: chosen(OPTIMISERS, kind), penalty: DEFAULT_METHOD.penalty });
    expect([rate('adagrad'), rate('rmsprop'), rate('adam'), rate('adamw')]).toEqual([0.01, 0.01, 0.001, 0.001]);
  });
});
