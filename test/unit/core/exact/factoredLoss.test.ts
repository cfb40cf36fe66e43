import { describe, expect, it } from 'vitest';
import { chooseBasis } from '../../../../workers/core/exact/basis';
import { evaluateFactored, factoredLoss } from '../../../../workers/core/exact/factoredLoss';
import { contraction, stepsForDigits } from '../../../../workers/core/exact/stepAdvice';
import { spectrumOf } from '../../../../workers/core/exact/spectrum';
import { descend } from '../../../../workers/core/optimisers/gradientDescent';
import { euclideanNorm } from '../../../../workers/core/training/norm';
import { evaluate, evaluateNaively } from '../../../support/evaluate';
import { factorOf, namesOf } from '../../../support/exact';
import { linearData, matrixOf, type Columns } from '../../../support/matrix';

const factored = (columns: Columns, standardize: boolean) => {
  const matrix = matrixOf(columns, { standardize });
  const basis = chooseBasis(matrix.summary, 1, true);
  const { nSamples, nFeatures } = matrix.plan;
  const { scaling } = matrix.summary;
  const loss = factoredLoss(factorOf(matrix, basis), basis, nSamples, scaling, namesOf(nFeatures));
  return { matrix, loss };
};

const distance = (a: Float64Array, b: Float64Array): number => euclideanNorm(a.map((x, j) => x - b[j]!));

describe('loss and gradient from the triangular factor', () => {
  it('are those of three rows worked by hand', () => {
    // x = 1, 2, 3, y = 2, 2, 5 at w = 1, b = 0: residuals -1, 0, -2.
    const { loss } = factored([Float64Array.of(1, 2, 3), Float64Array.of(2, 2, 5)], false);
    const gradient = new Float64Array(2);
    expect(evaluateFactored(loss, Float64Array.of(1, 0), gradient)).toBeCloseTo(5 / 3, 14);
    expect(gradient[0]).toBeCloseTo((2 / 3) * -7, 13);
    expect(gradient[1]).toBeCloseTo((2 / 3) * -3, 13);
  });

  it.each([true, false])('follow the rows for 1,000 steps to 1e-10 (standardised: %s)', (standardize) => {
    const columns = linearData(4_000, [3, -2, 1, 0.5], 7, { noise: 2 });
    // Around 4 and not 0, so that the columns as they are depend on the bias.
    const shifted = columns.map((column, j) => (j < 4 ? column.map((x) => x + 4) : column));
    const { matrix, loss } = factored(shifted, standardize);
    const rate = standardize ? 0.1 : 0.01;
    const [byRows, byFactor] = [new Float64Array(5), new Float64Array(5)];
    const gradient = new Float64Array(5);
    for (let step = 0; step < 1_000; step++) {
      const exact = evaluate(matrix, byRows);
      const fast = evaluateFactored(loss, byFactor, gradient);
      expect(Math.abs(fast / exact.loss - 1)).toBeLessThan(1e-10);
      descend(byRows, exact.gradient, rate);
      descend(byFactor, gradient, rate);
      expect(distance(byRows, byFactor)).toBeLessThan(1e-10 * euclideanNorm(byRows));
    }
  });

  it('have the gradient of plain sums over the rows anywhere', () => {
    const columns = linearData(500, [1, 2, 3], -4, { seed: 8, noise: 1 });
    const { loss } = factored(columns, false);
    const theta = Float64Array.of(5, -3, 100, 7);
    const gradient = new Float64Array(4);
    const byRows = evaluateNaively(columns, theta);
    expect(Math.abs(evaluateFactored(loss, theta, gradient) / byRows.loss - 1)).toBeLessThan(1e-12);
    expect(distance(gradient, byRows.gradient)).toBeLessThan(1e-12 * euclideanNorm(gradient));
  });
});

describe('advice on the step', () => {
  const eigenvalues = [4, 1, 0];

  it('knows what a step leaves of the distance, and from which rate on it grows', () => {
    expect(contraction(eigenvalues, 0.1)).toBeCloseTo(0.9, 14);
    expect(contraction(eigenvalues, 0.4)).toBeCloseTo(0.6, 14);
    expect(stepsForDigits(eigenvalues, 0.5, 6)).toBeNull();
    // 0.6^28 = 6.1e-7, 0.6^27 = 1.02e-6.
    expect(stepsForDigits(eigenvalues, 0.4, 6)).toBe(28);
    expect(stepsForDigits([2, 2], 0.5, 6)).toBe(1);
  });

  it('has the least contraction at the best rate, (kappa - 1) / (kappa + 1)', () => {
    const upper = Float64Array.of(...[3, 0, 0], ...[0, 2, 0], ...[0, 0, 1]);
    const none = { intercept: false, projected: new Float64Array(3), residual: 0 };
    const spectrum = spectrumOf({ nSamples: 2, upper, size: 3, ...none }, 3);
    expect(spectrum.eigenvalues).toEqual([9, 4, 1]);
    const best = spectrum.bestLearningRate!;
    expect(contraction(spectrum.eigenvalues, best)).toBeCloseTo((9 - 1) / (9 + 1), 14);
    for (const other of [0.9 * best, 1.1 * best]) {
      expect(contraction(spectrum.eigenvalues, other)).toBeGreaterThan(0.8);
    }
  });
});
