import { LOSSES } from '../losses/catalogue';
import { OPTIMISERS } from '../optimisers/catalogue';
import { SCHEDULES } from '../schedules/catalogue';
import type { KeptRun, RecipeEntry } from '../schema';
import { describeChoice } from '../training/choices';

/** A setting of a run in words, under its title. */
export interface SettingRow {
  title: string;
  value: string;
}

const OFF = 'off';
const yes = (value: boolean): string => (value ? 'yes' : 'no');
const orOff = (value: number | null): string => (value === null ? OFF : String(value));

const initText = ({ settings: { init } }: KeptRun): string => {
  switch (init.kind) {
    case 'zeros':
      return 'zeros';
    case 'random':
      return `random, seed ${init.seed}`;
    case 'given':
      return `given: ${[...init.weights, init.bias].join(', ')}`;
    case 'point':
      return `a point: ${init.theta.join(', ')}`;
  }
};

const entryText = ({ kind, ...fields }: RecipeEntry): string => `${kind} ${JSON.stringify(fields)}`;

/** Column names of the settings: those of the file, or with a recipe those that it makes. */
const nameOf = ({ data, recipe }: KeptRun, index: number | null): string =>
  index === null ? 'none' : recipe === null ? (data.options.columns.find((one) => one.index === index)?.name ?? String(index)) : String(index);

/** All settings of a run, in the order of the form. Two runs whose rows are the same were told the same. */
export const settingRows = (run: KeptRun): SettingRow[] => {
  const { settings, info, data, recipe } = run;
  const { stop } = settings;
  const rows: [title: string, value: string][] = [
    ['File', data.fileName],
    ['SHA-256 of the file', data.sha256],
    ['Target', info.targetName],
    ['Features', recipe === null ? settings.features.map((index) => nameOf(run, index)).join(', ') : recipe.features.join(', ')],
    ['Recipe', recipe === null || recipe.entries.length === 0 ? 'none' : recipe.entries.map(entryText).join('; ')],
    ['Row weights', nameOf(run, settings.weightColumn)],
    ['Degree', String(settings.degree)],
    ['Intercept', yes(settings.intercept)],
    ['Scaling', !settings.standardize ? 'none' : settings.scaledBy === 'range' ? 'min-max' : 'standardised'],
    ['Storage', settings.storage],
    ['Validation share', String(settings.validationShare)],
    ['Seed', String(settings.seed)],
    ['Start', initText(run)],
    ['Loss', describeChoice(LOSSES, settings.loss)],
    ['L1', String(settings.penalty.l1)],
    ['L2', String(settings.penalty.l2)],
    ['Penalty on the bias', yes(settings.penalty.bias)],
    ['Optimiser', describeChoice(OPTIMISERS, settings.optimizer)],
    ['Learning rate', String(settings.learningRate)],
    ['Step rule', describeChoice(SCHEDULES, settings.schedule)],
    ['Batch', settings.batchSize === null ? 'all rows' : String(settings.batchSize)],
    ['Clip', orOff(settings.clip)],
    ['Averaged from step', orOff(settings.averageFrom)],
    ['Gradient', settings.gradient],
    ['Steps at most', String(stop.maxSteps)],
    ['Stop at a loss change of', orOff(stop.lossChange)],
    ['Stop at a gradient norm of', orOff(stop.gradientNorm)],
    ['Stop after ms', orOff(stop.elapsedMs)],
    ['Patience', orOff(stop.patience)],
    ['Workers', String(settings.workers)],
  ];
  return rows.map(([title, value]) => ({ title, value }));
};

/** A setting that is not the same in all runs: its value in each. */
export interface SettingDifference {
  title: string;
  values: string[];
}

export const settingDifferences = (runs: readonly KeptRun[]): SettingDifference[] => {
  const all = runs.map(settingRows);
  return (all[0] ?? [])
    .map(({ title }, row) => ({ title, values: all.map((rows) => rows[row]!.value) }))
    .filter(({ values }) => values.some((value) => value !== values[0]));
};
