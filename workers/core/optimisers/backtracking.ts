import { absoluteChange, softThreshold } from '../losses/penalty';
import type { Penalty } from '../schema';
import { nParameters, type ParameterShape } from '../training/parameterShape';
import { descend } from './gradientDescent';
import { isInvisible, objectiveChange } from './objectiveChange';
import type { Oracle, Point, Stepper } from './point';

const MAX_TRIALS = 1_000;

export interface BacktrackingSettings {
  /** By what a rate that was too long is multiplied. */
  shrink: number;
  decrease: number;
  /** The first trial of the first step. */
  firstRate: (point: Point, baseRate: number) => number;
}

/**
 * Gradient descent with Armijo's rule, proximal for l1: theta+ = prox(theta - a g) with the first a of firstRate,
 * firstRate shrink, firstRate shrink^2, ... for which
 *   F(theta+) <= F(theta) - decrease |theta+ - theta|^2 / a,
 * that is decrease a |g|^2 without l1. Every a < 2 (1 - decrease) / lambda_max passes on a quadratic. Later steps begin
 * at the last a divided by shrink, so that a may grow again; a new base rate begins anew. The point is left evaluated.
 * Where no a makes progress theta stays, then and at all further steps.
 * Source: Armijo, Minimization of functions having Lipschitz continuous first partial derivatives (1966); with the
 * proximal step Wright, Nowak and Figueiredo, Sparse reconstruction by separable approximation (2009), equation 22.
 */
export const createBacktracking = (
  { shrink, decrease, firstRate }: BacktrackingSettings,
  shape: ParameterShape,
  penalty: Penalty,
  oracle: Oracle,
): Stepper => {
  const length = nParameters(shape);
  const theta = new Float64Array(length);
  const gradient = new Float64Array(length);
  /** The last rate, 0 before the first; the base rate it came from; and whether no progress is possible. */
  const memory = new Float64Array(3);

  const tryRate = (point: Point, rate: number, lastRate: number): 'taken' | 'too long' | 'no progress' => {
    theta.set(point.theta);
    descend(theta, point.gradient, rate);
    softThreshold(penalty, shape, theta, rate);
    const value = oracle.evaluate(theta, gradient);
    let [squares, slopes] = [0, 0];
    for (let j = 0; j < length; j++) {
      const step = theta[j]! - point.theta[j]!;
      squares += step * step;
      slopes += (step * (point.gradient[j]! + gradient[j]!)) / 2;
    }
    if (squares === 0) return 'no progress';
    const bySlopes = slopes + absoluteChange(penalty, shape, point.theta, theta);
    if (objectiveChange(point.value, value, bySlopes) <= (-decrease * squares) / rate) {
      point.value = value;
      return 'taken';
    }
    // Well below the last rate, and the fall would be below what numbers can tell.
    const isShort = rate <= lastRate * shrink * shrink;
    return isShort && isInvisible(squares / rate, point.value) ? 'no progress' : 'too long';
  };

  return {
    state: [memory],
    advance: (point, baseRate) => {
      point.rate = 0;
      if (memory[2] === 1) return;
      const isNew = memory[0] === 0 || memory[1] !== baseRate;
      const lastRate = memory[0]!;
      let rate = isNew ? firstRate(point, baseRate) : lastRate / shrink;
      memory[1] = baseRate;
      for (let trial = 0; trial < MAX_TRIALS; trial++) {
        const outcome = tryRate(point, rate, lastRate);
        if (outcome === 'no progress') {
          memory[2] = 1;
          return;
        }
        memory[0] = rate;
        if (outcome === 'taken') {
          point.theta.set(theta);
          point.gradient.set(gradient);
          point.rate = rate;
          return;
        }
        rate *= shrink;
      }
    },
  };
};
