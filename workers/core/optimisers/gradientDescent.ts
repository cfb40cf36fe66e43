import { softThreshold } from '../losses/penalty';
import type { Penalty } from '../schema';
import type { ParameterShape } from '../training/parameterShape';
import type { Update } from './update';

/** One step of gradient descent, in place: theta <- theta - learningRate * gradient. */
export const descend = (theta: Float64Array, gradient: Float64Array, learningRate: number): void => {
  for (let j = 0; j < theta.length; j++) theta[j] = theta[j]! - learningRate * gradient[j]!;
};

/**
 * Gradient descent; with l1 > 0 proximal: theta <- prox(theta - eta g), the proximal step of eta l1 ||w||_1 being
 * soft thresholding. On a quadratic it converges for eta < 2 / lambda_max, as without l1.
 * Source: Parikh and Boyd, Proximal Algorithms (2014), section 4.2.
 */
export const createGradientDescent = (shape: ParameterShape, penalty: Penalty): Update => ({
  state: [],
  move: (theta, gradient, learningRate) => {
    descend(theta, gradient, learningRate);
    softThreshold(penalty, shape, theta, learningRate);
  },
});
