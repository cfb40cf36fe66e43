import cdf from '@stdlib/stats-base-dists-t-cdf';
import quantile from '@stdlib/stats-base-dists-t-quantile';
import { describe, expect, it } from 'vitest';

/** Expected values by mpmath with 40 digits: I(v / (v + t^2); v / 2, 1 / 2) / 2, and its inverse. */
describe("Student's t distribution", () => {
  it.each([
    [-1, 1, 0.25],
    [-2.5, 3, 0.043853323504032774],
    [-12.7, 9, 2.3719190225986348e-7],
    [-40, 20, 7.2873482771553819e-21],
    [-1e5, 30, 1.0364534200733145e-129],
    [-8, 999979, 6.2275318546651576e-16],
    [-30, 1e6, 6.0100471168317189e-198],
  ])('has 13 digits far out in its tail: P(T < %f) with %f degrees of freedom', (t, freedom, expected) => {
    expect(Math.abs(cdf(t, freedom) / expected - 1)).toBeLessThan(1e-13);
  });

  it.each([
    [1, 12.706204736174705],
    [3, 3.1824463052837096],
    [14, 2.1447866879178038],
    [999979, 1.9599663568639259],
  ])('has the 97.5 %% point to 13 digits: %f degrees of freedom', (freedom, expected) => {
    expect(Math.abs(quantile(0.975, freedom) / expected - 1)).toBeLessThan(1e-13);
  });
});
