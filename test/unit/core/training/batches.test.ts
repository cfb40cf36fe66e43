import { describe, expect, it } from 'vitest';
import { createBatchOrder } from '../../../../workers/core/training/batches';

const rangesOf = (nSamples: number, batchSize: number, seed: number, steps: number[]): string[] => {
  const order = createBatchOrder(nSamples, batchSize, seed);
  return steps.map((step) => {
    const { rowStart, rowEnd } = order.rowsOf(step);
    return `${rowStart}-${rowEnd}`;
  });
};

const stepsOf = (from: number, to: number): number[] => Array.from({ length: to - from }, (_, i) => from + i);

describe('the order of batches', () => {
  it('takes each batch once an epoch, the last one with what rows are left', () => {
    expect(createBatchOrder(10, 4, 1).nBatches).toBe(3);
    for (const epoch of [0, 1, 2, 7]) {
      const ranges = rangesOf(10, 4, 1, stepsOf(3 * epoch, 3 * epoch + 3));
      expect(ranges.sort()).toEqual(['0-4', '4-8', '8-10']);
    }
  });

  it('is another in each epoch and for each seed, and the same whenever it is asked for', () => {
    const epochs = [0, 1, 2].map((e) => rangesOf(100, 1, 5, stepsOf(100 * e, 100 * e + 100)).join());
    expect(new Set(epochs).size).toBe(3);
    expect(rangesOf(100, 1, 6, stepsOf(0, 100)).join()).not.toBe(epochs[0]);
    // From a step in the middle, and after a later epoch.
    expect(rangesOf(100, 1, 5, [250, ...stepsOf(100, 200)]).slice(1).join()).toBe(epochs[1]);
  });

  it('puts each batch in each place about as often: 600 of 3,000 epochs for each of 5 batches, give or take 100', () => {
    const order = createBatchOrder(5, 1, 42);
    const counts = Array.from({ length: 5 }, () => new Array<number>(5).fill(0));
    for (let step = 0; step < 5 * 3_000; step++) counts[step % 5]![order.rowsOf(step).rowStart]!++;
    // The deviation of a count is sqrt(3000 * 0.2 * 0.8) = 22.
    for (const count of counts.flat()) expect(Math.abs(count - 600)).toBeLessThan(100);
  });

  it('of one batch is all rows', () => {
    expect(rangesOf(7, 7, 1, [0, 1, 2])).toEqual(['0-7', '0-7', '0-7']);
  });
});
