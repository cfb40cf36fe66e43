import type { RegressionFigures } from '../schema';
import type { PartRows } from './partRows';
import { weightedMean } from './weightedMean';

/**
 * With the residual r_i = y_i - prediction_i and weights w_i (1 where there are none), sums over the rows of the part:
 * RMSE = sqrt(sum w r^2 / sum w), MAE = sum w |r| / sum w, loss = sum w l_i / sum w,
 * R^2 = 1 - sum w r^2 / sum w (y - y_mean)^2 with y_mean = sum w y / sum w of the same part, and of the training part
 * adjusted R^2 = 1 - (1 - R^2) (n - 1) / (n - p - 1) with n rows and p features.
 * Sources: Hastie, Tibshirani and Friedman, The Elements of Statistical Learning (2009), section 7.2; Draper and Smith,
 * Applied Regression Analysis (1998), sections 1.3 and 5.2.
 */
export const regressionFigures = (rows: PartRows, nFeatures: number): RegressionFigures => {
  const { actual, predicted, losses, weights, part } = rows;
  const n = actual.length;
  const mean = (term: (i: number) => number): number => weightedMean(weights, n, term);
  const squares = mean((i) => (actual[i]! - predicted[i]!) ** 2);
  const centre = mean((i) => actual[i]!);
  const spread = mean((i) => (actual[i]! - centre) ** 2);
  const varies = actual.some((value) => value !== actual[0]) && spread > 0;
  const rSquared = varies ? 1 - squares / spread : null;
  const spare = n - nFeatures - 1;
  const isAdjusted = part === 'train' && rSquared !== null && spare > 0;
  return {
    nRows: n,
    rmse: Math.sqrt(squares),
    mae: mean((i) => Math.abs(actual[i]! - predicted[i]!)),
    rSquared,
    adjustedRSquared: isAdjusted ? 1 - ((1 - rSquared) * (n - 1)) / spare : null,
    loss: mean((i) => losses[i]!),
  };
};
