import type { ColumnDefinition, InitialParameters, RunSettings, StopRules } from '../schema';
import { FallLineError, type ErrorCode } from '../schema';
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
  | 'workers'
  | MethodField;

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
const isCount = (value: number): boolean => Number.isSafeInteger(value) && value >= 1;

/**
 * Also for a change while a run goes on. A large rate is allowed: that it diverges is for the run to show.
 */
export const learningRateIssue = (value: number): SettingIssue | null =>
  Number.isFinite(value) && value > 0
    ? null
    : invalid('learningRate', `The learning rate is ${Number.isNaN(value) ? 'not a number' : value}. Choose a number above 0, for example 0.1.`);

const stopIssues = (stop: StopRules): SettingIssue[] => {
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
  return issues;
};

const initIssues = (init: InitialParameters, nFeatures: number): SettingIssue[] => {
  if (init.kind === 'random' && !Number.isSafeInteger(init.seed)) {
    return [invalid('init', `The seed is ${init.seed}. Choose a whole number, for example 1.`)];
  }
  if (init.kind !== 'given') return [];
  if (init.weights.length !== nFeatures) {
    return [
      invalid(
        'init',
        `${init.weights.length} initial weights are given for ${nFeatures} features. Give one weight for each feature.`,
      ),
    ];
  }
  const bad = [...init.weights, init.bias].find((value) => !Number.isFinite(value));
  if (bad === undefined) return [];
  return [invalid('init', `${bad} is given as an initial parameter. Give finite numbers only.`)];
};

/** What is wrong with the choice of target and features. */
export const columnIssues = (
  settings: Pick<RunSettings, 'target' | 'features'>,
  columns: readonly ColumnDefinition[],
): SettingIssue[] => {
  const issues: SettingIssue[] = [];
  const check = (field: 'target' | 'features', index: number): void => {
    const column = columns.find((candidate) => candidate.index === index);
    if (!column) {
      issues.push({
        field,
        code: 'column-unknown',
        message: `There is no column ${index} in this file. Choose one of its ${columns.length} columns.`,
      });
    } else if (column.type !== 'number') {
      issues.push({
        field,
        code: 'column-not-numeric',
        message: `Column "${column.name}" holds ${column.type} values, not numbers. Choose a numeric column.`,
      });
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

/** All that is wrong with the settings, in the order of the form. Columns are those of the dataset. */
export const settingIssues = (
  settings: RunSettings,
  columns: readonly ColumnDefinition[],
): SettingIssue[] => {
  const rate = learningRateIssue(settings.learningRate);
  const issues = [
    ...columnIssues(settings, columns),
    ...initIssues(settings.init, settings.features.length),
    ...(rate ? [rate] : []),
    ...methodIssues(settings).map(({ field, message }) => invalid(field, message)),
    ...stopIssues(settings.stop),
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

/** Throws the first issue as a FallLineError. */
export const checkSettings = (settings: RunSettings, columns: readonly ColumnDefinition[]): void => {
  const [first] = settingIssues(settings, columns);
  if (first) throw new FallLineError(first.code, first.message);
};
