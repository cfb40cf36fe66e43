import type { Penalty } from '../schema';

/**
 * The penalty P(w) = l1 ||w||_1 + (l2 / 2) ||w||^2 on the weights of theta = [w..., b]; the bias, which is
 * last, is free. Its smooth part, l2, joins the gradient; l1 is left to a proximal step.
 * Source: Hastie, Tibshirani and Wainwright, Statistical Learning with Sparsity (2015), sections 4.2 and 5.3.
 */
export const penaltyOf = ({ l1, l2 }: Penalty, theta: Float64Array): number => {
  let absolute = 0;
  let squares = 0;
  for (let j = 0; j < theta.length - 1; j++) {
    absolute += Math.abs(theta[j]!);
    squares += theta[j]! * theta[j]!;
  }
  // A penalty that is off must not make infinity times 0 of weights that run away.
  return (l1 > 0 ? l1 * absolute : 0) + (l2 > 0 ? (l2 / 2) * squares : 0);
};

export const isPenalised = ({ l1, l2 }: Penalty): boolean => l1 > 0 || l2 > 0;

/** gradient_j <- gradient_j + l2 w_j. */
export const addRidgeGradient = (l2: number, theta: Float64Array, gradient: Float64Array): void => {
  for (let j = 0; j < theta.length - 1; j++) gradient[j] = gradient[j]! + l2 * theta[j]!;
};

/** sign(x) max(|x| - threshold, 0); NaN stays NaN. */
export const shrink = (x: number, threshold: number): number => {
  if (x > threshold) return x - threshold;
  if (x < -threshold) return x + threshold;
  return Number.isNaN(x) ? x : 0;
};

/** The proximal step of threshold * ||w||_1, in place; the bias stays. */
export const softThreshold = (theta: Float64Array, threshold: number): void => {
  for (let j = 0; j < theta.length - 1; j++) theta[j] = shrink(theta[j]!, threshold);
};

/**
 * The shortest subgradient of smooth + l1 ||w||_1: g_j + l1 sign(w_j), and shrink(g_j, l1) where w_j is 0. It
 * is 0 exactly at a minimum (the KKT conditions). d + 1 numbers go to `out`.
 */
export const leastSubgradient = (
  l1: number,
  theta: Float64Array,
  gradient: Float64Array,
  out: Float64Array,
): void => {
  const bias = theta.length - 1;
  for (let j = 0; j < bias; j++) {
    const weight = theta[j]!;
    out[j] = weight === 0 ? shrink(gradient[j]!, l1) : gradient[j]! + l1 * Math.sign(weight);
  }
  out[bias] = gradient[bias]!;
};
