import { actsOn, shrink } from '../losses/penalty';
import type { Penalty } from '../schema';
import { nParameters, type ParameterShape } from '../training/parameterShape';
import type { Update } from './update';

/**
 * AdaGrad: G <- G + g^2, h = eta / (sqrt(G) + epsilon), theta <- theta - h g, each element by itself. With
 * l1 > 0 what the penalty acts on is then shrunk by h_j l1, the proximal step in the metric of the method.
 * Source: Duchi, Hazan and Singer, Adaptive subgradient methods (2011), section 5 for the proximal step.
 */
export const createAdaGrad = (epsilon: number, shape: ParameterShape, penalty: Penalty): Update => {
  const sums = new Float64Array(nParameters(shape));
  const { l1 } = penalty;
  return {
    state: [sums],
    move: (theta, gradient, learningRate) => {
      for (let j = 0; j < theta.length; j++) {
        const g = gradient[j]!;
        sums[j] = sums[j]! + g * g;
        const rate = learningRate / (Math.sqrt(sums[j]!) + epsilon);
        const moved = theta[j]! - rate * g;
        theta[j] = l1 > 0 && actsOn(penalty, shape, j) ? shrink(moved, rate * l1) : moved;
      }
    },
  };
};
