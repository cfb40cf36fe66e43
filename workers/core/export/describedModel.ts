import { isForClasses } from '../losses/properties';
import type { ColumnType, Expression, ModelFile } from '../schema';
import { linesOf, type Atom, type Line } from './lines';

/** What becomes of the linear predictors: `sigmoid` of one of them, that of the second class; `softmax` of one a class. */
export type Link = 'identity' | 'exp' | 'sigmoid' | 'softmax';

/** A column of the file that the model reads. */
export interface DescribedInput {
  name: string;
  type: ColumnType;
}

/** eta = bias + sum_j weights[j] * feature_j, summed in that order. */
export interface LinearPredictor {
  /** The class it speaks for; null where there are none, and for the one predictor of two classes. */
  name: string | null;
  weights: readonly number[];
  bias: number;
}

/** A model as every export prints it: from raw columns to features, linear predictors and what is made of them. */
export interface DescribedModel {
  inputs: DescribedInput[];
  /** One operation each, on what stands before it. */
  lines: Line[];
  features: { name: string; value: Atom; expression: Expression }[];
  predictors: LinearPredictor[];
  link: Link;
  classNames: readonly string[] | null;
  targetName: string;
  /** What was done to the columns, in sentences. */
  steps: readonly string[];
}

const linkOf = ({ loss }: ModelFile): Link => {
  if (loss.kind === 'poisson') return 'exp';
  if (!isForClasses(loss)) return 'identity';
  return loss.kind === 'softmax' ? 'softmax' : 'sigmoid';
};

/** Of the columns trained on, before their powers. */
export const columnExpressions = ({ preparation, columnNames }: ModelFile): Expression[] =>
  preparation?.features.map(({ expression }) => expression) ?? columnNames.map((_, input) => ({ op: 'input', input }));

/** x, x x, (x x) x, ... as in training. */
const powersOf = (first: Expression, degree: number): Expression[] => {
  const powers = [first];
  while (powers.length < degree) powers.push({ op: 'product', of: [powers.at(-1)!, first] });
  return powers;
};

/** The columns of the file that the model reads. */
export const inputsOf = ({ preparation, columnNames }: Pick<ModelFile, 'preparation' | 'columnNames'>): DescribedInput[] =>
  preparation?.inputs.map(({ name, type }) => ({ name, type })) ?? columnNames.map((name) => ({ name, type: 'number' }));

export const describeModel = (model: ModelFile): DescribedModel => {
  const { preparation, classes, weights, bias, classNames, targetName, featureNames } = model;
  const expressions = columnExpressions(model).flatMap((expression) => powersOf(expression, model.degree));
  const { lines, values } = linesOf(expressions);
  return {
    inputs: inputsOf(model),
    lines,
    features: values.map((value, j) => ({ name: featureNames[j]!, value, expression: expressions[j]! })),
    predictors: classes ?? [{ name: null, weights, bias }],
    link: linkOf(model),
    classNames,
    targetName,
    steps: preparation?.steps ?? [],
  };
};
