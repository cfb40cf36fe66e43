import { isPenalised } from '../losses/penalty';
import { isForClasses } from '../losses/properties';
import type { ColumnDefinition, DesignSettings, RunSettings, StopRules } from '../schema';
import { FallLineError, type ErrorCode } from '../schema';
import { formatCount } from '../text/counted';
import { designIssues, type DesignField } from './design';
import { methodIssues, type MethodField } from './method';

export type SettingField =
  | 'target'
  | 'features'
  | 'init'
  | 'learningRate'
  | 'maxSteps'
  | 'lossChange'
  | 'gradientNorm'
  | 'elapsedMs'
  | 'patience'
  | 'weightColumn'
  | 'partColumn'
  | 'penaltyBias'
  | 'workers'
  | MethodField
  | DesignField;

/** What is wrong with a setting: one sentence with the value, and one with the remedy. */
export interface SettingIssue {
  field: SettingField;
  code: ErrorCode;
  message: string;
}

const invalid = (field: SettingField, message: string): SettingIssue => ({
  field,
  code: 'setting-invalid',
  message,
});
const unknownColumn = (field: SettingField, index: number, columns: readonly ColumnDefinition[]): SettingIssue => ({
  field,
  code: 'column-unknown',
  message: `There is no column ${index} in this file. Choose one of its ${columns.length} columns.`,
});
const notNumeric = (field: SettingField, { name, type }: ColumnDefinition, remedy: string): SettingIssue => ({
  field,
  code: 'column-not-numeric',
  message: `Column "${name}" holds ${type} values, not numbers. Choose ${remedy}.`,
});
const isCount = (value: number): boolean => Number.isSafeInteger(value) && value >= 1;

/**
 * Also for a change while a run goes on. A large rate is allowed: that it diverges is for the run to show.
 */
export const learningRateIssue = (value: number): SettingIssue | null =>
  Number.isFinite(value) && value > 0
    ? null
    : invalid('learningRate', `The learning rate is ${Number.isNaN(value) ? 'not a number' : value}. Choose a number above 0, for example 0.1.`);

const stopIssues = (stop: StopRules, { validationShare, partColumn }: DesignSettings): SettingIssue[] => {
  const issues: SettingIssue[] = [];
  if (!isCount(stop.maxSteps)) {
    issues.push(
      invalid(
        'maxSteps',
        `The number of steps is ${stop.maxSteps}. Choose a whole number of 1 or more, for example 1,000.`,
      ),
    );
  }
  const rules = [
    ['lossChange', 'The loss change to stop at'],
    ['gradientNorm', 'The gradient norm to stop at'],
    ['elapsedMs', 'The time limit in milliseconds'],
  ] as const;
  for (const [field, words] of rules) {
    const value = stop[field];
    if (value !== null && !(Number.isFinite(value) && value >= 0)) {
      issues.push(
        invalid(field, `${words} is ${value}. Choose a number of 0 or more, or switch this rule off.`),
      );
    }
  }
  if (stop.patience !== null) {
    if (!isCount(stop.patience)) {
      const message = `The patience of early stopping is ${stop.patience}. Choose a whole number of 1 or more, for example 10, or switch this rule off.`;
      issues.push(invalid('patience', message));
    } else if (validationShare === 0 && partColumn === null) {
      const message = `Early stopping after ${formatCount(stop.patience)} evaluations needs a validation part, but its share of the rows is 0. Choose a share, for example 0.2, or switch this rule off.`;
      issues.push(invalid('patience', message));
    }
  }
  return issues;
};

/** What is wrong with the first parameters. */
export const initIssues = ({
  init,
  loss,
  degree,
  intercept,
  features,
}: Pick<RunSettings, 'init' | 'loss' | 'degree' | 'intercept' | 'features'>): SettingIssue[] => {
  if (init.kind === 'random' && !Number.isSafeInteger(init.seed)) {
    return [invalid('init', `The seed is ${init.seed}. Choose a whole number, for example 1.`)];
  }
  const nColumns = features.length * degree;
  if (init.kind === 'point') {
    const length = nColumns + 1;
    const { theta } = init;
    // Softmax has a set of weights for each class: how many, the rows tell.
    const fits = loss.kind === 'softmax' ? theta.length >= length && theta.length % length === 0 : theta.length === length;
    if (!fits) {
      const needed = `${loss.kind === 'softmax' ? 'a multiple of ' : ''}${length}`;
      return [invalid('init', `The run is to begin at a point of ${theta.length} parameters. Give ${needed} of them, as many as this run has.`)];
    }
    const bad = theta.find((value) => !Number.isFinite(value));
    return bad === undefined ? [] : [invalid('init', `${bad} is given as an initial parameter. Give finite numbers only.`)];
  }
  if (init.kind !== 'given') return [];
  if (loss.kind === 'softmax') {
    return [
      invalid(
        'init',
        'One set of initial weights is given, but softmax has one for each class. Begin from zeros or at random.',
      ),
    ];
  }
  if (init.weights.length !== nColumns) {
    const what = degree === 1 ? 'feature' : 'power of each feature';
    const needed = degree === 1 ? `${nColumns} features` : `${nColumns} powers of features`;
    return [
      invalid(
        'init',
        `${init.weights.length} initial weights are given for ${needed}. Give one weight for each ${what}.`,
      ),
    ];
  }
  if (!intercept && init.bias !== 0) {
    return [
      invalid(
        'init',
        `The initial bias is ${init.bias}, but the model has no intercept. Give 0, or fit with an intercept.`,
      ),
    ];
  }
  const bad = [...init.weights, init.bias].find((value) => !Number.isFinite(value));
  if (bad === undefined) return [];
  return [invalid('init', `${bad} is given as an initial parameter. Give finite numbers only.`)];
};

/** What is wrong with the choice of target and features. */
export const columnIssues = (
  settings: Pick<RunSettings, 'target' | 'features' | 'loss'>,
  columns: readonly ColumnDefinition[],
): SettingIssue[] => {
  const issues: SettingIssue[] = [];
  const check = (field: 'target' | 'features', index: number): void => {
    const column = columns.find((candidate) => candidate.index === index);
    if (!column) {
      issues.push(unknownColumn(field, index, columns));
    } else if (column.type !== 'number' && !(field === 'target' && isForClasses(settings.loss))) {
      const remedy =
        field === 'target' ? 'a numeric column, or a loss for classes: logistic or softmax' : 'a numeric column';
      issues.push(notNumeric(field, column, remedy));
    }
  };
  const name = (index: number): string =>
    columns.find((column) => column.index === index)?.name ?? String(index);
  check('target', settings.target);
  settings.features.forEach((index) => check('features', index));
  if (settings.features.length === 0) {
    issues.push(
      invalid('features', 'No feature is chosen. Choose at least one numeric column besides the target.'),
    );
  }
  if (settings.features.includes(settings.target)) {
    issues.push({
      field: 'features',
      code: 'target-as-feature',
      message: `Column "${name(settings.target)}" is the target and cannot be a feature as well. Leave it out of the features.`,
    });
  }
  const twice = settings.features.find((index, position) => settings.features.indexOf(index) !== position);
  if (twice !== undefined) {
    issues.push(invalid('features', `Feature "${name(twice)}" is chosen twice. Choose it once.`));
  }
  return issues;
};

/** What is wrong with the columns that say what a row counts and to which part it belongs. */
export const roleIssues = (
  { weightColumn, partColumn, validationShare }: DesignSettings,
  columns: readonly ColumnDefinition[],
): SettingIssue[] => {
  const issues: SettingIssue[] = [];
  for (const [field, index] of Object.entries({ weightColumn, partColumn }) as ['weightColumn' | 'partColumn', number | null][]) {
    if (index === null) continue;
    const column = columns.find((candidate) => candidate.index === index);
    if (!column) issues.push(unknownColumn(field, index, columns));
    else if (column.type !== 'number') issues.push(notNumeric(field, column, 'a numeric column, or none'));
  }
  if (weightColumn !== null && weightColumn === partColumn) {
    const message = 'The same column is chosen for the weights of the rows and for their parts. Choose another one for one of them.';
    issues.push(invalid('partColumn', message));
  }
  if (partColumn !== null && validationShare > 0) {
    const message = `A share of ${validationShare} of the rows and a column are both to say which rows are for validation. Choose one of them.`;
    issues.push(invalid('validationShare', message));
  }
  return issues;
};

/** What does not go together between the method, the design and the number of steps. */
const planIssues = ({ penalty, intercept, averageFrom, stop }: RunSettings): SettingIssue[] => {
  const issues: SettingIssue[] = [];
  if (penalty.bias && !intercept && isPenalised(penalty)) {
    const message =
      'The bias is to be penalised, but the model has no intercept. Leave the bias out of the penalty, or fit with an intercept.';
    issues.push(invalid('penaltyBias', message));
  }
  if (averageFrom !== null && isCount(stop.maxSteps) && averageFrom >= stop.maxSteps) {
    const message = `The parameters are to be averaged from step ${formatCount(averageFrom)} on, but the run has ${formatCount(stop.maxSteps)} steps. Choose an earlier step, or switch averaging off.`;
    issues.push(invalid('averageFrom', message));
  }
  return issues;
};

/** All that is wrong with the settings besides the choice of columns, in the order of the form. */
export const issuesBesideColumns = (settings: RunSettings): SettingIssue[] => {
  const rate = learningRateIssue(settings.learningRate);
  const issues = [
    ...designIssues(settings).map(({ field, message }) => invalid(field, message)),
    ...initIssues(settings),
    ...(rate ? [rate] : []),
    ...methodIssues(settings).map(({ field, message }) => invalid(field, message)),
    ...planIssues(settings),
    ...stopIssues(settings.stop, settings),
  ];
  if (settings.workers !== 'auto' && !isCount(settings.workers)) {
    issues.push(
      invalid(
        'workers',
        `The number of workers is ${settings.workers}. Choose a whole number of 1 or more, or auto.`,
      ),
    );
  }
  return issues;
};

/** All that is wrong with the settings, in the order of the form. Columns are those of the dataset. */
export const settingIssues = (settings: RunSettings, columns: readonly ColumnDefinition[]): SettingIssue[] => [
  ...columnIssues(settings, columns),
  ...roleIssues(settings, columns),
  ...issuesBesideColumns(settings),
];

/** Throws the first issue as a FallLineError. */
export const checkSettings = (settings: RunSettings, columns: readonly ColumnDefinition[]): void => {
  const [first] = settingIssues(settings, columns);
  if (first) throw new FallLineError(first.code, first.message);
};
