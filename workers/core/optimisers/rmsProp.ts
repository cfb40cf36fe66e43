import type { Update } from './update';

/**
 * RMSProp: v <- rho v + (1 - rho) g^2, theta <- theta - eta g / (sqrt(v) + epsilon), v = 0 at first.
 * Source: Tieleman and Hinton, Lecture 6.5, Neural Networks for Machine Learning (2012).
 */
export const createRmsProp = (length: number, decay: number, epsilon: number): Update => {
  const means = new Float64Array(length);
  return {
    state: [means],
    move: (theta, gradient, learningRate) => {
      for (let j = 0; j < length; j++) {
        const g = gradient[j]!;
        means[j] = decay * means[j]! + (1 - decay) * (g * g);
        theta[j] = theta[j]! - (learningRate * g) / (Math.sqrt(means[j]!) + epsilon);
      }
    },
  };
};
