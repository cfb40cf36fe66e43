import { addRidge, isPenalised, penaltyOf } from '../../core/losses/penalty';
import type { Oracle } from '../../core/optimisers/stepper';
import type { RowRange } from '../../core/training/batches';
import type { ParameterShape } from '../../core/training/parameterShape';
import type { StepRecipe } from '../../core/training/trainTask';
import type { Source } from './source';

/** What a run minimises: the mean loss over the rows, by its source, and the penalty, by the leader. */
export interface Objective extends Oracle {
  /** The batch of the present step; undefined: all rows. */
  rows: RowRange | undefined;
  /** Of the last evaluation: what was returned, and the mean loss alone. */
  value: number;
  dataLoss: number;
}

/** Without an intercept the slope of the biases is 0, so they stay 0. */
export const createObjective = (
  source: Source,
  { method: { penalty }, intercept }: Pick<StepRecipe, 'method' | 'intercept'>,
  shape: ParameterShape,
): Objective => {
  const adds = isPenalised(penalty);
  const withoutBias = (vector: Float64Array): void => {
    for (let j = shape.nFeatures; j < vector.length; j += shape.nFeatures + 1) vector[j] = 0;
  };
  const weights = intercept ? null : new Float64Array(shape.nOutputs * (shape.nFeatures + 1));
  const objective: Objective = {
    rows: undefined,
    value: NaN,
    dataLoss: NaN,
    evaluate: (theta, gradient) => {
      objective.dataLoss = source.evaluate(theta, gradient, objective.rows);
      if (!intercept) withoutBias(gradient);
      objective.value = objective.dataLoss;
      if (adds) {
        addRidge(penalty, shape, theta, gradient);
        objective.value += penaltyOf(penalty, shape, theta);
      }
      return objective.value;
    },
    hessianProduct: (theta, v, out) => {
      let vector = v;
      if (weights) {
        weights.set(v);
        withoutBias(weights);
        vector = weights;
      }
      source.hessianProduct(theta, vector, out, objective.rows);
      if (weights) withoutBias(out);
      addRidge(penalty, shape, vector, out);
    },
  };
  return objective;
};
