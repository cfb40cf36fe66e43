import { describe, expect, it } from 'vitest';
import { createRandom, fillNormal } from '../../../../workers/core/random/generator';

const uniform = (seed: number, n: number): number[] => {
  const random = createRandom(seed);
  return Array.from({ length: n }, random);
};

describe('the generator', () => {
  it('gives the same numbers for the same seed and others for another', () => {
    expect(uniform(1, 100)).toEqual(uniform(1, 100));
    expect(uniform(1, 5)).not.toEqual(uniform(2, 5));
    // Also beyond 32 bits, and below zero.
    expect(uniform(1 + 2 ** 32, 5)).not.toEqual(uniform(1, 5));
    expect(uniform(-1, 5)).not.toEqual(uniform(1, 5));
  });

  it('is uniform in [0, 1)', () => {
    const n = 100_000;
    const numbers = uniform(7, n);
    expect(numbers.every((value) => value >= 0 && value < 1)).toBe(true);
    const bins = new Array<number>(10).fill(0);
    for (const value of numbers) bins[Math.floor(10 * value)]! += 1;
    // Chi-squared with 9 degrees of freedom exceeds 33.7 once in 10,000 seeds.
    const chiSquared = bins.reduce((sum, count) => sum + (count - n / 10) ** 2 / (n / 10), 0);
    expect(chiSquared).toBeLessThan(33.7);
  });

  it('makes normal numbers with mean 0, variance 1 and the tails of the bell', () => {
    const n = 100_001;
    const out = new Float64Array(n);
    fillNormal(createRandom(3), out);
    const mean = out.reduce((sum, value) => sum + value, 0) / n;
    const variance = out.reduce((sum, value) => sum + value * value, 0) / n;
    const beyondTwo = out.filter((value) => Math.abs(value) > 2).length / n;
    // Five standard errors: 1 / sqrt(n) = 0.0032, sqrt(2 / n) = 0.0045, sqrt(p (1 - p) / n) = 0.00066.
    expect(Math.abs(mean)).toBeLessThan(0.016);
    expect(Math.abs(variance - 1)).toBeLessThan(0.023);
    expect(Math.abs(beyondTwo - 0.0455)).toBeLessThan(0.0034);
  });
});
