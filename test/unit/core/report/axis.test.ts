import { describe, expect, test } from 'vitest';
import { linearAxis, logAxis, niceStep, powerLabel, stepAxis, tickLabel } from '../../../../workers/core/report/axis';

const labels = (axis: { ticks: { label: string }[] }): string[] => axis.ticks.map((tick) => tick.label);

describe('axes', () => {
  test('powers of ten near one are written out', () => {
    expect([3, 2, 0, -2, -3].map(powerLabel)).toEqual(['1,000', '100', '1', '0.01', '0.001']);
    expect([4, -4, 12, -15].map(powerLabel)).toEqual(['10⁴', '10⁻⁴', '10¹²', '10⁻¹⁵']);
  });

  test('a linear axis ends at round numbers around the values', () => {
    expect(labels(linearAxis(0, 10.94))).toEqual(['0', '2', '4', '6', '8', '10', '12']);
    expect(labels(linearAxis(-0.031, 0.02))).toEqual(['−0.04', '−0.03', '−0.02', '−0.01', '0', '0.01', '0.02']);
  });

  test('a linear axis of equal values still has a height', () => {
    for (const value of [0, 5, -3e-9, 1e300]) {
      const { min, max } = linearAxis(value, value);
      expect(min).toBeLessThanOrEqual(value);
      expect(max).toBeGreaterThan(min);
      expect(max).toBeGreaterThanOrEqual(value);
    }
  });

  test('an axis is kept while the values stay on it and fill enough of it', () => {
    const first = linearAxis(0, 9);
    expect(linearAxis(0, 9.7, first)).toBe(first);
    expect(linearAxis(0, 11, first).max).toBe(12);
    expect(linearAxis(0, 3, first).max).toBe(3);
  });

  test('a logarithmic axis marks powers of ten, fewer where there are many', () => {
    expect(labels(logAxis(-2, Math.log10(246), false))).toEqual(['0.01', '0.1', '1', '10', '100']);
    const wide = logAxis(-15.2, 2.39, false);
    expect(labels(wide)).toEqual(['10⁻¹⁸', '10⁻¹⁵', '10⁻¹²', '10⁻⁹', '10⁻⁶', '0.001', '1']);
    expect(wide.max).toBeGreaterThanOrEqual(2.39);
  });

  test('within one decade a logarithmic axis marks round values instead', () => {
    const axis = logAxis(Math.log10(1.9), Math.log10(2.1), false);
    expect(labels(axis)).toContain('2.00');
    expect(axis.min).toBeLessThanOrEqual(Math.log10(1.9));
    expect(axis.max).toBeGreaterThanOrEqual(Math.log10(2.1));
  });

  test('a loss of zero gets a band of its own below the powers of ten', () => {
    const axis = logAxis(-3, 2, true);
    expect(axis.ticks[0]).toEqual({ value: axis.min, label: '0' });
    expect(axis.min).toBeLessThan(-3);
    expect(labels(logAxis(Infinity, -Infinity, true))[0]).toBe('0');
    expect(logAxis(-2.5, 2, true, axis)).toBe(axis);
    expect(logAxis(-3.5, 2, true, axis).ticks[1]?.value).toBe(-4);
  });

  test('the axis of steps ends where the steps end and has room for its labels', () => {
    expect(labels(stepAxis(0, 1000, 400))).toEqual(['0', '200', '400', '600', '800', '1,000']);
    expect(stepAxis(0, 1234, 400).max).toBe(1234);
    expect(labels(stepAxis(0, 1_000_000, 400))).toEqual(['0', '250,000', '500,000', '750,000', '1,000,000']);
    expect(labels(stepAxis(3, 7, 600))).toEqual(['3', '4', '5', '6', '7']);
  });

  test('labels have the decimals that tell neighbours apart', () => {
    expect(tickLabel(0.25, 0.05)).toBe('0.25');
    expect(tickLabel(-1500, 500)).toBe('−1,500');
    expect(tickLabel(2.5e9, 5e8)).toBe('2.5×10⁹');
    expect(tickLabel(3e-7, 1e-7)).toBe('3×10⁻⁷');
  });

  test('a nice step is never below what is asked', () => {
    expect([0.9, 1, 1.1, 2.3, 4, 7].map((least) => niceStep(least))).toEqual([1, 1, 2, 5, 5, 10]);
    expect(niceStep(230, true)).toBe(250);
  });
});
