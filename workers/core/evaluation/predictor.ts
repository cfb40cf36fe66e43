import { sigmoid } from '../losses/logistic';
import { softmaxProbabilities } from '../losses/softmax';
import type { ModelFile } from '../schema';
import { predictInto } from './predict';

/** What of a model makes a prediction. */
export type PredictingModel = Pick<ModelFile, 'weights' | 'bias' | 'classNames' | 'classes' | 'degree'> & {
  loss: Pick<ModelFile['loss'], 'kind'>;
};

export interface Predictions {
  /** Of each row the expected quantity, or the number of the class that is most probable. */
  values: Float64Array;
  /** Of each class in the order of the numbers, a probability for each row; none where the target is a quantity. */
  probabilities: Float64Array[];
}

/** The number of the largest, the first of several. */
const largestOf = (columns: readonly Float64Array[], i: number): number =>
  columns.reduce((best, column, k) => (column[i]! > columns[best]![i]! ? k : best), 0);

const classesOf = (etas: readonly Float64Array[], count: number): Predictions => {
  const values = Float64Array.from({ length: count }, (_, i) => largestOf(etas, i));
  const probabilities = etas.map(() => new Float64Array(count));
  const row = new Float64Array(etas.length);
  for (let i = 0; i < count; i++) {
    for (let k = 0; k < etas.length; k++) row[k] = etas[k]![i]!;
    softmaxProbabilities(row, row);
    for (let k = 0; k < etas.length; k++) probabilities[k]![i] = row[k]!;
  }
  return { values, probabilities };
};

/**
 * eta of each row, for each set of weights of the model (softmax: one a class, else one).
 * Columns are those of the model, in its order, each of at least `count`.
 */
export const linearPredictors = (
  { loss, weights, bias, classes, degree }: PredictingModel,
  columns: readonly Float64Array[],
  count: number,
): Float64Array[] => {
  const sets = loss.kind === 'softmax' ? (classes ?? []) : [{ weights, bias }];
  return sets.map((set) => {
    const eta = new Float64Array(count);
    predictInto(set.weights, set.bias, columns, count, eta, degree);
    return eta;
  });
};

/**
 * From the linear predictors: for squared, Huber, absolute and quantile loss eta itself; for Poisson exp(eta); for
 * logistic the probabilities sigmoid(-eta) and sigmoid(eta) of the two classes; for softmax exp(eta_k) / sum_m exp(eta_m).
 * Math.exp may differ in the last bit from machine to machine; eta does not.
 */
export const predictionsOf = (
  { loss }: Pick<PredictingModel, 'loss'>,
  etas: readonly Float64Array[],
  count: number,
): Predictions => {
  const eta = etas[0] ?? new Float64Array(count);
  switch (loss.kind) {
    case 'logistic':
      return {
        values: eta.map((value) => (value > 0 ? 1 : 0)),
        probabilities: [eta.map((value) => sigmoid(-value)), eta.map(sigmoid)],
      };
    case 'softmax':
      return classesOf(etas, count);
    case 'poisson':
      return { values: eta.map(Math.exp), probabilities: [] };
    default:
      return { values: eta, probabilities: [] };
  }
};

/** Both at once. */
export const predictRows = (model: PredictingModel, columns: readonly Float64Array[], count: number): Predictions =>
  predictionsOf(model, linearPredictors(model, columns, count), count);
