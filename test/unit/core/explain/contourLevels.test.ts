import { describe, expect, it } from 'vitest';
import { contourLevels } from '../../../../workers/core/explain/contourLevels';

const grid = (size: number, value: (x: number, y: number) => number): number[] =>
  Array.from({ length: size * size }, (_, k) => value((k % size) - (size - 1) / 2, Math.floor(k / size) - (size - 1) / 2));

describe('levels of contours', () => {
  it('enclose the squares of equal shares', () => {
    // 100 values 1..100 and 4 levels: shares 1/25, 4/25, 9/25, 16/25.
    const values = Array.from({ length: 100 }, (_, k) => 100 - k);
    expect(contourLevels(values, 4)).toEqual([4, 16, 36, 64]);
  });

  it('are rings at equal distances about the minimum of a round bowl', () => {
    const radii = contourLevels(grid(201, (x, y) => x * x + y * y), 7).map(Math.sqrt);
    // A share s of the area 201^2 is a disc of radius 201 sqrt(s / pi): equal distances up to the rim.
    radii.slice(0, 6).forEach((radius, k) => expect(radius).toBeCloseTo((201 * (k + 1)) / 8 / Math.sqrt(Math.PI), 0));
  });

  it('are not drawn to a rim that soars', () => {
    const levels = contourLevels(grid(65, (x, y) => Math.exp(Math.abs(x)) + Math.exp(Math.abs(y))), 10);
    expect(levels).toHaveLength(10);
    expect(levels[4]).toBeLessThan(1e8);
  });

  it('ascend without repetition above the least value', () => {
    expect(contourLevels([1, 1, 1, 1, 1, 1, 1, 2, 3], 5)).toEqual([]);
    expect(contourLevels([1, 1, 2, 2, 2, 3, 3, 3, 3], 5)).toEqual([2, 3]);
    expect(contourLevels([5, 5, 5], 5)).toEqual([]);
    expect(contourLevels([], 5)).toEqual([]);
  });

  it('take what is not finite for the highest ground', () => {
    expect(contourLevels([4, NaN, 1, Infinity, 2, 3, 2, 1.5, 1.2], 2)).toEqual([2]);
  });
});
