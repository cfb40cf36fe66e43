import { softThreshold } from '../losses/penalty';
import type { Penalty } from '../schema';
import { nParameters, type ParameterShape } from '../training/parameterShape';
import type { Update } from './update';

/**
 * Heavy ball: theta+ = prox(theta - eta g + mu (theta - theta_previous)), theta_previous = theta at first.
 * The proximal step is there for l1 > 0 only. On a quadratic it converges for eta < 2 (1 + mu) / lambda_max.
 * Source: Polyak, Some methods of speeding up the convergence of iteration methods (1964); with the proximal
 * step Ochs, Chen, Brox and Pock, iPiano (2014).
 */
export const createHeavyBall = (momentum: number, shape: ParameterShape, penalty: Penalty): Update => {
  const previous = new Float64Array(nParameters(shape));
  const hasMoved = new Float64Array(1);
  return {
    state: [previous, hasMoved],
    move: (theta, gradient, learningRate) => {
      if (hasMoved[0] === 0) previous.set(theta);
      hasMoved[0] = 1;
      for (let j = 0; j < theta.length; j++) {
        const here = theta[j]!;
        theta[j] = here - learningRate * gradient[j]! + momentum * (here - previous[j]!);
        previous[j] = here;
      }
      softThreshold(penalty, shape, theta, learningRate);
    },
  };
};
