import type { RowLoss } from './rowLoss';

/**
 * For a count y with expectation exp(eta): l = exp(eta) - y eta, l' = exp(eta) - y, l'' = exp(eta). The
 * negative log-likelihood without log y!, which no parameter changes; so l may be below 0. From eta = 709.8 on it is
 * infinite.
 * Source: McCullagh and Nelder, Generalized Linear Models (1989), section 6.2.
 */
export const poissonRow: RowLoss = {
  value: (eta, y) => Math.exp(eta) - y * eta,
  slope: (eta, y) => Math.exp(eta) - y,
  curvature: (eta) => Math.exp(eta),
};
