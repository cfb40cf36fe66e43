import { nParameters, type ParameterShape } from '../training/parameterShape';
import { euclideanNorm } from '../training/norm';
import { createLineSearch, CURVATURE } from './lineSearch';
import type { Oracle, Point, Stepper } from './point';
import { createStepPairs } from './stepPairs';
import { createProgress } from './progress';
import { dot } from '../training/vectors';

/** Its gradient need not become shorter at each step. */
const PATIENCE = 10;

/**
 * The length of the minimum along -g of the parabola that fits at theta, g . g / g . H g; 1 / |g| where there is no
 * curvature to go by.
 */
const steepestRate = (oracle: Oracle, { theta, gradient }: Point, isCurved: boolean, out: Float64Array): number => {
  if (isCurved) {
    oracle.hessianProduct(theta, gradient, out);
    const rate = dot(gradient, gradient) / dot(gradient, out);
    if (rate > 0 && rate < Infinity) return rate;
  }
  return 1 / euclideanNorm(gradient);
};

/**
 * L-BFGS: theta <- theta - a B g, with B the estimate of the inverse Hessian by the last `memory` pairs of steps and
 * changes of the gradient, and a by a search for the weak Wolfe conditions that tries 1 first, the step of Newton's
 * method; the learning rate is not used. The first direction, and that after the memory failed, is -g, and the first trial
 * the length of its parabola. The point is left evaluated. Where no length makes progress theta stays, then and at all
 * further steps.
 * Source: Nocedal and Wright, Numerical Optimization, 2nd ed. (2006), algorithms 7.4 and 7.5; Liu and Nocedal, On the
 * limited memory BFGS method (1989).
 */
export const createLbfgs = (memory: number, shape: ParameterShape, oracle: Oracle, isCurved: boolean): Stepper => {
  const length = nParameters(shape);
  const pairs = createStepPairs(memory, length);
  const progress = createProgress(PATIENCE);
  const direction = new Float64Array(length);
  const theta = new Float64Array(length);
  const gradient = new Float64Array(length);
  const search = createLineSearch(oracle, length);

  const tryStep = (point: Point): boolean => {
    const rate = pairs.count() === 0 ? steepestRate(oracle, point, isCurved, direction) : 1;
    for (let j = 0; j < length; j++) direction[j] = -point.gradient[j]!;
    pairs.apply(direction);
    return search(point, direction, rate, CURVATURE);
  };

  return {
    state: [...pairs.state, ...progress.state],
    isAtRest: progress.isOver,
    advance: (point) => {
      point.rate = 0;
      if (progress.isOver()) return;
      const { value } = point;
      theta.set(point.theta);
      gradient.set(point.gradient);
      let hasMoved = tryStep(point);
      if (!hasMoved && pairs.count() > 0) {
        pairs.clear();
        hasMoved = tryStep(point);
      }
      if (hasMoved) pairs.add(theta, gradient, point);
      progress.note(point, value, hasMoved);
    },
  };
};
