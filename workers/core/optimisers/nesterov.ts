import { softThreshold } from '../losses/penalty';
import type { Penalty } from '../schema';
import { nParameters, type ParameterShape } from '../training/parameterShape';
import type { Update } from './update';

/**
 * Nesterov's accelerated gradient with a constant momentum: x+ = prox(theta - eta g(theta)),
 * theta+ = x+ + mu (x+ - x), x = theta at first. Theta, the point at which the gradient is taken, is what a
 * run records. The proximal step is there for l1 > 0 only. On a quadratic it converges for
 * eta < (2 + 2 mu) / ((1 + 2 mu) lambda_max).
 * Source: Nesterov, Introductory Lectures on Convex Optimization (2004), section 2.2; with the proximal step
 * Beck and Teboulle, A fast iterative shrinkage-thresholding algorithm (2009).
 */
export const createNesterov = (momentum: number, shape: ParameterShape, penalty: Penalty): Update => {
  const previous = new Float64Array(nParameters(shape));
  const hasMoved = new Float64Array(1);
  const next = new Float64Array(previous.length);
  return {
    state: [previous, hasMoved],
    move: (theta, gradient, learningRate) => {
      if (hasMoved[0] === 0) previous.set(theta);
      hasMoved[0] = 1;
      for (let j = 0; j < theta.length; j++) next[j] = theta[j]! - learningRate * gradient[j]!;
      softThreshold(penalty, shape, next, learningRate);
      for (let j = 0; j < theta.length; j++) {
        theta[j] = next[j]! + momentum * (next[j]! - previous[j]!);
        previous[j] = next[j]!;
      }
    },
  };
};
