import type { RowLoss } from './rowLoss';

/**
 * l = (eta - y)^2, l' = 2 (eta - y), l'' = 2.
 * Source: Hastie, Tibshirani and Friedman, The Elements of Statistical Learning (2009), section 3.2.
 */
export const squaredRow: RowLoss = {
  value: (eta, y) => (eta - y) * (eta - y),
  slope: (eta, y) => 2 * (eta - y),
  curvature: () => 2,
};
