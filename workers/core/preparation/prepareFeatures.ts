import type { ColumnDefinition, Preparation, PreparationInput, PreparedFeature, Recipe } from '../schema';
import { columnFeatures, type ColumnFeatures } from './columnFeatures';
import { entriesOf, type ColumnChoices } from './choices';
import { planLevels } from './levels';
import { PART, ROW, uniqueNames, WEIGHT } from './names';
import type { ColumnStatistics } from './statistics';
import { preparationSteps, type RowFacts } from './steps';

/** A feature column with what was chosen for it and what the training part says of it. */
export interface FittedColumn {
  choices: ColumnChoices;
  statistics: ColumnStatistics;
}

/** The columns of the file that features are made of, in the order of the file. */
export const inputColumns = (choices: readonly ColumnChoices[]): ColumnDefinition[] =>
  choices.map(({ column }) => column).sort((a, b) => a.index - b.index);

const inputOf = ({ choices, statistics }: FittedColumn): PreparationInput => {
  const { column, categories } = choices;
  const { levels } = statistics;
  const plan = categories && levels ? planLevels(column.name, levels, categories) : null;
  return { name: column.name, type: column.type, levels, unseen: plan?.unseen ?? null };
};

const productsOf = (recipe: Recipe, byColumn: ReadonlyMap<string, ColumnFeatures>): PreparedFeature[] =>
  entriesOf(recipe, 'product').flatMap(({ columns: [first, second] }) =>
    (byColumn.get(first)?.base ?? []).flatMap((a) =>
      (byColumn.get(second)?.base ?? []).map((b) => ({
        name: `${a.name} * ${b.name}`,
        expression: { op: 'product' as const, of: [a.expression, b.expression] as [typeof a.expression, typeof a.expression] },
      })),
    ),
  );

/**
 * A checked recipe with the statistics of the training part put in. Of each column in turn its features, their powers and
 * where it was missing; then the products. Names are unique, and none is that of the target.
 */
export const prepareFeatures = (recipe: Recipe, fitted: readonly FittedColumn[], rows: RowFacts): Preparation => {
  const inputs = inputColumns(fitted.map(({ choices }) => choices));
  const byColumn = new Map(
    fitted.map(({ choices, statistics }): [string, ColumnFeatures] => {
      const place = inputs.findIndex(({ index }) => index === choices.column.index);
      return [choices.column.name, columnFeatures(choices, place, statistics)];
    }),
  );
  const features = [...byColumn.values()]
    .flatMap(({ base, powers, indicator }) => [...base, ...powers, ...(indicator ? [indicator] : [])])
    .concat(productsOf(recipe, byColumn));
  const names = uniqueNames(features.map(({ name }) => name), [recipe.target, PART, WEIGHT, ROW]);
  const inOrder = [...fitted].sort((a, b) => a.choices.column.index - b.choices.column.index);
  return {
    recipe,
    inputs: inOrder.map(inputOf),
    features: features.map(({ expression }, j) => ({ name: names[j]!, expression })),
    steps: preparationSteps(recipe, fitted, rows),
  };
};
