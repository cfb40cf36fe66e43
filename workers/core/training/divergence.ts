import { hasHessian } from '../losses/properties';
import { stabilityFactor } from '../optimisers/create';
import type { Divergence, Method, OptimizerSettings } from '../schema';
import { formatCount } from '../text/counted';
import { shortNumber } from '../text/shortNumber';

const GROWTH = 1e6;
/**
 * A first loss of next to nothing (the exact parameters were given) is no measure: it may grow to the loss of
 * theta = 0.
 */
const LEAST_LOSS = 1 / GROWTH;

/** The loss beyond which a run has lost all sense. `lossAtZero` is that of theta = 0. The loss of counts may be negative. */
export const divergenceThreshold = (firstLoss: number, lossAtZero: number): number =>
  GROWTH * Math.max(Math.abs(firstLoss), LEAST_LOSS * Math.abs(lossAtZero));

/** Largest number of `digits` significant digits that is not greater than a positive x. */
export const roundDown = (x: number, digits: number): number => {
  const rounded = Number(x.toPrecision(digits));
  if (rounded <= x) return rounded;
  const exponent = Math.floor(Math.log10(x));
  return Number((rounded - 10 ** (exponent - digits + 1)).toPrecision(digits));
};

const words = (step: number, loss: number, learningRate: number): string => {
  const when = `at step ${formatCount(step)}`;
  const rate = `learning rate ${shortNumber(learningRate)}`;
  return Number.isFinite(loss)
    ? `The loss grew past any sense ${when} (${shortNumber(loss, 3)}, ${rate})`
    : `The loss left the range of numbers ${when} (${rate})`;
};

/**
 * A rate that cannot diverge where lambdaMax bounds the Hessian everywhere: 1 / lambdaMax, for heavy ball (1 - momentum) /
 * lambdaMax.
 * Source: Nesterov, Introductory Lectures on Convex Optimization (2004), theorem 2.1.14; Ghadimi, Feyzmahdavian and
 * Johansson, Global convergence of the heavy-ball method for convex optimization (2015), theorem 1.
 */
const safeUnderBound = (optimizer: OptimizerSettings, lambdaMax: number): number =>
  (optimizer.kind === 'heavy-ball' ? 1 - optimizer.momentum : 1) / lambdaMax;

/** Whether a search along the gradient is another way out than a guess. */
const canSearch = ({ loss, optimizer, schedule, batchSize, clip }: Method): boolean =>
  hasHessian(loss) &&
  optimizer.kind === 'gradient-descent' &&
  schedule.kind === 'constant' &&
  batchSize === null &&
  clip === null;

/**
 * What to say of a run that diverged. `lambdaMax` is the largest eigenvalue of the Hessian of the objective's smooth part, which
 * for squared loss is the same everywhere: descent then converges exactly when 0 < eta < c / lambdaMax (see
 * stabilityFactor in workers/core/optimisers), and half of that is safe. For other losses it is a bound that holds
 * everywhere (see curvatureBound), from which a safe rate follows but no limit. null where it could not be had.
 */
export const describeDivergence = (
  step: number,
  loss: number,
  learningRate: number,
  lambdaMax: number | null,
  method: Method,
): Divergence => {
  if (step === 0) {
    return {
      message:
        'The loss of the initial parameters is not a finite number. Begin from smaller ones, or from zeros.',
      limit: null,
      suggestedLearningRate: null,
    };
  }
  const grown = words(step, loss, learningRate);
  const factor = stabilityFactor(method.optimizer);
  if (lambdaMax === null || factor === null || method.batchSize !== null) {
    const search = canSearch(method) ? ', or the schedule armijo, which finds one' : '';
    return { message: `${grown}: choose a smaller learning rate${search}.`, limit: null, suggestedLearningRate: null };
  }
  if (method.loss.kind !== 'squared') {
    const safe = roundDown(safeUnderBound(method.optimizer, lambdaMax), 2);
    const message = `${grown}: a rate of ${shortNumber(safe)} is safe on this data.`;
    return { message, limit: null, suggestedLearningRate: safe };
  }
  const limit = factor / lambdaMax;
  const safe = roundDown(limit / 2, 2);
  return {
    message: `${grown}: a rate below ${shortNumber(roundDown(limit, 2))} converges on this data; ${shortNumber(safe)} is safe.`,
    limit,
    suggestedLearningRate: safe,
  };
};

/**
 * Whether a mean logistic or softmax loss over all rows proves that the classes can be told apart without an error: below log(2) / n the
 * loss of each row is below log 2 (with weights of mean 1, the least of them times log(2) / n), so each row's own class has a probability above 1 / 2. Then the loss has no minimum,
 * for twice the parameters have less of it.
 * Source: A. Albert and J. A. Anderson, On the Existence of Maximum Likelihood Estimates in Logistic Regression Models (1984).
 */
export const provesSeparation = (meanLoss: number, nSamples: number, leastWeight: number): boolean =>
  meanLoss < (leastWeight * Math.LN2) / nSamples;

/** How such a run ends. */
export const describeSeparation = (step: number): Divergence => ({
  message: `At step ${formatCount(step)} every row is on the right side: without a penalty the weights would grow for ever. Add an L2 penalty, for example 0.01.`,
  limit: null,
  suggestedLearningRate: null,
});
