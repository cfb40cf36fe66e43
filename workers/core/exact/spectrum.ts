import type { Spectrum } from '../schema';
import { dot } from '../training/vectors';
import { columnsOfLoss, inColumnOrder, type FactoredLoss } from './factoredLoss';
import { singularSystem, singularValues } from './singularValues';

const positiveOrNull = (value: number): number | null => (value > 0 && Number.isFinite(value) ? value : null);

/** Of eigenvalues in descending order. */
export const describeSpectrum = (eigenvalues: number[]): Spectrum => {
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

const eigenvaluesOf = (values: Float64Array, rank: number, nSamples: number): number[] =>
  Array.from(values, (sigma, i) => (i < rank ? sigma * sigma * (2 / nSamples) : 0));

/**
 * Eigenvalues (2/n) sigma_i^2 of H = (2/n) X'X from X's triangular factor; those beyond the rank are 0. Descent on a
 * quadratic loss converges exactly for learning rates below 2 / lambda_max. Along an eigenvalue of 0 neither loss nor
 * parameters change, so the best rate is that of the others.
 */
export const spectrumOf = (loss: FactoredLoss, rank: number): Spectrum =>
  describeSpectrum(eigenvaluesOf(singularValues(columnsOfLoss(loss), rank), rank, loss.nSamples));

/**
 * The spectrum with the components c_i = v_i'(theta_0 - theta*) of the first distance to the optimum along the eigenvectors,
 * in the order of the eigenvalues: with X = U Sigma V' it is c_i = v_i'theta_0 - u_i'y / sigma_i, and 0 beyond the rank.
 */
export const spectrumWithGaps = (
  loss: FactoredLoss,
  rank: number,
  theta0: Float64Array,
): Spectrum & { startGaps: number[] } => {
  const { values, scaled, right } = singularSystem(columnsOfLoss(loss));
  const start = inColumnOrder(theta0, loss.intercept);
  const startGaps = Array.from(values, (sigma, i) =>
    i < rank ? dot(right[i]!, start) - dot(scaled[i]!, loss.projected) / sigma / sigma : 0,
  );
  return { ...describeSpectrum(eigenvaluesOf(values, rank, loss.nSamples)), startGaps };
};
