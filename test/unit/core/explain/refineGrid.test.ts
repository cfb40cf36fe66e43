import { describe, expect, it } from 'vitest';
import { refinedSize, refineGrid } from '../../../../workers/core/explain/refineGrid';

const sample = (size: number, value: (x: number, y: number) => number): number[] =>
  Array.from({ length: size * size }, (_, k) => value((k % size) / (size - 1), Math.floor(k / size) / (size - 1)));

describe('a refined grid', () => {
  it('is a quadratic without error, to the rim', () => {
    const bowl = (x: number, y: number): number => 3 + x - 2 * y + 40 * x * x - 30 * x * y + 20 * y * y;
    const fine = refineGrid(sample(5, bowl), 5, 4);
    expect(refinedSize(5, 4)).toBe(17);
    sample(17, bowl).forEach((value, k) => expect(fine[k]).toBeCloseTo(value, 12));
  });

  it('goes through the values of the coarse one, and near a smooth function between them', () => {
    const smooth = (x: number, y: number): number => Math.exp(x) + Math.cos(2 * y);
    const coarse = sample(9, smooth);
    const fine = refineGrid(coarse, 9, 8);
    for (let row = 0; row < 9; row++) {
      for (let column = 0; column < 9; column++) expect(fine[row * 8 * 65 + column * 8]).toBe(coarse[row * 9 + column]);
    }
    // The error of the cubic is of the third power of the spacing: f''' h^3 / 10, about 8 / 512 / 10.
    sample(65, smooth).forEach((value, k) => expect(Math.abs((fine[k] ?? NaN) - value)).toBeLessThan(2e-3));
  });
});
