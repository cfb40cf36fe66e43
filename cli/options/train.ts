import type { DesignSettings, InitialParameters, Method, StopRules, StudyRequest } from '../../workers/core/schema';
import { DEFAULT_SETTINGS } from '../../workers/core/training/defaults';
import { issuesBesideColumns } from '../../workers/core/training/settings';
import {
  expectPositionals,
  parseChoice,
  parseCount,
  readArguments,
  readOr,
  type Arguments,
  type OptionTable,
} from '../arguments';
import { UsageError } from '../failures';
import { readFeatures, readTarget } from './columns';
import { DESIGN_TABLE, readDesign } from './design';
import { DIALECT_TABLE, readDialect } from './dialect';
import { runSettings } from '../runSettings';
import type { FileOptions } from './inspect';
import { readRecipeOptions, RECIPE_TABLE, type RecipeOptions } from './recipe/recipe';
import { readLearningRate } from './learningRate';
import { METHOD_TABLE, readMethod } from './method';
import { readStop, STOP_TABLE } from './stop';
import { readSweep, type Sweep } from './sweep';
import { checkStudy, readFolds } from './studyRequest';

/** More would only wait for each other; a typing slip should not start thousands of threads. */
export const MAX_WORKERS = 64;

/** What every training is told. */
export const RUN_TABLE = {
  ...DIALECT_TABLE,
  ...METHOD_TABLE,
  ...DESIGN_TABLE,
  ...STOP_TABLE,
  ...RECIPE_TABLE,
  target: 'value',
  features: 'value',
  'learning-rate': 'value',
  'no-standardize': 'flag',
  init: 'value',
  workers: 'value',
  json: 'flag',
  quiet: 'flag',
} as const satisfies OptionTable;

const TRAIN_TABLE = {
  ...RUN_TABLE,
  sweep: 'value',
  folds: 'value',
  export: 'value',
  coefficients: 'value',
  log: 'value',
  trace: 'value',
  rejected: 'value',
  'no-keep': 'flag',
} as const satisfies OptionTable;

/** Where what becomes of a run goes. */
interface OutputPaths {
  exportPath: string | null;
  coefficientsPath: string | null;
  logPath: string | null;
  tracePath: string | null;
  /** Where the rejected lines go. */
  rejectedPath: string | null;
  /** Among the runs in the person's data folder. */
  keep: boolean;
}

const NO_OUTPUTS: OutputPaths = { exportPath: null, coefficientsPath: null, logPath: null, tracePath: null, rejectedPath: null, keep: false };

export interface RunOptions extends FileOptions, OutputPaths {
  /** null: that of the recipe file. */
  target: string | null;
  /** null: every numeric column but the target. */
  features: string[] | null;
  method: Method;
  design: DesignSettings;
  recipe: RecipeOptions;
  stop: StopRules;
  /** null: what holds for the number of features and the method; 'auto': the best constant one of the data. */
  learningRate: number | 'auto' | null;
  standardize: boolean;
  init: InitialParameters;
  workers: number | 'auto';
}

export interface TrainOptions extends RunOptions {
  sweep: Sweep<RunOptions> | null;
  /** Beside the run. */
  folds: StudyRequest | null;
}

const readInit = ({ value }: Arguments<typeof RUN_TABLE>, { seed }: DesignSettings): InitialParameters => {
  const kind = parseChoice('init', value('init') ?? DEFAULT_SETTINGS.init.kind, ['zeros', 'random']);
  return kind === 'zeros' ? { kind } : { kind, seed };
};

/** What options do wrong together: all that is known before the file is read. */
const checkTogether = (options: RunOptions, hasOwnValidation: boolean): void => {
  const anyRate = DEFAULT_SETTINGS.learningRate;
  const { split, path } = options.recipe;
  // A recipe splits the rows by a column of parts; which one is known later.
  const design = split || path !== null ? { ...options.design, validationShare: 0, partColumn: 0 } : options.design;
  const issues = issuesBesideColumns(runSettings({ ...options, design }, { target: 0, features: [] }, anyRate));
  const issue = issues.find(({ field }) => !(hasOwnValidation && field === 'patience'));
  if (issue) throw new UsageError(issue.message);
};

interface ReadOptions {
  outputs?: OutputPaths;
  /** Whether there are rows left out whatever is said of a validation part. */
  hasOwnValidation?: boolean;
}

export const readRun = (
  args: Arguments<typeof RUN_TABLE>,
  { outputs = NO_OUTPUTS, hasOwnValidation = false }: ReadOptions = {},
): RunOptions => {
  const { value, flag } = args;
  const [path = ''] = expectPositionals(args.positionals, ['FILE']);
  const stop = readStop(args);
  const design = readDesign(args);
  const recipe = readRecipeOptions(args, design);
  const target = readTarget(value('target'), recipe.path);
  const options: RunOptions = {
    path,
    dialect: readDialect(args, { hasRecipe: true }),
    json: flag('json'),
    quiet: flag('quiet'),
    target,
    features: readFeatures(args.values('features'), target),
    ...readLearningRate(value('learning-rate'), readMethod(args, stop.maxSteps)),
    design,
    recipe,
    stop,
    standardize: DEFAULT_SETTINGS.standardize && !flag('no-standardize') && recipe.scaling !== 'none',
    init: readInit(args, design),
    workers: readOr(value('workers'), DEFAULT_SETTINGS.workers, (text) => parseCount('workers', text, 1, MAX_WORKERS)),
    ...outputs,
  };
  checkTogether(options, hasOwnValidation);
  return options;
};

const readTrain = (args: Arguments<typeof TRAIN_TABLE>): RunOptions => {
  const { value, flag } = args;
  return readRun(args, {
    outputs: {
      exportPath: value('export') ?? null,
      coefficientsPath: value('coefficients') ?? null,
      logPath: value('log') ?? null,
      tracePath: value('trace') ?? null,
      rejectedPath: value('rejected') ?? null,
      keep: !flag('no-keep'),
    },
  });
};

export const parseTrain = (argv: string[]): TrainOptions => {
  const args = readArguments(argv, TRAIN_TABLE);
  if (args.value('sweep') !== undefined && args.value('workers') !== undefined) {
    throw new UsageError('The options --sweep and --workers exclude each other: each run has one worker.');
  }
  const sweep = readSweep(args, (words) => readTrain(readArguments([...words, ...argv], TRAIN_TABLE)));
  const options = sweep?.runs[0].options ?? readTrain(args);
  const folds = readOr(args.value('folds'), null, (text) => readFolds(text, options.design.seed));
  if (folds && sweep) throw new UsageError('The options --folds and --sweep exclude each other: choose a value first.');
  if (folds) checkStudy(options, folds);
  return { ...options, sweep, folds };
};
