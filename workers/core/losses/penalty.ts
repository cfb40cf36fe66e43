import type { Penalty } from '../schema';
import { isBias, type ParameterShape } from '../training/parameterShape';

/** Whether the penalty acts on theta[j]: on the weights, on a bias only where it says so. */
export const actsOn = ({ bias }: Penalty, shape: ParameterShape, j: number): boolean => bias || !isBias(shape, j);

/**
 * The penalty P(theta) = l1 ||w||_1 + (l2 / 2) ||w||^2, w being what it acts on. Its smooth part, l2, joins the
 * gradient; l1 is left to a proximal step.
 * Source: Hastie, Tibshirani and Wainwright, Statistical Learning with Sparsity (2015), sections 4.2 and 5.3.
 */
export const penaltyOf = (penalty: Penalty, shape: ParameterShape, theta: Float64Array): number => {
  const { l1, l2 } = penalty;
  let absolute = 0;
  let squares = 0;
  for (let j = 0; j < theta.length; j++) {
    if (!actsOn(penalty, shape, j)) continue;
    absolute += Math.abs(theta[j]!);
    squares += theta[j]! * theta[j]!;
  }
  // A penalty that is off must not make infinity times 0 of weights that run away.
  return (l1 > 0 ? l1 * absolute : 0) + (l2 > 0 ? (l2 / 2) * squares : 0);
};

export const isPenalised = ({ l1, l2 }: Penalty): boolean => l1 > 0 || l2 > 0;

/** out_j <- out_j + l2 v_j where the penalty acts: its gradient at v = theta, and its Hessian's product with any v. */
export const addRidge = (penalty: Penalty, shape: ParameterShape, v: Float64Array, out: Float64Array): void => {
  if (!(penalty.l2 > 0)) return;
  for (let j = 0; j < v.length; j++) {
    if (actsOn(penalty, shape, j)) out[j] = out[j]! + penalty.l2 * v[j]!;
  }
};

/** sign(x) max(|x| - threshold, 0); NaN stays NaN. */
export const shrink = (x: number, threshold: number): number => {
  if (x > threshold) return x - threshold;
  if (x < -threshold) return x + threshold;
  return Number.isNaN(x) ? x : 0;
};

/** The proximal step of rate * l1 ||w||_1, soft thresholding, in place. */
export const softThreshold = (penalty: Penalty, shape: ParameterShape, theta: Float64Array, rate: number): void => {
  if (!(penalty.l1 > 0)) return;
  for (let j = 0; j < theta.length; j++) {
    if (actsOn(penalty, shape, j)) theta[j] = shrink(theta[j]!, rate * penalty.l1);
  }
};

/** l1 (||to||_1 - ||from||_1) where the penalty acts, element by element, so that a small change keeps its digits. */
export const absoluteChange = (
  penalty: Penalty,
  shape: ParameterShape,
  from: Float64Array,
  to: Float64Array,
): number => {
  let change = 0;
  if (!(penalty.l1 > 0)) return change;
  for (let j = 0; j < from.length; j++) {
    if (actsOn(penalty, shape, j)) change += Math.abs(to[j]!) - Math.abs(from[j]!);
  }
  return penalty.l1 * change;
};

/**
 * The shortest subgradient of smooth + l1 ||w||_1: g_j + l1 sign(w_j), shrink(g_j, l1) where w_j is 0, and g_j where
 * the penalty does not act. It is 0 exactly at a minimum (the KKT conditions). As many numbers as theta has go to `out`.
 */
export const leastSubgradient = (
  penalty: Penalty,
  shape: ParameterShape,
  theta: Float64Array,
  gradient: Float64Array,
  out: Float64Array,
): void => {
  for (let j = 0; j < theta.length; j++) {
    const weight = theta[j]!;
    const slope = gradient[j]!;
    if (!actsOn(penalty, shape, j)) out[j] = slope;
    else out[j] = weight === 0 ? shrink(slope, penalty.l1) : slope + penalty.l1 * Math.sign(weight);
  }
};
