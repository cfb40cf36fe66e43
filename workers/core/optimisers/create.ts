import type { OptimizerKind, OptimizerSettings } from '../schema';
import { createAdaGrad } from './adaGrad';
import { createAdam } from './adam';
import { createProximalDescent, descend } from './gradientDescent';
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

/** An optimiser for `length` parameters, the bias last. `l1` > 0 only where hasProximalStep. */
export const createOptimiser = (settings: OptimizerSettings, length: number, l1: number): Update => {
  switch (settings.kind) {
    case 'gradient-descent':
      return l1 > 0 ? createProximalDescent(l1) : descend;
    case 'heavy-ball':
      return createHeavyBall(length, settings.momentum, l1);
    case 'nesterov':
      return createNesterov(length, settings.momentum, l1);
    case 'adagrad':
      return createAdaGrad(length, settings.epsilon, l1);
    case 'rmsprop':
      return createRmsProp(length, settings.decay, settings.epsilon);
    case 'adam':
      return createAdam(length, { ...settings, weightDecay: 0 });
    case 'adamw':
      return createAdam(length, settings);
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
