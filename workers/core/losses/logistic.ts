import type { RowLoss } from './rowLoss';

/** 1 / (1 + exp(-eta)), to a few roundings for any eta: no exponential is taken that could overflow. */
export const sigmoid = (eta: number): number => {
  const small = Math.exp(-Math.abs(eta));
  return (eta < 0 ? small : 1) / (1 + small);
};

/**
 * For y = 0 or 1: l = log(1 + exp(eta)) - y eta, l' = p - y, l'' = p (1 - p) with p = sigmoid(eta), the
 * probability of y = 1. With s = eta for y = 0 and -eta for y = 1 that is l = max(s, 0) + log(1 + exp(-|eta|)) and
 * l' = +-sigmoid(s), in which nothing overflows or cancels.
 * Source: Hastie, Tibshirani and Friedman, The Elements of Statistical Learning (2009), section 4.4.1.
 */
export const logisticRow: RowLoss = {
  value: (eta, y) => Math.max(y === 1 ? -eta : eta, 0) + Math.log1p(Math.exp(-Math.abs(eta))),
  slope: (eta, y) => (y === 1 ? -sigmoid(-eta) : sigmoid(eta)),
  curvature: (eta) => sigmoid(eta) * sigmoid(-eta),
};
