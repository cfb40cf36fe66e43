import type { ModelFile } from '../schema';
import { csvField, csvLabel, csvName, numberText } from './csv';
import { describeModel } from './describedModel';
import { expressionWords } from './expressionWords';

/** A set of weights with the class it speaks for: for two classes the one set is that of the second. */
const setsOf = ({ classes, classNames, weights, bias }: ModelFile): { name: string | null; weights: number[]; bias: number }[] =>
  classes ?? [{ name: classNames?.[1] ?? null, weights, bias }];

/** How each feature is made of the columns of the file; none where they are columns of the file. */
const recipesOf = (model: ModelFile): string[] => {
  const { features, inputs } = describeModel(model);
  const names = inputs.map(({ name }) => name);
  return features.map(({ expression }) => csvField(expressionWords(expression, names)));
};

/**
 * `name,value`, one line a feature in the model's order, the bias last as `(bias)`; for classes `class,name,value`, one
 * class after the other; behind a preparation a last cell says how the feature is made. Raw units. Lines end in CRLF.
 */
export const coefficientsCsv = (model: ModelFile): string => {
  const names = [...model.featureNames.map(csvName), '(bias)'];
  const recipes = model.preparation === null ? [] : [...recipesOf(model), ''].map((recipe) => `,${recipe}`);
  const rows = setsOf(model).flatMap((set) => {
    const first = set.name === null ? '' : `${csvLabel(set.name)},`;
    return [...set.weights, set.bias].map((value, j) => `${first}${names[j] ?? ''},${numberText(value)}${recipes[j] ?? ''}`);
  });
  const header = model.classNames === null ? 'name,value' : 'class,name,value';
  return [`${header}${model.preparation === null ? '' : ',recipe'}`, ...rows, ''].join('\r\n');
};
