import { sigmoid } from '../losses/logistic';
import { softmaxProbabilities } from '../losses/softmax';
import type { DescribedInput, DescribedModel } from './describedModel';
import { dateParts, daysOf } from './isoDays';
import type { Atom, LevelValue, Line } from './lines';
import type { Cell, Scores } from './scores';

const isDate = ({ type }: DescribedInput): boolean => type === 'date' || type === 'timestamp';

/** A cell as a number, missing as NaN. */
const asNumber = (cell: Cell, input: DescribedInput): number => {
  if (cell === null) return NaN;
  return typeof cell === 'string' && isDate(input) ? daysOf(cell) : Number(cell);
};

/** Levels of a date column are its days: the same day has more than one spelling. */
export const comparable = (value: LevelValue, input: DescribedInput): LevelValue =>
  typeof value === 'string' && isDate(input) ? daysOf(value) : value;

const finite = (value: number): number => (Number.isFinite(value) ? value : NaN);

type Row = readonly Cell[];

/** Evaluates lines for one row. */
const lineValue = (line: Line, inputs: readonly DescribedInput[], row: Row, valueOf: (atom: Atom) => number): number => {
  const isAmong = (input: number, values: readonly LevelValue[]): boolean => {
    const cell = comparable(row[input]!, inputs[input]!);
    return values.some((value) => comparable(value, inputs[input]!) === cell);
  };
  switch (line.op) {
    case 'isOneOf':
      return row[line.input] === null ? NaN : Number(isAmong(line.input, line.values));
    case 'isNoneOf':
      return row[line.input] === null ? NaN : Number(!isAmong(line.input, line.values));
    case 'isMissing':
      return Number(row[line.input] === null);
    case 'ifMissing':
      return valueOf(row[line.input] === null ? line.then : line.of);
    case 'onlyWhere':
      return row[line.input] !== null && isAmong(line.input, line.values) ? valueOf(line.of) : NaN;
    case 'clamp':
      return Math.min(Math.max(valueOf(line.of), line.low), line.high);
    case 'log':
      return finite(Math.log(valueOf(line.of)));
    case 'sqrt':
      return finite(Math.sqrt(valueOf(line.of)));
    case 'datePart': {
      const days = asNumber(row[line.input]!, inputs[line.input]!);
      return Number.isNaN(days) ? NaN : dateParts(days)[line.part];
    }
    case 'product':
      return valueOf(line.of[0]) * valueOf(line.of[1]);
  }
};

/** The features of one row; NaN where missing. */
export const featuresOf = ({ inputs, lines, features }: DescribedModel, row: Row): number[] => {
  const results: number[] = [];
  const valueOf = (atom: Atom): number => {
    if (atom.from === 'number') return atom.value;
    return atom.from === 'line' ? results[atom.index]! : asNumber(row[atom.index]!, inputs[atom.index]!);
  };
  for (const line of lines) results.push(lineValue(line, inputs, row, valueOf));
  return features.map(({ value }) => valueOf(value));
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
