import { curvatureBound } from '../losses/properties';
import type { DesignSettings, LossSettings, Method, OptimizerSettings } from '../schema';
import { stabilityFactor } from '../optimisers/create';

/** What a run is told where a person says nothing: one place for the window and the command line. */
export const DEFAULT_SETTINGS = {
  learningRate: 0.1,
  maxSteps: 1000,
  standardize: true,
  init: { kind: 'zeros' },
  seed: 1,
  /** Stop rules besides the number of steps: off. */
  lossChange: null,
  gradientNorm: null,
  elapsedMs: null,
  patience: null,
  workers: 'auto',
} as const;

/** The columns as they are, in float64, all rows trained on. */
export const DEFAULT_DESIGN: DesignSettings = {
  degree: 1,
  intercept: true,
  scaledBy: 'deviation',
  storage: 'float64',
  validationShare: 0,
  seed: DEFAULT_SETTINGS.seed,
  weightColumn: null,
  partColumn: null,
};

/** Plain gradient descent on the mean squared error of all rows. */
export const DEFAULT_METHOD: Method = {
  loss: { kind: 'squared' },
  penalty: { l1: 0, l2: 0, bias: false },
  optimizer: { kind: 'gradient-descent' },
  schedule: { kind: 'constant' },
  batchSize: null,
  clip: null,
  averageFrom: null,
  gradient: 'sharded',
};

/** The least-squares solution of all rows. */
export const DEFAULT_SOLVE = {
  ...DEFAULT_DESIGN,
  loss: DEFAULT_METHOD.loss,
  l2: 0,
  isShuffled: false,
  init: DEFAULT_SETTINGS.init,
} as const;

/**
 * Those of the authors, or where they named none those of PyTorch: their steps do not go by the gradient's size. The full
 * step of those that find its length by themselves.
 */
const CONVENTIONAL_RATES: Partial<Record<OptimizerSettings['kind'], number>> = {
  adagrad: 0.01,
  rmsprop: 0.01,
  adam: 0.001,
  adamw: 0.001,
  'l-bfgs': 1,
  newton: 1,
};

/**
 * In place of a bound where the loss has none. Poisson: the curvature is the expected count, taken as 20 at most; larger
 * counts ask for a smaller rate, or for a method that finds its own. Absolute and quantile: with 2 a step moves the
 * predictions by less than 1 in the units of the target (root mean square), for a slope has size 1 at most.
 */
const assumedCurvature = ({ kind }: LossSettings): number => (kind === 'poisson' ? 20 : 2);

/** A batch may be of rows far longer than the mean row, which alone has the bound. */
const BATCH_FACTOR = 0.1;

/** Largest number of one significant digit that is not above a positive x. */
const oneDigit = (x: number): number => {
  const exponent = Math.floor(Math.log10(x));
  // The margin keeps 0.9 / 10 = 0.09 from being read as 8.99... hundredths.
  const digit = Math.floor(x * 10 ** -exponent + 1e-9);
  return Number(`${digit}e${exponent}`);
};

/**
 * For gradient descent the largest learning rate of one significant digit that cannot diverge on standardised columns, but
 * at most DEFAULT_SETTINGS.learningRate for squared loss and as much larger for others as their curvature is smaller: for
 * squared loss 0.1 up to 9 columns, then 0.9 / d rounded down (20 columns: 0.04). A penalty or Nesterov's momentum
 * may ask for less. Armijo begins with the limit of columns that are not correlated, and shortens it.
 *
 * Why: with l'' <= B (curvatureBound) and columns of mean 0 and variance 1, the Hessian is at most B diag(C, 1) with C
 * the correlation matrix of the d columns. trace C = d, so lambda_max <= B max(d, 1) + l2, and a method
 * converges for every eta < c / lambda_max, c being 2 for descent: see stabilityFactor. Columns used as they
 * are have no such bound. nColumns counts the powers of features.
 * Source: Boyd and Vandenberghe, Convex Optimization, section 9.3 (descent on a quadratic).
 */
export const defaultLearningRate = (
  nColumns: number,
  { loss, optimizer, penalty, schedule, batchSize }: Method = DEFAULT_METHOD,
): number => {
  const conventional = CONVENTIONAL_RATES[optimizer.kind];
  if (conventional !== undefined) return conventional;
  const curvature = curvatureBound(loss) ?? assumedCurvature(loss);
  if (schedule.kind === 'armijo') return oneDigit(2 / (curvature + penalty.l2));
  const most = (DEFAULT_SETTINGS.learningRate * 2) / curvature;
  // Momentum that widens the bound is not used up: the slowest descent's bound is enough.
  const factor = Math.min(2, stabilityFactor(optimizer) ?? 2);
  const bound = (0.9 * factor) / (curvature * Math.max(nColumns, 1) + penalty.l2);
  return oneDigit(Math.min(bound, most) * (batchSize === null ? 1 : BATCH_FACTOR));
};
