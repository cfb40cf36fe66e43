import { sigmoid } from '../losses/logistic';
import { softmaxProbabilities } from '../losses/softmax';
import { daysOfIso } from '../preparation/dates';
import { evaluateExpression, type RawValue } from '../preparation/evaluateExpression';
import type { DescribedInput, DescribedModel } from './describedModel';
import type { LevelValue } from './lines';
import type { Cell, Scores } from './scores';

const isDate = ({ type }: DescribedInput): boolean => type === 'date' || type === 'timestamp';

/** Levels of a date column are its days: the same day has more than one spelling. */
export const comparable = (value: LevelValue, input: DescribedInput): LevelValue =>
  typeof value === 'string' && isDate(input) ? (daysOfIso(value) ?? NaN) : value;

/** Dates as their days, as formulas take them. */
const rawValue = (cell: Cell, input: DescribedInput): RawValue =>
  typeof cell === 'string' && isDate(input) ? daysOfIso(cell) : cell;

/** The features of one row; NaN where missing. */
const featuresOf = ({ inputs, features }: DescribedModel, row: readonly Cell[]): number[] => {
  const values = row.map((cell, j) => rawValue(cell, inputs[j]!));
  return features.map(({ expression }) => evaluateExpression(expression, values) ?? NaN);
};

const largestOf = (values: readonly number[]): number =>
  values.reduce((best, value, k) => (value > values[best]! ? k : best), 0);

const scoreOf = ({ link }: DescribedModel, etas: number[]): { prediction: number; probabilities: number[] } => {
  const eta = etas[0]!;
  switch (link) {
    case 'identity':
      return { prediction: eta, probabilities: [] };
    case 'exp':
      return { prediction: Math.exp(eta), probabilities: [] };
    case 'sigmoid':
      return { prediction: eta > 0 ? 1 : 0, probabilities: [sigmoid(-eta), sigmoid(eta)] };
    case 'softmax': {
      const probabilities = Float64Array.from(etas);
      softmaxProbabilities(probabilities, probabilities);
      return { prediction: largestOf(etas), probabilities: [...probabilities] };
    }
  }
};

/**
 * What a model makes of rows of raw columns, row by row from the expressions of its features: eta = bias + sum_j w_j x_j in that
 * order, and the link as in workers/core/evaluation/predictor. Independent of the database, which replays preparations elsewhere.
 */
export const scoreRows = (model: DescribedModel, columns: readonly Cell[][], nRows: number): Scores => {
  const nClasses = model.classNames?.length ?? 0;
  const predictions: (number | null)[] = [];
  const probabilities: (number | null)[][] = Array.from({ length: nClasses }, () => []);
  for (let i = 0; i < nRows; i++) {
    const x = featuresOf(model, columns.map((column) => column[i] ?? null));
    const hasAll = !x.some(Number.isNaN);
    const etas = model.predictors.map(({ weights, bias }) => weights.reduce((sum, weight, j) => sum + weight * x[j]!, bias));
    const score = scoreOf(model, etas);
    predictions.push(hasAll ? score.prediction : null);
    probabilities.forEach((column, k) => column.push(hasAll ? score.probabilities[k]! : null));
  }
  return { predictions, probabilities };
};
