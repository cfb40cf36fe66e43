import { describe, expect, it } from 'vitest';
import { toNumber } from '../../../../workers/core/exact/doubleDouble';
import {
  powersOfRaw,
  powersOfScaled,
  standardizedPower,
  type Polynomial,
} from '../../../../workers/core/exact/polynomials';

const numbers = (polynomial: Polynomial | undefined): number[] => (polynomial ?? []).map(toNumber);

describe('powers under a change of units', () => {
  it('of x = 3 + 2u are polynomials in u', () => {
    expect(powersOfRaw(3, 2, 3).map(numbers)).toEqual([
      [3, 2],
      [9, 12, 4],
      [27, 54, 36, 8],
    ]);
  });

  it('of u = (x - 3) / 2 are polynomials in x', () => {
    expect(powersOfScaled(3, 2, 2).map(numbers)).toEqual([
      [-1.5, 0.5],
      [2.25, -1.5, 0.25],
    ]);
  });

  it('standardise a power', () => {
    expect(numbers(standardizedPower(2, [8, 0], 4))).toEqual([-2, 0, 0.25]);
  });

  it('are exact where they are whole numbers', () => {
    const polynomial = powersOfScaled(1e6, 1, 2)[1]!;
    // x^2 - 2e6 x + 1e12, exact as whole numbers.
    expect(numbers(polynomial)).toEqual([1e12, -2e6, 1]);
  });
});
