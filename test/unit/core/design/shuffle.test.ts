import { describe, expect, it } from 'vitest';
import { shuffledPositions } from '../../../../workers/core/design/shuffle';
import { splitRows } from '../../../../workers/core/design/splitRows';

describe('the shuffle of rows', () => {
  it.each([0, 1, 2, 1_000])('gives each of %i rows a position of its own', (n) => {
    expect(Array.from(shuffledPositions(n, 1)).sort((a, b) => a - b)).toEqual(Array.from({ length: n }, (_, i) => i));
  });

  it('is the same for the same seed, and this one on every machine', () => {
    expect(shuffledPositions(500, 4)).toEqual(shuffledPositions(500, 4));
    expect(shuffledPositions(500, 4)).not.toEqual(shuffledPositions(500, 5));
    expect(Array.from(shuffledPositions(8, 1))).toEqual([1, 4, 2, 0, 6, 5, 7, 3]);
  });

  it('takes each of the 24 orders of 4 rows equally often', () => {
    const counts = new Map<string, number>();
    const n = 24_000;
    for (let seed = 0; seed < n; seed++) {
      const order = shuffledPositions(4, seed).join('');
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    const chiSquared = [...counts.values()].reduce((sum, count) => sum + (count - n / 24) ** 2 / (n / 24), 0);
    expect(counts.size).toBe(24);
    // 99.9 % of chi-squared with 23 degrees of freedom: 49.73.
    expect(chiSquared).toBeLessThan(49.73);
  });
});

describe('the split of rows', () => {
  it.each([
    [100, 0, 100, 0],
    [100, 0.25, 75, 25],
    [10, 0.25, 7, 3],
    // 0.1 rows round to none, and a part that was asked for has one.
    [10, 0.01, 9, 1],
    [0, 0.5, 0, 0],
  ])('of %i rows with a share of %f: %i and %i', (nRows, share, nTraining, nValidation) => {
    expect(splitRows(nRows, share)).toEqual({ nTraining, nValidation });
  });

  it('leaves a row to train on, or says that it cannot', () => {
    expect(splitRows(3, 0.5)).toEqual({ nTraining: 1, nValidation: 2 });
    expect(() => splitRows(1, 0.1)).toThrow(
      'A validation part of 0.1 of 1 row leaves none to train on. Choose a smaller one or add rows.',
    );
  });
});
