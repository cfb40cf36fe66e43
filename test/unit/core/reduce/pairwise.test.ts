import { describe, expect, it } from 'vitest';
import { reducePairwise } from '../../../../workers/core/reduce/pairwise';

describe('pairwise reduction', () => {
  it('adds neighbours first, then neighbours of those sums', () => {
    // ((1 + 2) + (4 + 8)) + 16 and ((10 + 20) + (40 + 80)) + 160
    const slots = Float64Array.from([1, 10, 2, 20, 4, 40, 8, 80, 16, 160]);
    reducePairwise(slots, 5, 2);
    expect(Array.from(slots.subarray(0, 2))).toEqual([31, 310]);
    // What lies in the other slots shows the order: slot 2 held 4 + 8 = 12.
    expect(slots[4]).toBe(12);
  });

  it('adds in the order of the tree where a running sum would round otherwise', () => {
    // Running: ((1 + e) + e) + e = 1 with e = 2^-53. Pairwise: (1 + e) + (e + e) = 1 + 2^-52.
    const e = 2 ** -53;
    const slots = Float64Array.from([1, e, e, e]);
    expect(1 + e + e + e).toBe(1);
    reducePairwise(slots, 4, 1);
    expect(slots[0]).toBe(1 + 2 ** -52);
  });

  it('leaves a single slot as it is', () => {
    const slots = Float64Array.from([3, 4]);
    reducePairwise(slots, 1, 2);
    expect(Array.from(slots)).toEqual([3, 4]);
  });

  it('keeps the error within log2 n roundings where a running sum strays farther', () => {
    // 0.1 is held as an exact binary fraction, so the true sum of 2^16 of them is 2^16 times it, exactly.
    const n = 2 ** 16;
    const exact = 0.1 * n;
    const slots = new Float64Array(n).fill(0.1);
    const running = slots.reduce((sum, value) => sum + value, 0);
    reducePairwise(slots, n, 1);
    expect(Math.abs(slots[0]! - exact)).toBeLessThanOrEqual(16 * 2 ** -53 * exact);
    expect(Math.abs(running - exact)).toBeGreaterThan(16 * 2 ** -53 * exact);
  });
});
