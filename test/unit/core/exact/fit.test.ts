import cdf from '@stdlib/stats-base-dists-t-cdf';
import { describe, expect, it } from 'vitest';
import type { Columns } from '../../../support/matrix';
import { linearData } from '../../../support/matrix';
import { solveColumns } from '../../../support/exact';

const values = (columns: Columns, options = {}): (number | null)[] =>
  solveColumns(columns, options).coefficients.map(({ value }) => value);

const close = (actual: number | null | undefined, expected: number, digits = 12): void => {
  expect(Math.abs((actual ?? NaN) / expected - 1)).toBeLessThan(10 ** -digits);
};

describe('the exact solution of five points worked by hand', () => {
  // x = 1..5, y = 2, 4, 5, 4, 5: slope 0.6, intercept 2.2, RSS 2.4, s^2 = 0.8, Sxx = 10, TSS 6.
  const columns = [Float64Array.of(1, 2, 3, 4, 5), Float64Array.of(2, 4, 5, 4, 5)];
  const solution = solveColumns(columns);
  const [intercept, slope] = solution.coefficients;

  it('has its coefficients, their errors and t values', () => {
    expect(solution.coefficients.map(({ name }) => name)).toEqual(['(intercept)', 'x1']);
    close(intercept?.value, 2.2);
    close(slope?.value, 0.6);
    close(slope?.standardError, Math.sqrt(0.8 / 10));
    close(intercept?.standardError, Math.sqrt(0.8 * (1 / 5 + 9 / 10)));
    close(slope?.t, 0.6 / Math.sqrt(0.08));
  });

  it('has its sums of squares', () => {
    close(solution.residualSumOfSquares, 2.4);
    close(solution.loss, 0.48);
    close(solution.rSquared, 0.6);
    close(solution.residualStandardDeviation, Math.sqrt(0.8));
    expect([solution.rank, solution.degreesOfFreedom]).toEqual([2, 3]);
  });

  it('has p and interval from t with 3 degrees of freedom', () => {
    close(slope?.p, 2 * (1 - cdf(0.6 / Math.sqrt(0.08), 3)), 11);
    // t_0.975 with 3 degrees of freedom, from tables: 3.182446305284.
    close(slope?.high, 0.6 + 3.182446305284 * Math.sqrt(0.08), 11);
    close(slope?.low, 0.6 - 3.182446305284 * Math.sqrt(0.08), 11);
    expect([intercept?.vif, slope?.vif?.toFixed(12)]).toEqual([null, '1.000000000000']);
  });

  it('has the spectrum of the space in which training runs', () => {
    // Raw: H = (2/5) [[5, 15], [15, 55]] has trace 24 and determinant 4 / 25 * 50 = 8.
    const root = Math.sqrt(12 * 12 - 8);
    const { spectrum } = solution;
    close(spectrum.lambdaMax, 12 + root);
    close(spectrum.lambdaMin, 8 / (12 + root));
    close(spectrum.conditionNumber, (12 + root) ** 2 / 8);
    close(spectrum.divergenceLimit, 2 / (12 + root));
    close(spectrum.bestLearningRate, 2 / 24);
    // Standardised: H is twice the identity.
    const scaled = solveColumns(columns, { standardize: true }).spectrum;
    scaled.eigenvalues.forEach((value) => close(value, 2));
  });

  it('goes through the origin without an intercept', () => {
    const through = solveColumns(columns, { intercept: false });
    // sum xy / sum x^2 = 66 / 55, R squared about 0: 66^2 / (55 * 86).
    close(through.coefficients[0]?.value, 66 / 55);
    close(through.rSquared, 66 ** 2 / (55 * 86));
    expect([through.rank, through.degreesOfFreedom]).toEqual([1, 4]);
    close(through.coefficients[0]?.vif, 1);
  });
});

describe('inflation factors', () => {
  it('are 1 / (1 - r^2) for two features', () => {
    const a = Float64Array.of(1, 2, 3, 4, 5, 6);
    const b = Float64Array.of(2, 1, 4, 3, 7, 5);
    const centered = [a, b].map((x) => x.map((value) => value - x.reduce((s, v) => s + v, 0) / 6));
    const product = (u: Float64Array, v: Float64Array): number =>
      u.reduce((s, value, i) => s + value * v[i]!, 0);
    const [u, v] = [centered[0]!, centered[1]!];
    const r2 = product(u, v) ** 2 / (product(u, u) * product(v, v));
    const { coefficients } = solveColumns([a, b, Float64Array.of(1, 0, 2, 1, 5, 3)]);
    close(coefficients[1]?.vif, 1 / (1 - r2));
    close(coefficients[2]?.vif, 1 / (1 - r2));
  });
});

describe('powers', () => {
  it('give back a cubic that the points lie on', () => {
    const x = Float64Array.from({ length: 40 }, (_, i) => 100 + i / 4);
    const y = x.map((value) => 3 - 2 * value + 0.5 * value ** 2 + 0.25 * value ** 3);
    const found = values([x, y], { degree: 3 });
    [3, -2, 0.5, 0.25].forEach((expected, i) => close(found[i], expected, 4));
  });

  it('are named x, x^2, x^3 of each feature in turn', () => {
    const columns = [
      Float64Array.of(1, 2, 3, 4, 7),
      Float64Array.of(2, 1, 0, 5, 9),
      Float64Array.of(1, 2, 3, 4, 5),
    ];
    const { coefficients } = solveColumns(columns, { degree: 2 });
    expect(coefficients.map(({ name }) => name)).toEqual(['(intercept)', 'x1', 'x1^2', 'x2', 'x2^2']);
  });

  it('have the spectrum of the columns as they would be made', () => {
    const x = Float64Array.from({ length: 50 }, (_, i) => 3 + i / 10);
    const y = x.map(Math.sin);
    const byBasis = solveColumns([x, y], { degree: 3, standardize: true }).spectrum;
    const made = solveColumns([x, x.map((v) => v ** 2), x.map((v) => v ** 3), y], {
      standardize: true,
    }).spectrum;
    made.eigenvalues.forEach((value, i) => close(byBasis.eigenvalues[i], value, 9));
  });
});

describe('columns that depend on others', () => {
  it('are left out and named with what they are made of', () => {
    const [a, b] = linearData(60, [1, 1], 0, { seed: 5 }) as [Float64Array, Float64Array];
    const sum = a.map((value, i) => value + 2 * b[i]! + 3);
    const y = a.map((value, i) => value - b[i]! + (i % 3));
    const solution = solveColumns([a, b, sum, y]);
    expect(solution.rank).toBe(3);
    expect(solution.coefficients[3]).toEqual({
      name: 'x3',
      value: null,
      standardError: null,
      t: null,
      p: null,
      low: null,
      high: null,
      vif: null,
    });
    const [dependent] = solution.dependentColumns;
    expect(dependent?.name).toBe('x3');
    expect(dependent?.combination.map(({ name }) => name)).toEqual(['(intercept)', 'x1', 'x2']);
    [3, 1, 2].forEach((factor, i) => close(dependent?.combination[i]?.factor, factor, 10));
    const without = values([a, b, y]);
    solution.coefficients.slice(0, 3).forEach(({ value }, i) => close(value, without[i] ?? NaN, 10));
    expect(solution.spectrum.lambdaMin).toBe(0);
    expect(solution.spectrum.conditionNumber).toBeNull();
    expect(solution.spectrum.bestLearningRate).toBeGreaterThan(0);
  });

  it.each([0.1, 0, 1e6])('include a constant column of %f', (constant) => {
    const [a, y] = linearData(50, [2], 1, { noise: 1 }) as [Float64Array, Float64Array];
    const solution = solveColumns([a, new Float64Array(50).fill(constant), y]);
    expect(solution.rank).toBe(2);
    expect(solution.coefficients[2]?.value).toBeNull();
    const combination = constant === 0 ? [] : [{ name: '(intercept)', factor: constant }];
    expect(solution.dependentColumns).toEqual([{ name: 'x2', combination }]);
  });

  it('include powers of a column with few different values', () => {
    const x = Float64Array.from({ length: 30 }, (_, i) => i % 3);
    const y = x.map((value, i) => 1 + value * value + (i % 2));
    const solution = solveColumns([x, y], { degree: 4 });
    expect(solution.rank).toBe(3);
    expect(solution.dependentColumns.map(({ name }) => name)).toEqual(['x1^3', 'x1^4']);
    // x^3 = 3x^2 - 2x on 0, 1, 2.
    const [cube] = solution.dependentColumns;
    expect(cube?.combination.map(({ name }) => name)).toEqual(['x1', 'x1^2']);
    [-2, 3].forEach((factor, i) => close(cube?.combination[i]?.factor, factor, 10));
  });

  it('are all beyond the number of rows', () => {
    const columns = linearData(4, [1, 2, 3, 4, 5, 6], 1, { seed: 2 });
    const solution = solveColumns(columns);
    expect(solution.rank).toBe(4);
    expect(solution.coefficients.map(({ value }) => value === null)).toEqual([
      ...[false, false, false, false, true, true, true],
    ]);
    expect([solution.degreesOfFreedom, solution.residualStandardDeviation]).toEqual([0, null]);
    expect(solution.coefficients.every(({ standardError }) => standardError === null)).toBe(true);
  });

  it('do not include a column that is nearly but not wholly one', () => {
    const [a, b, y] = linearData(200, [1, 1], 0, { seed: 9, noise: 1 }) as [
      Float64Array,
      Float64Array,
      Float64Array,
    ];
    const nearly = a.map((value, i) => value + 1e-9 * b[i]!);
    expect(solveColumns([a, nearly, y]).rank).toBe(3);
  });
});

describe('a target that does not vary', () => {
  it('has no R squared', () => {
    const solution = solveColumns([Float64Array.of(1, 2, 3, 4), new Float64Array(4).fill(7)]);
    expect(solution.rSquared).toBeNull();
    expect(solution.coefficients.map(({ value }) => value)).toEqual([7, 0]);
  });
});
