import { shrink } from '../losses/penalty';
import type { Update } from './update';

/**
 * AdaGrad: G <- G + g^2, h = eta / (sqrt(G) + epsilon), theta <- theta - h g, each element by itself. With
 * l1 > 0 weight j is then shrunk by h_j l1, the proximal step in the metric of the method; the bias is not.
 * Source: Duchi, Hazan and Singer, Adaptive subgradient methods (2011), section 5 for the proximal step.
 */
export const createAdaGrad = (length: number, epsilon: number, l1: number): Update => {
  const sums = new Float64Array(length);
  const bias = length - 1;
  return (theta, gradient, learningRate) => {
    for (let j = 0; j < length; j++) {
      const g = gradient[j]!;
      sums[j] = sums[j]! + g * g;
      const rate = learningRate / (Math.sqrt(sums[j]!) + epsilon);
      const moved = theta[j]! - rate * g;
      theta[j] = l1 > 0 && j !== bias ? shrink(moved, rate * l1) : moved;
    }
  };
};
