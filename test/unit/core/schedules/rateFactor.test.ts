import { describe, expect, it } from 'vitest';
import { SCHEDULES } from '../../../../workers/core/schedules/catalogue';
import { rateFactor, wholePower } from '../../../../workers/core/schedules/rateFactor';
import { chosen, kindsOf } from '../../../../workers/core/training/choices';

describe('the step rules', () => {
  it('have these factors', () => {
    const factors = (...[rule]: [Parameters<typeof rateFactor>[0]]) =>
      [0, 1, 2, 3, 4].map((step) => rateFactor(rule, step));
    expect(factors({ kind: 'constant' })).toEqual([1, 1, 1, 1, 1]);
    expect(factors({ kind: 'inverse-sqrt' })).toEqual([1, 1 / Math.SQRT2, 1 / Math.sqrt(3), 0.5, 1 / Math.sqrt(5)]);
    expect(factors({ kind: 'step', every: 2, factor: 0.5 })).toEqual([1, 1, 0.5, 0.5, 0.25]);
    expect(factors({ kind: 'exponential', factor: 0.5 })).toEqual([1, 0.5, 0.25, 0.125, 0.0625]);
    const cosine = factors({ kind: 'cosine', steps: 4 });
    [1, 0.5 + Math.SQRT1_2 / 2, 0.5, 0.5 - Math.SQRT1_2 / 2, 0].forEach((value, step) =>
      expect(cosine[step]).toBeCloseTo(value, 15),
    );
    expect(rateFactor({ kind: 'cosine', steps: 4 }, 1_000)).toBe(0);
  });

  it.each(kindsOf(SCHEDULES))('%s begins with 1 and never rises', (kind) => {
    const rule = chosen(SCHEDULES, kind);
    let last = 1;
    expect(rateFactor(rule, 0)).toBe(1);
    for (let step = 1; step < 1_100; step++) {
      const factor = rateFactor(rule, step);
      expect(factor).toBeLessThanOrEqual(last);
      last = factor;
    }
  });

  it('take whole powers as repeated products do, also of billions', () => {
    expect([0, 1, 2, 5, 10].map((n) => wholePower(3, n))).toEqual([1, 3, 9, 243, 59_049]);
    expect(wholePower(1, 4_000_000_000)).toBe(1);
    expect(wholePower(0.999, 5_000)).toBeCloseTo(Math.exp(5_000 * Math.log(0.999)), 12);
    expect(wholePower(0.5, 4_000_000_000)).toBe(0);
  });
});
