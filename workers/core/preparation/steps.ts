import type { MissingRule, PartName, Recipe, SplitRule } from '../schema';
import { counted, formatCount } from '../text/counted';
import { entriesOf } from './choices';
import { levelText, planLevels, RARE, type LevelPlan } from './levels';
import type { FittedColumn } from './prepareFeatures';

/** What became of the rows. */
export interface RowFacts {
  nRows: Record<PartName, number>;
  /** Rows left out by each filter, in their order. */
  filtered: number[];
}

const RULE_WORDS: Record<Exclude<MissingRule['kind'], 'skip'>, string> = {
  mean: 'the mean of the training part',
  median: 'the median of the training part',
  constant: 'as chosen',
};

const missingStep = ({ choices, statistics }: FittedColumn): string[] => {
  const { column, missing, indicator } = choices;
  if (missing.kind === 'skip') return [`Rows in which ${column.name} is missing are left out.`];
  const also = indicator ? '; a further feature says where' : '';
  return [
    `Missing values of ${column.name} become ${String(statistics.fill)}, ${RULE_WORDS[missing.kind]} (${counted(statistics.nMissing, 'row')} there)${also}.`,
  ];
};

const MAX_NAMED = 10;

const someLevels = (levels: LevelPlan['kept']): string => {
  const named = levels.slice(0, MAX_NAMED).map(({ value }) => levelText(value));
  return `${named.join(', ')}${levels.length > MAX_NAMED ? ` and ${formatCount(levels.length - MAX_NAMED)} more` : ''}`;
};

const UNSEEN_WORDS: Record<LevelPlan['unseen'], string> = {
  reference: 'counts as the reference',
  rare: 'counts as rare',
  missing: 'has no prediction',
};

const categoryStep = ({ choices: { column, categories }, statistics: { levels } }: FittedColumn): string[] => {
  if (!categories || !levels) return [];
  const { kept, rare, reference, unseen } = planLevels(column.name, levels, categories);
  const against = reference === null ? RARE : levelText(reference.value);
  const gathered =
    rare.length === 0
      ? ''
      : ` ${counted(rare.length, 'level')} in fewer than ${counted(categories.rareBelow, 'row')} are gathered as ${RARE}.`;
  const what = kept.length === 0 ? 'no indicator' : `indicators of ${someLevels(kept)}`;
  return [`${column.name} becomes ${what} against ${against}.${gathered} A level that the training part does not have ${UNSEEN_WORDS[unseen]}.`];
};

const columnSteps = (fitted: FittedColumn): string[] => {
  const { column, outliers, transform, dateParts, degree } = fitted.choices;
  const { bounds } = fitted.statistics;
  const steps = missingStep(fitted);
  if (outliers && bounds) {
    steps.push(
      `Values of ${column.name} below ${bounds.low} become ${bounds.low} and those above ${bounds.high} become ${bounds.high}, the quantiles ${outliers.low} and ${outliers.high} of the training part.`,
    );
  }
  if (transform !== null) steps.push(`${column.name} becomes its ${transform === 'log' ? 'natural logarithm' : 'square root'}.`);
  steps.push(...categoryStep(fitted));
  if (column.type === 'boolean' && fitted.choices.categories === null) steps.push(`${column.name} is 1 where true and 0 where false.`);
  if (dateParts !== null) {
    const parts = dateParts.map((part) => (part === 'days' ? 'days since 1970-01-01' : part));
    steps.push(`${column.name} becomes its ${parts.join(', ')}.`);
  }
  if (degree > 1) steps.push(`${column.name} enters with its powers 1 to ${degree}.`);
  return steps;
};

const splitStep = (rule: SplitRule, { train, validation, test }: RowFacts['nRows']): string => {
  const counts = `${counted(train, 'row')} to train on, ${formatCount(validation)} for validation, ${formatCount(test)} for the test`;
  switch (rule.kind) {
    case 'share':
      return `Rows are split by a shuffle with the seed ${rule.seed}: ${counts}.`;
    case 'order':
      return `Rows are split in the order of the file: ${counts}.`;
    case 'column':
      return `Rows are split by ${rule.column}: ${counts}.`;
  }
};

/** One sentence an entry and a default, with the statistics that were put in. */
export const preparationSteps = (recipe: Recipe, fitted: readonly FittedColumn[], rows: RowFacts): string[] => [
  ...entriesOf(recipe, 'filter').map(
    ({ expression }, k) => `Rows are kept where ${expression}; ${counted(rows.filtered[k] ?? 0, 'row')} left out.`,
  ),
  ...entriesOf(recipe, 'weights').map(({ column }) => `Rows count by ${column}; those without a value of it are left out.`),
  ...entriesOf(recipe, 'split').map(({ rule }) => splitStep(rule, rows.nRows)),
  ...fitted.flatMap(columnSteps),
  ...entriesOf(recipe, 'product').map(({ columns: [a, b] }) => `The features of ${a} are multiplied with those of ${b}.`),
  SCALING_STEPS[recipe.scaling],
  ...(recipe.intercept ? [] : ['There is no intercept.']),
];

const SCALING_STEPS: Record<Recipe['scaling'], string> = {
  standardize: 'For training, features are brought to mean 0 and deviation 1.',
  'min-max': 'For training, features are brought to the range from 0 to 1.',
  none: 'Features are trained on as they are.',
};
