import { absoluteChange, softThreshold } from '../losses/penalty';
import type { Penalty } from '../schema';
import { nParameters, type ParameterShape } from '../training/parameterShape';
import { descend } from './gradientDescent';
import { isInvisible, objectiveChange } from './objectiveChange';
import type { Oracle, Point, Stepper } from './point';
import type { TrialRate } from './trialRates';

const MAX_TRIALS = 1_000;
/** So many trials shorter than the first one, a fall that no number can tell is the end. */
const FAIR_TRIALS = 3;

export interface BacktrackingSettings {
  /** By what a rate that was too long is multiplied. */
  shrink: number;
  decrease: number;
  trialRate: TrialRate;
  /** Among how many last values of the objective the largest is the one to fall below: 1 for a fall at each step. */
  nReferences: number;
}

/**
 * Gradient descent whose steps are tested, proximal for l1: theta+ = prox(theta - a g) with the first a of trialRate,
 * trialRate shrink, trialRate shrink^2, ... for which
 *   F(theta+) <= max of the last nReferences F - decrease |theta+ - theta|^2 / a.
 * With one reference and without l1 this is Armijo's rule, F(theta) - decrease a |g|^2, which every
 * a < 2 (1 - decrease) / lambda_max passes on a quadratic; with ten it leaves Barzilai and Borwein's rates their freedom and
 * makes them safe. The point is left evaluated. Where no a makes progress theta stays, then and at all further steps.
 * Source: Armijo, Minimization of functions having Lipschitz continuous first partial derivatives (1966); Grippo,
 * Lampariello and Lucidi, A nonmonotone line search technique for Newton's method (1986), and Raydan, The Barzilai and
 * Borwein gradient method for the large scale unconstrained minimization problem (1997), for more references; with the
 * proximal step Wright, Nowak and Figueiredo, Sparse reconstruction by separable approximation (2009), equation 22.
 */
export const createBacktracking = (
  { shrink, decrease, trialRate, nReferences }: BacktrackingSettings,
  shape: ParameterShape,
  penalty: Penalty,
  oracle: Oracle,
): Stepper => {
  const length = nParameters(shape);
  const theta = new Float64Array(length);
  const gradient = new Float64Array(length);
  const references = new Float64Array(nReferences).fill(-Infinity);
  /** The last rate, 0 before the first; whether no progress is possible. */
  const memory = new Float64Array(2);

  const tryRate = (point: Point, rate: number, slack: number): 'taken' | 'too long' | 'invisible' | 'no step' => {
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
    if (squares === 0) return 'no step';
    const bySlopes = slopes + absoluteChange(penalty, shape, point.theta, theta);
    if (objectiveChange(point.value, value, bySlopes) <= slack - (decrease * squares) / rate) {
      point.value = value;
      return 'taken';
    }
    return isInvisible(squares / rate, point.value) ? 'invisible' : 'too long';
  };

  return {
    state: [references, memory, ...trialRate.state],
    isAtRest: () => memory[1] === 1,
    advance: (point, baseRate, step) => {
      point.rate = 0;
      if (memory[1] === 1) return;
      references[step % nReferences] = point.value;
      const slack = references.reduce((most, value) => Math.max(most, value), point.value) - point.value;
      let rate = trialRate.rateOf(point, baseRate, memory[0]!);
      for (let trial = 0; trial < MAX_TRIALS; trial++) {
        const outcome = tryRate(point, rate, slack);
        if (outcome === 'no step' || (outcome === 'invisible' && trial >= FAIR_TRIALS)) {
          memory[1] = 1;
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
