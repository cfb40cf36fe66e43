import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chooseBasis } from '../../workers/core/exact/basis';
import type { Factor } from '../../workers/core/exact/factor';
import { fitFactor } from '../../workers/core/exact/fit';
import { chunkGroups } from '../../workers/core/exact/groups';
import { DEFAULT_SOLVE } from '../../workers/core/training/defaults';
import { factorGroups } from '../../workers/tasks/exact/factorGroups';
import { mergeFactors } from '../../workers/tasks/exact/mergeFactors';
import { factorOf, namesOf, solveColumns } from '../support/exact';
import { kernelModule, linearData, matrixOf } from '../support/matrix';

const { abs, max } = Math;
const shape = fc.record({
  nSamples: fc.integer({ min: 30, max: 5_000 }),
  nFeatures: fc.integer({ min: 1, max: 11 }),
  seed: fc.integer({ min: 1, max: 1_000 }),
});

const dataOf = ({ nSamples, nFeatures, seed }: { nSamples: number; nFeatures: number; seed: number }) =>
  linearData(
    nSamples,
    Array.from({ length: nFeatures }, (_, j) => j + 1),
    3,
    { seed, noise: 1 },
  );

describe('the triangular factor', () => {
  it("has R'R equal to the products of the columns, whatever their shape", () => {
    fc.assert(
      fc.property(shape, (size) => {
        const columns = dataOf(size);
        const matrix = matrixOf(columns);
        const basis = chooseBasis(matrix.summary, 1, true);
        const { size: p, values } = factorOf(matrix, basis);
        const [centers, spreads] = [
          [...basis.centers, basis.targetCenter],
          [...basis.spreads, basis.targetSpread],
        ];
        const whole = [
          new Float64Array(size.nSamples).fill(1),
          ...columns.map((column, j) => column.map((x) => (x - centers[j]!) / spreads[j]!)),
        ];
        for (let i = 0; i < p; i++) {
          for (let j = i; j < p; j++) {
            const product = whole[i]!.reduce((sum, x, row) => sum + x * whole[j]![row]!, 0);
            let ofFactor = 0;
            for (let k = 0; k <= i; k++) ofFactor += values[k * p + i]! * values[k * p + j]!;
            expect(abs(ofFactor - product)).toBeLessThan(1e-12 * size.nSamples);
          }
        }
      }),
      { numRuns: 40 },
    );
  });

  it('gives the same solution to 1e-12 however the rows are split', () => {
    fc.assert(
      fc.property(shape, fc.array(fc.nat({ max: 4 }), { maxLength: 4 }), (size, cuts) => {
        const matrix = matrixOf(dataOf(size));
        const basis = chooseBasis(matrix.summary, 1, true);
        const { nSamples, nFeatures, nChunks } = matrix.plan;
        const borders = [...new Set([0, ...cuts.map((cut) => Math.min(cut, nChunks)), nChunks])].sort(
          (a, b) => a - b,
        );
        const groups = borders.slice(1).map((chunkEnd, k) => ({ chunkStart: borders[k]!, chunkEnd }));
        const task = { kind: 'factor' as const, kernelModule: kernelModule(), shards: matrix, basis };
        const split: Factor = {
          size: nFeatures + 2,
          values: mergeFactors(kernelModule(), factorGroups({ ...task, groups }), nFeatures + 2),
        };
        const names = namesOf(nFeatures);
        const [a, b] = [split, factorOf(matrix, basis)].map((factor) =>
          fitFactor(factor, basis, nSamples, names, { ...DEFAULT_SOLVE, standardize: true }),
        );
        a!.coefficients.forEach(({ value, unitError }, j) => {
          const other = b!.coefficients[j]!;
          expect(abs(value! - other.value!)).toBeLessThan(1e-12 * max(1, abs(other.value!)));
          expect(abs(unitError! / other.unitError! - 1)).toBeLessThan(1e-12);
        });
      }),
      { numRuns: 40 },
    );
  });

  it('depends on the matrix alone: one group of chunks follows the other and none is left out', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 3_000_000 }), fc.integer({ min: 2, max: 500 }), (n, nColumns) => {
        const nChunks = Math.ceil(n / Math.max(1_024, 16 * Math.ceil(n / 4_096)));
        const groups = chunkGroups({ nSamples: n, nChunks }, nColumns);
        expect(groups[0]?.chunkStart).toBe(0);
        expect(groups.at(-1)?.chunkEnd).toBe(nChunks);
        groups.slice(1).forEach(({ chunkStart }, k) => expect(chunkStart).toBe(groups[k]!.chunkEnd));
        expect(groups.every(({ chunkStart, chunkEnd }) => chunkStart < chunkEnd)).toBe(true);
      }),
    );
  });
});

describe('the exact solution', () => {
  it('leaves residuals at right angles to every column', () => {
    fc.assert(
      fc.property(shape, fc.boolean(), (size, intercept) => {
        const columns = dataOf(size);
        const solution = solveColumns(columns, { intercept });
        const values = solution.coefficients.map(({ value }) => value!);
        const [bias, weights] = intercept ? [values[0]!, values.slice(1)] : [0, values];
        const target = columns.at(-1)!;
        const residuals = target.map(
          (y, i) => y - bias - weights.reduce((sum, w, j) => sum + w * columns[j]![i]!, 0),
        );
        const sumOfSquares = residuals.reduce((sum, r) => sum + r * r, 0);
        expect(abs(sumOfSquares / solution.residualSumOfSquares - 1)).toBeLessThan(1e-10);
        const all = intercept ? [new Float64Array(size.nSamples).fill(1), ...columns] : columns;
        all.slice(0, -1).forEach((column) => {
          const product = column.reduce((sum, x, i) => sum + x * residuals[i]!, 0);
          expect(abs(product)).toBeLessThan(1e-10 * size.nSamples);
        });
      }),
      { numRuns: 40 },
    );
  });

  it('is the same whether or not the columns are standardised', () => {
    fc.assert(
      fc.property(shape, (size) => {
        const columns = dataOf(size);
        const [a, b] = [true, false].map((standardize) => solveColumns(columns, { standardize }));
        a!.coefficients.forEach(({ value, standardError, vif }, j) => {
          const other = b!.coefficients[j]!;
          expect(abs(value! - other.value!)).toBeLessThan(1e-12 * max(1, abs(other.value!)));
          expect(abs(standardError! / other.standardError! - 1)).toBeLessThan(1e-11);
          if (j > 0) expect(abs(vif! / other.vif! - 1)).toBeLessThan(1e-11);
        });
      }),
      { numRuns: 40 },
    );
  });
});
