import type { PartName } from './preparation';

/** How good a model is on rows that it was or was not trained on. Plain data, of bounded size for any number of rows. */

export interface RegressionFigures {
  nRows: number;
  /** In the units of the target. */
  rmse: number;
  mae: number;
  /** 1 - SS_residual / SS_total about the mean of these rows; null where the target does not vary. */
  rSquared: number | null;
  /** 1 - (1 - R^2) (n - 1) / (n - p - 1), of the training part alone; null elsewhere, and where n <= p + 1. */
  adjustedRSquared: number | null;
  /** The mean loss that was trained on. */
  loss: number;
}

/** Counts in a grid of equal cells, row by row from the lowest y. */
export interface BinnedPlane {
  xLow: number;
  xHigh: number;
  yLow: number;
  yHigh: number;
  nColumns: number;
  nRows: number;
  counts: number[];
}

export interface LargeResidual {
  /** Of the file, from 1. */
  row: number;
  part: PartName;
  actual: number;
  predicted: number;
}

/** The plots of one part. */
export interface RegressionPlots {
  predictedActual: BinnedPlane;
  residualFitted: BinnedPlane;
  residuals: { low: number; high: number; counts: number[] };
  /** Standardised residuals against the quantiles of the normal distribution: at most 200 points, in order. */
  normalQuantiles: { expected: number[]; found: number[] };
  largest: LargeResidual[];
}

export interface RegressionEvaluation {
  kind: 'regression';
  parts: { part: PartName; figures: RegressionFigures; plots: RegressionPlots }[];
  notes: string[];
}

/** One class against the others, or the second of two. */
export interface ClassCurves {
  className: string;
  nPositive: number;
  nNegative: number;
  /** At most 500 points, in order, from (0, 0) to (1, 1); `area` is exact (ties count half). null where a side has no rows. */
  roc: { falsePositive: number[]; truePositive: number[]; area: number } | null;
  /** Recall ascending. `average` is the average precision, exact. */
  precisionRecall: { recall: number[]; precision: number[]; average: number } | null;
  /** Mean predicted probability and share found in at most 20 bins of equal width; empty ones are left out. */
  calibration: { predicted: number[]; found: number[]; counts: number[] };
  /**
   * Rows of the class and of the others with a probability of at least k / 1000, for k = 0..1000: the confusion matrix at
   * any of these thresholds.
   */
  atLeast: { positive: number[]; negative: number[] };
}

export interface ClassificationFigures {
  nRows: number;
  logLoss: number;
  /** Share of rows whose likeliest class is theirs. */
  accuracy: number;
}

export interface ClassificationEvaluation {
  kind: 'classification';
  classNames: string[];
  parts: {
    part: PartName;
    figures: ClassificationFigures;
    /** Rows by their class, columns by the likeliest one; row after row. */
    confusion: number[];
    /** For two classes the second alone. With more than 20 classes those of the most rows. */
    curves: ClassCurves[];
  }[];
  notes: string[];
}

export type Evaluation = RegressionEvaluation | ClassificationEvaluation;
