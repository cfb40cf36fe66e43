import { describe, expect, it } from 'vitest';
import { addRidge } from '../../../../workers/core/losses/penalty';
import { euclideanNorm } from '../../../../workers/core/training/norm';
import { toTraining } from '../../../../workers/core/training/parameters';
import { evaluate } from '../../../support/evaluate';
import { solveColumns } from '../../../support/exact';
import { linearData, matrixOf } from '../../../support/matrix';

const shifted = linearData(300, [3, -2, 1], 7, { noise: 2 }).map((column, j) => (j < 3 ? column.map((x) => 2 * x + 4) : column));

describe('the exact twin with an L2 penalty', () => {
  it('is that of three rows worked by hand', () => {
    // x = -1, 0, 1, y = 1, 2, 6: the loss in w is (2 w^2 - 10 w + ...) / 3, with (0.5 / 2) w^2 least at w = 20 / 11; b = 3.
    const { coefficients, ...solution } = solveColumns([Float64Array.of(-1, 0, 1), Float64Array.of(1, 2, 6)], { l2: 0.5 });
    expect(coefficients[0]?.value).toBeCloseTo(3, 14);
    expect(coefficients[1]?.value).toBeCloseTo(20 / 11, 14);
    // Residuals b + w x - y at -1, 0, 1, and the penalty.
    const w = 20 / 11;
    const rss = (2 - w) ** 2 + 1 + (w - 3) ** 2;
    expect(solution.residualSumOfSquares).toBeCloseTo(rss, 13);
    expect(solution.loss).toBeCloseTo(rss / 3 + 0.25 * w * w, 13);
    // H = (2/3) diag(2, 3) + diag(0.5, 0).
    expect(solution.spectrum.eigenvalues.map((value) => Number(value.toFixed(12)))).toEqual([2, Number((4 / 3 + 0.5).toFixed(12))]);
  });

  it.each([
    { standardize: true, intercept: true, degree: 1, l2: 0.3 },
    { standardize: false, intercept: true, degree: 2, l2: 0.01 },
    { standardize: true, intercept: false, degree: 2, l2: 2 },
  ])('is where the gradient of loss and penalty vanishes: %o', ({ l2, ...design }) => {
    const solution = solveColumns(shifted, { ...design, l2 });
    const matrix = matrixOf(shifted, design);
    const { nFeatures } = matrix.plan;
    const values = solution.coefficients.map(({ value }) => value!);
    const raw = design.intercept ? [...values.slice(1), values[0]!] : [...values, 0];
    const theta = new Float64Array(nFeatures + 1);
    toTraining(Float64Array.from(raw), matrix.summary.scaling, theta);
    const { loss, gradient } = evaluate(matrix, theta);
    const weights = theta.subarray(0, -1);
    expect(Math.abs((loss + (l2 / 2) * euclideanNorm(weights) ** 2) / solution.loss - 1)).toBeLessThan(1e-12);
    addRidge({ l1: 0, l2, bias: false }, { nFeatures, nOutputs: 1 }, theta, gradient);
    if (!design.intercept) gradient[nFeatures] = 0;
    const scale = euclideanNorm(evaluate(matrix, new Float64Array(nFeatures + 1)).gradient);
    expect(euclideanNorm(gradient)).toBeLessThan(1e-11 * scale);
  });

  it('determines the weights of columns that depend on each other, and gives no standard errors', () => {
    const [a, y] = [shifted[0]!, shifted[3]!];
    const { coefficients, rank, dependentColumns, residualStandardDeviation } = solveColumns([a, a, y], { l2: 0.1, standardize: true });
    expect([rank, dependentColumns, residualStandardDeviation]).toEqual([3, [], null]);
    expect(Math.abs(coefficients[1]!.value! / coefficients[2]!.value! - 1)).toBeLessThan(1e-12);
    for (const { standardError, t, p, low, high, vif } of coefficients) {
      expect([standardError, t, p, low, high, vif]).toEqual([null, null, null, null, null, null]);
    }
  });
});
