import type { RowLoss } from './rowLoss';

/**
 * With r = eta - y: l = r^2 / 2, l' = r, l'' = 1 where |r| <= delta, else l = delta (|r| - delta / 2),
 * l' = delta sign(r), l'' = 0. Value and slope have no jump; at |r| = delta the curvature has one.
 * Source: P. J. Huber, Robust Estimation of a Location Parameter (1964), section 1.
 */
export const huberRow = (delta: number): RowLoss => {
  const isNear = (eta: number, y: number): boolean => Math.abs(eta - y) <= delta;
  return {
    value: (eta, y) => {
      const r = eta - y;
      return isNear(eta, y) ? (r * r) / 2 : delta * (Math.abs(r) - delta / 2);
    },
    slope: (eta, y) => (isNear(eta, y) ? eta - y : delta * Math.sign(eta - y)),
    curvature: (eta, y) => (isNear(eta, y) ? 1 : 0),
  };
};
