import type { Spectrum } from '../schema';
import { singularValues } from './singularValues';

const positiveOrNull = (value: number): number | null => (value > 0 && Number.isFinite(value) ? value : null);

/**
 * Eigenvalues (2/n) sigma_i^2 of H = (2/n) X'X from the columns of X's triangular factor, which are
 * overwritten; those beyond the rank are 0. Descent on a quadratic loss converges exactly for learning rates
 * below 2 / lambda_max. Along an eigenvalue of 0 neither loss nor parameters change, so the best rate is that
 * of the others.
 */
export const spectrumOf = (columns: Float64Array[], rank: number, nSamples: number): Spectrum => {
  const eigenvalues = Array.from(singularValues(columns), (sigma, i) =>
    i < rank ? sigma * sigma * (2 / nSamples) : 0,
  );
  const lambdaMax = eigenvalues[0] ?? 0;
  const lambdaMin = eigenvalues.at(-1) ?? 0;
  const least = eigenvalues.findLast((value) => value > 0) ?? 0;
  return {
    eigenvalues,
    lambdaMax,
    lambdaMin,
    conditionNumber: positiveOrNull(lambdaMax / lambdaMin),
    divergenceLimit: positiveOrNull(2 / lambdaMax),
    bestLearningRate: positiveOrNull(2 / (least + lambdaMax)),
  };
};
