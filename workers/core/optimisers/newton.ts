import { nParameters, type ParameterShape } from '../training/parameterShape';
import { euclideanNorm } from '../training/norm';
import { createConjugateGradients } from './conjugateGradients';
import { createLineSearch, CURVATURE } from './lineSearch';
import type { Oracle, Stepper } from './point';
import { createProgress } from './progress';

/** The residual that is left of H d = -g, as a share of |g|: of a parabola, and of other objectives at first. */
const EXACT = 1e-13;
const FIRST = 0.1;

/**
 * Newton's method: theta <- theta + a d with H d = -g, a = 1 halved until the objective falls enough; the learning rate is
 * not used. H d = -g is solved by conjugate gradients: on a parabola (`isQuadratic`) to rounding, so that one step
 * is the solution; elsewhere to min(1 / 10, |g| / |g_0|) |g|, which keeps the convergence quadratic and makes
 * the first steps, far from the minimum, cheap. For logistic loss it is iteratively reweighted least squares.
 * Where H has no curvature along g the step is along -g, searched from 1 on. The point is left evaluated.
 * Where no length makes progress theta stays, then and at all further steps.
 * Source: Nocedal and Wright, Numerical Optimization, 2nd ed. (2006), section 7.1 (line search Newton-CG); Dembo,
 * Eisenstat and Steihaug, Inexact Newton methods (1982).
 */
export const createNewton = (shape: ParameterShape, oracle: Oracle, isQuadratic: boolean): Stepper => {
  const length = nParameters(shape);
  const direction = new Float64Array(length);
  const firstNorm = new Float64Array(1);
  const progress = createProgress(1);
  const solve = createConjugateGradients(length);
  const search = createLineSearch(oracle, length);
  return {
    state: [firstNorm, ...progress.state],
    isAtRest: progress.isOver,
    advance: (point) => {
      point.rate = 0;
      if (progress.isOver()) return;
      const { value } = point;
      const norm = euclideanNorm(point.gradient);
      if (firstNorm[0] === 0) firstNorm[0] = norm;
      const tolerance = isQuadratic ? EXACT : Math.min(FIRST, norm / firstNorm[0]!);
      const product = (v: Float64Array, out: Float64Array): void => oracle.hessianProduct(point.theta, v, out);
      solve(product, point.gradient, tolerance, direction);
      const isFlat = direction.every((value) => value === 0);
      if (isFlat) for (let j = 0; j < length; j++) direction[j] = -point.gradient[j]!;
      progress.note(point, value, search(point, direction, 1, isFlat ? CURVATURE : null));
    },
  };
};
