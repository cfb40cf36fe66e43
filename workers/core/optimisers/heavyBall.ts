import { softThreshold } from '../losses/penalty';
import type { Update } from './update';

/**
 * Heavy ball: theta+ = prox(theta - eta g + mu (theta - theta_previous)), theta_previous = theta at first.
 * The proximal step is there for l1 > 0 only. On a quadratic it converges for eta < 2 (1 + mu) / lambda_max.
 * Source: Polyak, Some methods of speeding up the convergence of iteration methods (1964); with the proximal
 * step Ochs, Chen, Brox and Pock, iPiano (2014).
 */
export const createHeavyBall = (length: number, momentum: number, l1: number): Update => {
  const previous = new Float64Array(length);
  let isFirst = true;
  return (theta, gradient, learningRate) => {
    if (isFirst) previous.set(theta);
    isFirst = false;
    for (let j = 0; j < length; j++) {
      const here = theta[j]!;
      theta[j] = here - learningRate * gradient[j]! + momentum * (here - previous[j]!);
      previous[j] = here;
    }
    if (l1 > 0) softThreshold(theta, learningRate * l1);
  };
};
