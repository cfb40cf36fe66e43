import type { RowLoss } from './rowLoss';

/**
 * With u = y - eta: l = max(q u, (q - 1) u), l' = -q where u > 0, 1 - q where u < 0. At u = 0, where any
 * slope between these is a subgradient, it is 0: a row that is met pulls nowhere. l'' = 0.
 * Source: R. Koenker and G. Bassett, Regression Quantiles (1978), section 3.
 */
export const quantileRow = (quantile: number): RowLoss => ({
  value: (eta, y) => Math.max(quantile * (y - eta), (quantile - 1) * (y - eta)),
  slope: (eta, y) => (eta < y ? -quantile : eta > y ? 1 - quantile : eta - y),
  curvature: () => 0,
});

/** l = |eta - y|, l' = sign(eta - y), which is 0 at eta = y, l'' = 0: twice the loss of the quantile 1 / 2. */
export const absoluteRow: RowLoss = {
  value: (eta, y) => Math.abs(eta - y),
  slope: (eta, y) => Math.sign(eta - y),
  curvature: () => 0,
};
