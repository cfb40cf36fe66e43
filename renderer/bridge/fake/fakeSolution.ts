import type { ExactSolution, SolveSettings } from '../../../electron/contract';
import { FAKE_BIAS, FAKE_WEIGHTS, type FakeDataset } from './fakeDataset';

/** What the made-up data were made from, and a spectrum near theirs. */
export function fakeSolution(dataset: FakeDataset, { target, features, init }: SolveSettings): ExactSolution {
  const nameOf = (index: number): string => dataset.names[index] ?? '';
  const coefficient = (name: string, value: number) => {
    const standardError = 0.0065;
    const [low, high] = [value - 2 * standardError, value + 2 * standardError];
    return { name, value, standardError, t: value / standardError, p: 0, low, high, vif: 1 };
  };
  const eigenvalues = [2.1, ...features.map(() => 2)];
  const nSamples = dataset.rows.length;
  const degreesOfFreedom = nSamples - eigenvalues.length;
  const residualStandardDeviation = 0.1;
  const residualSumOfSquares = residualStandardDeviation ** 2 * degreesOfFreedom;
  return {
    targetName: nameOf(target),
    classNames: null,
    coefficients: [
      { ...coefficient('(intercept)', FAKE_BIAS), vif: null },
      ...features.map((index) => coefficient(nameOf(index), FAKE_WEIGHTS[index] ?? 0)),
    ],
    // The columns are nearly uncorrelated, so that each eigenvector is about one of them; the bias comes first.
    startGaps: init.kind === 'zeros' ? [-FAKE_BIAS, ...features.map((index) => -(FAKE_WEIGHTS[index] ?? 0))] : null,
    dependentColumns: [],
    eigenvalues,
    lambdaMax: 2.1,
    lambdaMin: 2,
    conditionNumber: 1.05,
    divergenceLimit: 2 / 2.1,
    bestLearningRate: 2 / 4.1,
    nSamples,
    rowsSkipped: 0,
    rank: eigenvalues.length,
    degreesOfFreedom,
    residualSumOfSquares,
    loss: residualSumOfSquares / nSamples,
    residualStandardDeviation,
    rSquared: 0.999,
    notes: [],
    nWorkers: 1,
    elapsedMs: 1,
  };
}
