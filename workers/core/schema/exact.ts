import type { LossSettings } from './method';
import type { DesignSettings, InitialParameters } from './run';

/**
 * The exact twin of a linear model: what is asked, and what is known of the least-squares solution. Plain
 * data.
 */

export interface SolveSettings extends DesignSettings {
  /** Squared: by QR. Those with a Hessian: by Newton's method. The others have no twin. */
  loss: LossSettings;
  /** Added to the loss as in Penalty: a penalised fit has coefficients, but no standard errors. */
  l2: number;
  /** Whether the rows are to be those of a run with batches, which are shuffled: the shards can then serve both. */
  isShuffled: boolean;
  /** Column indices of the dataset. */
  target: number;
  features: number[];
  /** Whether training runs on standardised columns: the spectrum is that of the space in which it runs. */
  standardize: boolean;
  /** Where descent begins, for `startGaps`. */
  init: InitialParameters;
}

/**
 * In the units of the file. A column that depends on earlier ones is left out of the fit, and all its figures
 * are null.
 */
export interface ExactCoefficient {
  /** `(intercept)`, the feature's name, or `name^2` and so on. */
  name: string;
  value: number | null;
  /** null where there are no more rows than coefficients, and where a note says why. */
  standardError: number | null;
  /** For likelihoods other than the normal one z = value / standardError, and p and interval of the normal distribution. */
  t: number | null;
  /** Two-sided. */
  p: number | null;
  /** 95 % confidence interval. */
  low: number | null;
  high: number | null;
  /** Variance inflation factor; null for the intercept. */
  vif: number | null;
}

/**
 * To the precision of the data: name = sum of factor * column, the column `(intercept)` being 1 in every row.
 */
export interface DependentColumn {
  name: string;
  combination: { name: string; factor: number }[];
}

/**
 * Of H = (2/n) X'X with X = [Phi, 1] (no 1 without an intercept), in the space in which training runs, and the penalty's l2 on
 * the weights; for other losses than the squared one of the Hessian at the minimum.
 */
export interface Spectrum {
  /** Descending; exactly 0 beyond the rank. */
  eigenvalues: number[];
  lambdaMax: number;
  lambdaMin: number;
  /** lambdaMax / lambdaMin; null where lambdaMin is 0. */
  conditionNumber: number | null;
  /** 2 / lambdaMax: descent with a constant learning rate converges exactly below it. */
  divergenceLimit: number | null;
  /** 2 / (lambdaMin + lambdaMax), lambdaMin being the least eigenvalue above 0. */
  bestLearningRate: number | null;
}

export interface ExactSolution extends Spectrum {
  targetName: string;
  /** Labels of the classes; null where the target is a quantity. */
  classNames: string[] | null;
  /**
   * Components of theta_0 - theta* along the eigenvectors, in the order of the eigenvalues: all that `predictedLoss` needs. null
   * with more than 200 parameters, and for other losses than the squared one.
   */
  startGaps: number[] | null;
  /** The intercept first, then each feature's powers in turn. For softmax those of each class in turn, its label before the name. */
  coefficients: ExactCoefficient[];
  dependentColumns: DependentColumn[];
  nSamples: number;
  rowsSkipped: number;
  /** Columns of X that do not depend on earlier ones, the intercept's included. */
  rank: number;
  /** nSamples - rank. */
  degreesOfFreedom: number;
  /** null for other losses than the squared one. */
  residualSumOfSquares: number | null;
  /** The least objective that descent can reach: for squared loss without a penalty the mean squared error. */
  loss: number;
  /** sqrt(residualSumOfSquares / degreesOfFreedom). */
  residualStandardDeviation: number | null;
  /** Without an intercept against a model that predicts 0. null where the target does not vary. */
  rSquared: number | null;
  /** Sentences for the person. */
  notes: string[];
  nWorkers: number;
  elapsedMs: number;
}
