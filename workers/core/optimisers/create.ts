import type { OptimizerKind, OptimizerSettings, Penalty } from '../schema';
import { nParameters, type ParameterShape } from '../training/parameterShape';
import { createAdaGrad } from './adaGrad';
import { createAdam } from './adam';
import { createGradientDescent } from './gradientDescent';
import { createHeavyBall } from './heavyBall';
import { createNesterov } from './nesterov';
import { createRmsProp } from './rmsProp';
import type { Update } from './update';

/**
 * Those whose step has a proximal form in use here. RMSProp and Adam have none that is established, and a
 * subgradient in its place would never make a weight 0.
 */
const PROXIMAL: readonly OptimizerKind[] = ['gradient-descent', 'heavy-ball', 'nesterov', 'adagrad'];
export const hasProximalStep = (kind: OptimizerKind): boolean => PROXIMAL.includes(kind);

/** What makes a step out of a gradient. l1 > 0 only where hasProximalStep. */
export const createOptimiser = (settings: OptimizerSettings, shape: ParameterShape, penalty: Penalty): Update => {
  switch (settings.kind) {
    case 'gradient-descent':
      return createGradientDescent(shape, penalty);
    case 'heavy-ball':
      return createHeavyBall(settings.momentum, shape, penalty);
    case 'nesterov':
      return createNesterov(settings.momentum, shape, penalty);
    case 'adagrad':
      return createAdaGrad(settings.epsilon, shape, penalty);
    case 'rmsprop':
      return createRmsProp(nParameters(shape), settings.decay, settings.epsilon);
    case 'adam':
      return createAdam({ ...settings, weightDecay: 0 }, shape, penalty);
    case 'adamw':
      return createAdam(settings, shape, penalty);
    case 'l-bfgs':
    case 'newton':
      throw new RangeError(`${settings.kind} makes its steps by itself.`);
  }
};

/**
 * c where a constant learning rate below c / lambda_max converges on a quadratic, or null where the steps
 * do not go by lambda_max. See the optimisers for the bounds.
 */
export const stabilityFactor = (settings: OptimizerSettings): number | null => {
  switch (settings.kind) {
    case 'gradient-descent':
      return 2;
    case 'heavy-ball':
      return 2 * (1 + settings.momentum);
    case 'nesterov':
      return (2 + 2 * settings.momentum) / (1 + 2 * settings.momentum);
    default:
      return null;
  }
};
