import { softThreshold } from '../losses/penalty';
import type { Update } from './update';

/**
 * Nesterov's accelerated gradient with a constant momentum: x+ = prox(theta - eta g(theta)),
 * theta+ = x+ + mu (x+ - x), x = theta at first. Theta, the point at which the gradient is taken, is what a
 * run records. The proximal step is there for l1 > 0 only. On a quadratic it converges for
 * eta < (2 + 2 mu) / ((1 + 2 mu) lambda_max).
 * Source: Nesterov, Introductory Lectures on Convex Optimization (2004), section 2.2; with the proximal step
 * Beck and Teboulle, A fast iterative shrinkage-thresholding algorithm (2009).
 */
export const createNesterov = (length: number, momentum: number, l1: number): Update => {
  const previous = new Float64Array(length);
  const next = new Float64Array(length);
  let isFirst = true;
  return (theta, gradient, learningRate) => {
    if (isFirst) previous.set(theta);
    isFirst = false;
    for (let j = 0; j < length; j++) next[j] = theta[j]! - learningRate * gradient[j]!;
    if (l1 > 0) softThreshold(next, learningRate * l1);
    for (let j = 0; j < length; j++) {
      theta[j] = next[j]! + momentum * (next[j]! - previous[j]!);
      previous[j] = next[j]!;
    }
  };
};
