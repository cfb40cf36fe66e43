import { extremeEigenvalues, type Extremes, type LanczosOptions } from '../diagnostics/lanczos';
import type { OptimizerSettings } from '../schema';
import type { Oracle, Point } from './point';

/** Passes over the rows that may go into it. */
const MAX_PRODUCTS = 100;

const extremesAt = (
  oracle: Oracle,
  { theta }: Point,
  tolerance: LanczosOptions['tolerance'],
): Extremes | null =>
  extremeEigenvalues(
    theta.length,
    (v, out) => {
      oracle.hessianProduct(theta, v, out);
      return true;
    },
    { tolerance, maxProducts: MAX_PRODUCTS },
  );

/**
 * The best constant rate that is safe on a parabola, from estimates of the extreme eigenvalues of its Hessian that are
 * on the safe side: lambda_max from above, lambda_min (above 0) not below it.
 *   gradient descent  2 / (lambda_min + lambda_max)
 *   heavy ball        (1 + sqrt(mu))^2 / lambda_max, the largest at which all but the flattest directions shrink by
 *                     sqrt(mu) a step
 *   Nesterov          1 / lambda_max
 * The base rate where there is no curvature.
 * Source: Polyak, Introduction to Optimization (1987), sections 1.4 and 3.2; Nesterov, Introductory Lectures on Convex
 * Optimization (2004), section 2.2.
 */
export const bestConstantRate = (optimizer: OptimizerSettings, oracle: Oracle, point: Point, baseRate: number): number => {
  const isPlain = optimizer.kind === 'gradient-descent';
  const extremes = extremesAt(oracle, point, { largest: 1e-9, smallest: isPlain ? 1e-3 : null });
  if (extremes === null) return baseRate;
  const largest = extremes.largest + extremes.largestError;
  switch (optimizer.kind) {
    case 'heavy-ball':
      return (1 + optimizer.momentum + 2 * Math.sqrt(optimizer.momentum)) / largest;
    case 'nesterov':
      return 1 / largest;
    default:
      return 2 / (extremes.smallest + largest);
  }
};

/** 1 / lambda_max where the point is, a first trial for objectives whose curvature changes; else the base rate. */
export const firstTrialRate = (oracle: Oracle, point: Point, baseRate: number): number => {
  const extremes = extremesAt(oracle, point, { largest: 1e-2, smallest: null });
  return extremes === null ? baseRate : 1 / extremes.largest;
};
