import { describe, expect, it } from 'vitest';
import { defaultLearningRate } from '../../../workers/core/training/defaults';

describe('the default learning rate', () => {
  it('is 0.1 for few features and then 0.9 / d, rounded down to one digit', () => {
    expect([0, 1, 5, 9, 10, 11, 20, 100, 1000, 3000].map(defaultLearningRate)).toEqual([
      0.1, 0.1, 0.1, 0.1, 0.09, 0.08, 0.04, 0.009, 0.0009, 0.0003,
    ]);
  });

  it('stays under the limit of divergence, even where all standardised columns are one and the same', () => {
    // Then C is all ones: lambda_max(2C) = 2d, and descent converges for eta < 2 / (2d).
    for (let d = 1; d <= 20_000; d++) expect(defaultLearningRate(d)).toBeLessThan(1 / d);
  });
});
