import { describe, expect, it } from 'vitest';
import { agreedDigits, exactParameters } from '../../../../workers/core/exact/agreement';
import { DEFAULT_SOLVE } from '../../../../workers/core/training/defaults';
import { fakeSolution } from '../../../../renderer/bridge/fake/fakeSolution';
import { makeFakeDataset } from '../../../../renderer/bridge/fake/fakeDataset';

describe('the digits that two numbers agree in', () => {
  it('count the relative error in powers of ten, whatever the size and the sign', () => {
    expect(agreedDigits(1.001, 1)).toBeCloseTo(3, 9);
    expect(agreedDigits(-2.00002e9, -2e9)).toBeCloseTo(5, 6);
    expect(agreedDigits(1.978769, 2)).toBeCloseTo(1.974, 3);
  });

  it('count the absolute error beside 0', () => expect(agreedDigits(1e-4, 0)).toBeCloseTo(4, 12));

  it('are 0 where nothing agrees, and 15 where all does', () => {
    expect(agreedDigits(-300, 2)).toBe(0);
    expect(agreedDigits(0, 5)).toBe(0);
    expect(agreedDigits(0.1 + 0.2, 0.3)).toBe(15);
    expect(agreedDigits(7, 7)).toBe(15);
    expect(agreedDigits(0, 0)).toBe(15);
  });

  it('are unknown where a number is', () => {
    expect(agreedDigits(Infinity, 1)).toBeNaN();
    expect(agreedDigits(1, NaN)).toBeNaN();
  });
});

describe('the parameters of an exact solution', () => {
  const settings = { ...DEFAULT_SOLVE, target: 3, features: [0, 2], standardize: true };
  const solution = fakeSolution(makeFakeDataset('/a.csv'), settings);

  it('have the bias last, as the parameters of a run do', () => expect(exactParameters(solution)).toEqual([2, -3, 1]));

  it('are none where a column was left out', () => {
    const [intercept, first] = solution.coefficients;
    if (!intercept || !first) throw new Error('The solution is too short.');
    const coefficients = [intercept, { ...first, value: null }];
    expect(exactParameters({ ...solution, coefficients })).toBeNull();
  });
});
