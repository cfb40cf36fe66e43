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
  workers: 'auto',
} as const;

/**
 * The largest learning rate of one significant digit, at most DEFAULT_SETTINGS.learningRate, that cannot
 * diverge on standardised columns: 0.1 up to 9 features, then 0.9 / d rounded down (20 features: 0.04).
 *
 * Why: with L = (1/n) sum (y_hat - y)^2 and columns of mean 0 and variance 1, the Hessian is diag(2C, 2) with C
 * the correlation matrix of the d features. trace C = d, so lambda_max <= 2 max(d, 1), and descent converges for
 * every eta < 2 / lambda_max, hence for every eta < 1 / d. Columns used as they are have no such bound.
 * Source: Boyd and Vandenberghe, Convex Optimization, section 9.3 (descent on a quadratic).
 */
export const defaultLearningRate = (nFeatures: number): number => {
  const bound = 0.9 / Math.max(nFeatures, 1);
  if (bound >= DEFAULT_SETTINGS.learningRate) return DEFAULT_SETTINGS.learningRate;
  const exponent = Math.floor(Math.log10(bound));
  // The margin keeps 0.9 / 10 = 0.09 from being read as 8.99... hundredths.
  const digit = Math.floor(bound / 10 ** exponent + 1e-9);
  return Number(`${digit}e${exponent}`);
};
