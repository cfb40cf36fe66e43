import type { DesignSettings, Method, OptimizerSettings } from '../schema';
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
  storage: 'float64',
  validationShare: 0,
  seed: DEFAULT_SETTINGS.seed,
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

/** Those of the authors, or where they named none those of PyTorch: their steps do not go by the gradient's size. */
const ADAPTIVE_RATES: Partial<Record<OptimizerSettings['kind'], number>> = {
  adagrad: 0.01,
  rmsprop: 0.01,
  adam: 0.001,
  adamw: 0.001,
};

/**
 * For gradient descent the largest learning rate of one significant digit, at most
 * DEFAULT_SETTINGS.learningRate, that cannot diverge on standardised columns: 0.1 up to 9 features, then
 * 0.9 / d rounded down (20 features: 0.04). A penalty or Nesterov's momentum may ask for less.
 *
 * Why: with L = (1/n) sum (y_hat - y)^2 and columns of mean 0 and variance 1, the Hessian is diag(2C, 2) with C
 * the correlation matrix of the d features. trace C = d, so lambda_max <= 2 max(d, 1) + l2, and a method
 * converges for every eta < c / lambda_max, c being 2 for descent: see stabilityFactor. Columns used as they
 * are have no such bound.
 * Source: Boyd and Vandenberghe, Convex Optimization, section 9.3 (descent on a quadratic).
 */
export const defaultLearningRate = (
  nFeatures: number,
  { optimizer, penalty }: Pick<Method, 'optimizer' | 'penalty'> = DEFAULT_METHOD,
): number => {
  const conventional = ADAPTIVE_RATES[optimizer.kind];
  if (conventional !== undefined) return conventional;
  // Momentum that widens the bound is not used up: the slowest descent's bound is enough.
  const factor = Math.min(2, stabilityFactor(optimizer) ?? 2);
  const bound = (0.9 * factor) / (2 * Math.max(nFeatures, 1) + penalty.l2);
  if (bound >= DEFAULT_SETTINGS.learningRate) return DEFAULT_SETTINGS.learningRate;
  const exponent = Math.floor(Math.log10(bound));
  // The margin keeps 0.9 / 10 = 0.09 from being read as 8.99... hundredths.
  const digit = Math.floor(bound / 10 ** exponent + 1e-9);
  return Number(`${digit}e${exponent}`);
};
