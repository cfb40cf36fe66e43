import { describe, expect, it } from 'vitest';
import { createStreamedFigures } from '../../../../workers/core/design/streamedFigures';
import { createRandom, fillNormal } from '../../../../workers/core/random/generator';

const figuresOf = (column: Float64Array, part = column.length) => {
  const figures = createStreamedFigures(1);
  for (let from = 0; from < column.length; from += part) {
    const piece = column.subarray(from, from + part);
    figures.push([piece], piece.length, null);
  }
  return figures.finish();
};

describe('figures of columns that are not kept', () => {
  it.each([0, 1e9, -1e12])('have mean and deviation exact to 2e-15 around %f', (centre) => {
    // Whole numbers around a centre, in any order: mean k = (m - 1) / 2, variance (m^2 - 1) / 12.
    const m = 100_003;
    const { means, deviations, minima, maxima } = figuresOf(
      Float64Array.from({ length: m }, (_, k) => centre + ((k * 7) % m)),
    );
    expect([minima, maxima]).toEqual([[centre], [centre + m - 1]]);
    const mean = centre + (m - 1) / 2;
    expect(Math.abs(means[0]! - mean)).toBeLessThanOrEqual(1e-15 * Math.abs(mean));
    const deviation = Math.sqrt((m * m - 1) / 12);
    expect(Math.abs(deviations[0]! - deviation)).toBeLessThanOrEqual(4e-15 * deviation);
  });

  it('are as good for a sorted column, whose first rows say little of the others', () => {
    const m = 100_003;
    const { means, deviations } = figuresOf(Float64Array.from({ length: m }, (_, k) => k));
    expect(means[0]).toBe((m - 1) / 2);
    expect(deviations[0]! / Math.sqrt((m * m - 1) / 12)).toBeCloseTo(1, 14);
  });

  it.each([1e-200, 1e200])('stay in the range of numbers where squares would leave it: %f', (unit) => {
    const column = Float64Array.from({ length: 5_000 }, (_, i) => (i % 2 === 0 ? unit : -unit));
    const { means, deviations } = figuresOf(column);
    expect(means[0]).toBe(0);
    expect(deviations[0]! / unit).toBeCloseTo(1, 14);
  });

  it('have the same bits however the rows come', () => {
    const column = new Float64Array(10_007);
    fillNormal(createRandom(3), column);
    const whole = figuresOf(column);
    for (const part of [1, 7, 1_024, 2_048, 9_999]) expect(figuresOf(column, part)).toEqual(whole);
  });

  it('are those of the rows chosen', () => {
    const figures = createStreamedFigures(2);
    figures.push([Float64Array.of(1, 50, 3), Float64Array.of(4, 60, 8)], 2, Uint32Array.of(0, 2));
    expect(figures.finish()).toMatchObject({ minima: [1, 4], maxima: [3, 8], means: [2, 6], deviations: [1, 2] });
  });
});
