import { descend } from '../optimisers/gradientDescent';
import type { Scaling } from '../schema';
import { toRaw } from '../training/parameters';
import type { Basis } from './basis';
import { toNumber } from './doubleDouble';
import type { Factor } from './factor';
import { evaluateFactored, factoredLoss } from './factoredLoss';
import { rawColumns, trainingScaling } from './rawColumns';

/** Where descent with a constant rate stands after so many steps from zeros. */
export interface FactoredDescent {
  learningRate: number;
  nSteps: number;
  /** In the units of the file and the order of the fit's coefficients: the intercept first, where there is one. */
  coefficients: number[];
}

/**
 * theta <- theta - eta (2/n) R'(R theta - Q'y) from zeros in the space in which training runs, on standardised columns of
 * the basis' powers.
 */
export const descendFactored = (
  factor: Factor,
  basis: Basis,
  nSamples: number,
  featureNames: readonly string[],
  { learningRate, nSteps }: { learningRate: number; nSteps: number },
): FactoredDescent => {
  const { means, scales } = trainingScaling(rawColumns(factor, basis, nSamples, featureNames), true);
  const scaling: Scaling = { means: means.map(toNumber), scales };
  const loss = factoredLoss(factor, basis, nSamples, scaling, featureNames);
  const theta = new Float64Array(scales.length + 1);
  const gradient = new Float64Array(theta.length);
  for (let step = 0; step < nSteps; step++) {
    evaluateFactored(loss, theta, gradient);
    descend(theta, gradient, learningRate);
  }
  toRaw(theta, scaling, theta);
  const [weights, bias] = [Array.from(theta.subarray(0, -1)), theta.at(-1)!];
  return { learningRate, nSteps, coefficients: basis.intercept ? [bias, ...weights] : weights };
};
