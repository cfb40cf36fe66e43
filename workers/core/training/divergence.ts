import type { Divergence } from '../schema';

const GROWTH = 1e6;
/**
 * A first loss of next to nothing (the exact parameters were given) is no measure: it may grow to the loss of
 * theta = 0.
 */
const LEAST_LOSS = 1 / GROWTH;

/** The loss beyond which a run has lost all sense. `lossAtZero` is the mean of y^2, the loss of theta = 0. */
export const divergenceThreshold = (firstLoss: number, lossAtZero: number): number =>
  GROWTH * Math.max(firstLoss, LEAST_LOSS * lossAtZero);

/** Largest number of `digits` significant digits that is not greater than a positive x. */
export const roundDown = (x: number, digits: number): number => {
  const rounded = Number(x.toPrecision(digits));
  if (rounded <= x) return rounded;
  const exponent = Math.floor(Math.log10(x));
  return Number((rounded - 10 ** (exponent - digits + 1)).toPrecision(digits));
};

/**
 * Descent on a quadratic converges exactly when 0 < eta < factor / lambda_max, for gradient descent with
 * factor 2; half of that is safe. `lambdaMax`, of the objective's smooth part, is null where it could not be
 * had. See stabilityFactor in workers/core/optimisers.
 */
export const describeDivergence = (
  step: number,
  loss: number,
  learningRate: number,
  lambdaMax: number | null,
  factor = 2,
): Divergence => {
  const grown = Number.isFinite(loss)
    ? `The loss grew past any sense at step ${step} (${loss.toPrecision(3)}, learning rate ${learningRate})`
    : `The loss left the range of numbers at step ${step} (learning rate ${learningRate})`;
  if (step === 0) {
    return {
      message:
        'The loss of the initial parameters is not a finite number. Begin from smaller ones, or from zeros.',
      limit: null,
      suggestedLearningRate: null,
    };
  }
  if (lambdaMax === null) {
    return { message: `${grown}: choose a smaller learning rate.`, limit: null, suggestedLearningRate: null };
  }
  const limit = factor / lambdaMax;
  const safe = roundDown(limit / 2, 2);
  return {
    message: `${grown}: a rate below ${roundDown(limit, 2)} converges on this data; ${safe} is safe.`,
    limit,
    suggestedLearningRate: safe,
  };
};
