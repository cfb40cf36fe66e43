import { softThreshold } from '../losses/penalty';
import type { Update } from './update';

/** One step of gradient descent, in place: theta <- theta - learningRate * gradient. */
export const descend: Update = (theta, gradient, learningRate) => {
  for (let j = 0; j < theta.length; j++) theta[j] = theta[j]! - learningRate * gradient[j]!;
};

/**
 * Proximal gradient descent, theta <- prox(theta - eta g), the proximal step of eta l1 ||w||_1 being soft
 * thresholding. On a quadratic it converges for eta < 2 / lambda_max, as without l1.
 * Source: Parikh and Boyd, Proximal Algorithms (2014), section 4.2.
 */
export const createProximalDescent =
  (l1: number): Update =>
  (theta, gradient, learningRate) => {
    descend(theta, gradient, learningRate);
    softThreshold(theta, learningRate * l1);
  };
