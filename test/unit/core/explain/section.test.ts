import { describe, expect, it } from 'vitest';
import { elongation, sectionEigenvalues } from '../../../../workers/core/explain/section';

describe('the bowl on a plane', () => {
  it('has the eigenvalues of its 2 x 2 matrix', () => {
    // [[2, 1], [1, 2]] has 3 and 1.
    expect(sectionEigenvalues({ xx: 2, xy: 1, yy: 2 })).toEqual([3, 1]);
    // A rotation by atan(3 / 4) of diag(100, 1): 0.64 * 100 + 0.36 = 64.36, 0.48 * 99 = 47.52, 36 + 0.64 = 36.64.
    const [largest, least] = sectionEigenvalues({ xx: 64.36, xy: 47.52, yy: 36.64 });
    expect(largest).toBeCloseTo(100, 10);
    expect(least).toBeCloseTo(1, 10);
  });

  it('is as long as it is wide where it is round, and as much longer as the root of the ratio says', () => {
    expect(elongation({ xx: 2, xy: 0, yy: 2 })).toBe(1);
    expect(elongation({ xx: 64.36, xy: 47.52, yy: 36.64 })).toBeCloseTo(10, 10);
    expect(elongation({ xx: 2e12, xy: 0, yy: 2 })).toBeCloseTo(1e6, 4);
  });

  it('is none on a saddle or a hill, and without an end in a trough', () => {
    expect(elongation({ xx: 1, xy: 2, yy: 1 })).toBeNull();
    expect(elongation({ xx: -1, xy: 0, yy: -1 })).toBeNull();
    expect(elongation({ xx: 1, xy: 1, yy: 1 })).toBe(Infinity);
  });
});
