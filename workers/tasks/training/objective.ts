import { addRidge, isPenalised, penaltyOf } from '../../core/losses/penalty';
import type { Penalty } from '../../core/schema';
import type { ParameterShape } from '../../core/training/parameterShape';
import type { Gang } from './gang';

/** What a run minimises: the mean loss over the rows, by the gang, and the penalty, by the leader. */
export interface Objective {
  /** The value at theta; the gradient of its smooth part, all but l1, goes to `gradient`. */
  evaluate(theta: Float64Array, gradient: Float64Array): number;
  hessianProduct(theta: Float64Array, v: Float64Array, out: Float64Array): void;
  /** The mean loss alone, of the last evaluation. */
  dataLoss: number;
}

export const createObjective = (gang: Gang, penalty: Penalty, shape: ParameterShape): Objective => {
  const adds = isPenalised(penalty);
  const objective: Objective = {
    dataLoss: NaN,
    hessianProduct: () => {
      throw new RangeError('There is no Hessian yet.');
    },
    evaluate: (theta, gradient) => {
      objective.dataLoss = gang.evaluate(theta, gradient);
      if (!adds) return objective.dataLoss;
      addRidge(penalty, shape, theta, gradient);
      return objective.dataLoss + penaltyOf(penalty, shape, theta);
    },
  };
  return objective;
};
