import { describe, expect, it } from 'vitest';
import { predictedLoss } from '../../../../workers/core/exact/stepAdvice';
import { addRidge, penaltyOf } from '../../../../workers/core/losses/penalty';
import { descend } from '../../../../workers/core/optimisers/gradientDescent';
import type { InitialParameters } from '../../../../workers/core/schema';
import { initialTheta } from '../../../../workers/core/training/parameters';
import { evaluate } from '../../../support/evaluate';
import { solveColumns } from '../../../support/exact';
import { linearData, matrixOf } from '../../../support/matrix';

const columns = linearData(3_000, [3, -2, 1], 7, { noise: 2 }).map((column, j) => (j < 3 ? column.map((x) => x + 2 * j) : column));
const given: InitialParameters = { kind: 'given', weights: [1, 5, -2], bias: 4 };

describe('the loss curve that is predicted before a run', () => {
  it.each([
    { standardize: true, l2: 0, init: { kind: 'zeros' }, share: 0.4 },
    { standardize: true, l2: 0.2, init: { kind: 'random', seed: 5 }, share: 0.9 },
    { standardize: false, l2: 0, init: given, share: 0.99 },
    { standardize: false, l2: 0, init: { kind: 'random', seed: 5 }, intercept: false, share: 0.5 },
    { standardize: true, l2: 0, init: { kind: 'zeros' }, share: 1.05 },
  ] as { standardize: boolean; l2: number; init: InitialParameters; intercept?: boolean; share: number }[])(
    'is that of descent to 1e-9, and so is its distance to the optimum: %o',
    ({ share, ...options }) => {
      const { l2, init, intercept = true } = options;
      const { spectrum, startGaps, loss: least } = solveColumns(columns, options);
      const matrix = matrixOf(columns, options);
      const rate = share * spectrum.divergenceLimit!;
      const penalty = { l1: 0, l2, bias: false };
      const shape = { nFeatures: 3, nOutputs: 1 };
      const theta = initialTheta(init, matrix.summary.scaling, { intercept });
      const predict = (step: number): number => predictedLoss(spectrum.eigenvalues, startGaps!, least, rate, step);
      const first = predict(0);
      for (let step = 0; step <= 200; step++) {
        const { loss, gradient } = evaluate(matrix, theta);
        const objective = loss + penaltyOf(penalty, shape, theta);
        expect(Math.abs(predict(step) / objective - 1)).toBeLessThan(1e-9);
        expect(Math.abs(predict(step) - objective)).toBeLessThan(1e-9 * Math.max(objective - least, 1e-5 * first));
        addRidge(penalty, shape, theta, gradient);
        if (!intercept) gradient[3] = 0;
        descend(theta, gradient, rate);
      }
      expect(predict(200) < first).toBe(share < 1);
    },
  );

  it('stays where it is along a direction that no column has', () => {
    const [a, y] = [columns[0]!, columns[3]!];
    const { spectrum, startGaps, loss } = solveColumns([a, a, y]);
    expect(spectrum.eigenvalues[2]).toBe(0);
    expect(startGaps![2]).toBe(0);
    expect(predictedLoss(spectrum.eigenvalues, startGaps!, loss, spectrum.bestLearningRate!, 10_000)).toBeCloseTo(loss, 12);
  });

  it('is not there for more than 200 parameters', () => {
    const wide = linearData(220, Array.from({ length: 201 }, () => 1), 0, { noise: 1 });
    expect(solveColumns(wide).startGaps).toBeNull();
    expect(solveColumns(wide.slice(2)).startGaps).toHaveLength(200);
  });
});
