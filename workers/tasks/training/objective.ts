import { addRidge, isPenalised, penaltyOf } from '../../core/losses/penalty';
import type { Oracle } from '../../core/optimisers/stepper';
import type { RowRange } from '../../core/training/batches';
import { nParameters, type ParameterShape } from '../../core/training/parameterShape';
import type { StepRecipe } from '../../core/training/trainTask';
import type { Source } from './source';

/** What a run minimises: the mean loss over the rows, by its source, and the penalty, by the leader. */
export interface Objective extends Oracle {
  /** The batch of the present step; undefined: all rows. */
  rows: RowRange | undefined;
  /** The mean loss alone, of the last evaluation. */
  dataLoss: number;
  /** Whether that was at theta. */
  wasAt(theta: Float64Array): boolean;
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
  const last = new Float64Array(nParameters(shape)).fill(NaN);
  const weights = intercept ? null : new Float64Array(nParameters(shape));
  const objective: Objective = {
    rows: undefined,
    dataLoss: NaN,
    wasAt: (theta) => {
      for (let j = 0; j < last.length; j++) if (theta[j] !== last[j]) return false;
      return true;
    },
    evaluate: (theta, gradient) => {
      objective.dataLoss = source.evaluate(theta, gradient, objective.rows);
      if (!intercept) withoutBias(gradient);
      last.set(theta);
      if (!adds) return objective.dataLoss;
      addRidge(penalty, shape, theta, gradient);
      return objective.dataLoss + penaltyOf(penalty, shape, theta);
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
