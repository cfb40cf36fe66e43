import { describe, expect, it } from 'vitest';
import { createHardest } from '../../../../workers/core/explain/hardest';

const hardestOf = (sizes: readonly number[], count: number): readonly number[] => {
  const hardest = createHardest<number>(count);
  sizes.forEach((size, index) => hardest.add(size, index));
  return hardest.things;
};

describe('the hardest', () => {
  it('come in the order of their size', () => {
    expect(hardestOf([3, 9, 1, 7, 8], 3)).toEqual([1, 4, 3]);
  });

  it('of equal size come in the order in which they were seen', () => {
    expect(hardestOf([5, 7, 5, 7, 5, 5], 4)).toEqual([1, 3, 0, 2]);
  });

  it('are all there are where there are fewer, and none where none is wanted', () => {
    expect(hardestOf([1, 2], 5)).toEqual([1, 0]);
    expect(hardestOf([1, 2], 0)).toEqual([]);
  });

  it('are never one whose size is not a number, once there are enough', () => {
    expect(hardestOf([1, NaN, 2], 1)).toEqual([2]);
  });
});
