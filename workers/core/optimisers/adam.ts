import { actsOn } from '../losses/penalty';
import type { Penalty } from '../schema';
import { nParameters, type ParameterShape } from '../training/parameterShape';
import type { Update } from './update';

export interface AdamParameters {
  beta1: number;
  beta2: number;
  epsilon: number;
  /** 0: plain Adam. */
  weightDecay: number;
}

/**
 * Adam: m <- beta1 m + (1 - beta1) g, v <- beta2 v + (1 - beta2) g^2, and with t counted from 1
 * theta <- theta - eta (m / (1 - beta1^t)) / (sqrt(v / (1 - beta2^t)) + epsilon).
 * AdamW shrinks what a penalty acts on by the factor 1 - eta weightDecay before that.
 * Source: Kingma and Ba, Adam (2015), algorithm 1; Loshchilov and Hutter, Decoupled weight decay
 * regularization (2019), algorithm 2.
 */
export const createAdam = (parameters: AdamParameters, shape: ParameterShape, penalty: Penalty): Update => {
  const { beta1, beta2, epsilon, weightDecay } = parameters;
  const means = new Float64Array(nParameters(shape));
  const squares = new Float64Array(means.length);
  // beta1^t and beta2^t, by products, for Math.pow need not have the same bits on every machine.
  const powers = Float64Array.of(1, 1);
  return {
    state: [means, squares, powers],
    move: (theta, gradient, learningRate) => {
      const power1 = (powers[0] = powers[0]! * beta1);
      const power2 = (powers[1] = powers[1]! * beta2);
      const kept = 1 - learningRate * weightDecay;
      for (let j = 0; j < theta.length; j++) {
        const g = gradient[j]!;
        means[j] = beta1 * means[j]! + (1 - beta1) * g;
        squares[j] = beta2 * squares[j]! + (1 - beta2) * (g * g);
        const mean = means[j]! / (1 - power1);
        const square = squares[j]! / (1 - power2);
        const from = weightDecay > 0 && actsOn(penalty, shape, j) ? kept * theta[j]! : theta[j]!;
        theta[j] = from - (learningRate * mean) / (Math.sqrt(square) + epsilon);
      }
    },
  };
};
