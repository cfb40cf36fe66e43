import { afterAll, describe, expect, it } from 'vitest';
import { solveColumns } from '../support/exact';
import certified from '../../workers/engine/selfTest/nistLinear.json';

/** Correct digits, -log10 of the relative error, of the error itself where 0 is certified; 15 at most. */
const digits = (found: number | null, expected: number): number => {
  const error = Math.abs((found ?? NaN) - expected) / (expected === 0 ? 1 : Math.abs(expected));
  return Number.isNaN(error) ? 0 : Math.min(15, -Math.log10(error));
};

const least = (found: readonly (number | null)[], expected: readonly number[]): number =>
  Math.min(...expected.map((value, i) => digits(found[i] ?? null, value)));

const DEMANDED: Record<string, number> = { Norris: 10, Longley: 10 };
const printed: string[] = [];

/**
 * nistLinear.json holds rows and certified values of the eleven sets as NIST gives them, and their source.
 */
describe.each([{ standardize: true }, { standardize: false }])(
  'the certified linear regressions of NIST (columns standardised: $standardize)',
  ({ standardize }) => {
    it.each(certified.sets)('agree to the digits demanded: $name', (set) => {
      const columns = set.columns.map((_, j) => Float64Array.from(set.rows, (row) => row[j] ?? NaN));
      const [target = new Float64Array(0), ...features] = columns;
      const solution = solveColumns([...features, target], {
        degree: set.degree,
        intercept: set.intercept,
        standardize,
      });
      const found = {
        coefficients: least(
          solution.coefficients.map(({ value }) => value),
          set.coefficients.map(({ value }) => value),
        ),
        errors: least(
          solution.coefficients.map(({ standardError }) => standardError),
          set.coefficients.map(({ standardError }) => standardError),
        ),
        deviation: digits(solution.residualStandardDeviation, set.residualStandardDeviation),
        rSquared: digits(solution.rSquared, set.rSquared),
      };
      const shown = Object.entries(found).map(([name, value]) => `${name} ${value.toFixed(1)}`);
      printed.push(
        `${set.name.padEnd(9)} ${standardize ? 'standardised' : 'raw         '} ${shown.join(', ')}`,
      );
      expect(solution.coefficients).toHaveLength(set.coefficients.length);
      expect(Math.min(...Object.values(found))).toBeGreaterThanOrEqual(DEMANDED[set.name] ?? 7);
    });
  },
);

afterAll(() => console.log(`Correct digits, the least of each set:\n${printed.join('\n')}`));
