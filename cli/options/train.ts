import type { DesignSettings, InitialParameters, Method, StopRules } from '../../workers/core/schema';
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
import { readLearningRate } from './learningRate';
import { METHOD_TABLE, readMethod } from './method';
import { readStop, STOP_TABLE } from './stop';
import { readSweep, type Sweep } from './sweep';

/** More would only wait for each other; a typing slip should not start thousands of threads. */
export const MAX_WORKERS = 64;

const TRAIN_TABLE = {
  ...DIALECT_TABLE,
  ...METHOD_TABLE,
  ...DESIGN_TABLE,
  ...STOP_TABLE,
  target: 'value',
  features: 'value',
  'learning-rate': 'value',
  'no-standardize': 'flag',
  init: 'value',
  workers: 'value',
  sweep: 'value',
  export: 'value',
  coefficients: 'value',
  log: 'value',
  rejected: 'value',
  json: 'flag',
  quiet: 'flag',
} as const satisfies OptionTable;

export interface RunOptions extends FileOptions {
  target: string;
  /** null: every numeric column but the target. */
  features: string[] | null;
  method: Method;
  design: DesignSettings;
  stop: StopRules;
  /** null: what holds for the number of features and the method; 'auto': the best constant one of the data. */
  learningRate: number | 'auto' | null;
  standardize: boolean;
  init: InitialParameters;
  workers: number | 'auto';
  exportPath: string | null;
  coefficientsPath: string | null;
  logPath: string | null;
  /** Where the rejected lines go. */
  rejectedPath: string | null;
}

export interface TrainOptions extends RunOptions {
  sweep: Sweep<RunOptions> | null;
}

const readInit = ({ value }: Arguments<typeof TRAIN_TABLE>, { seed }: DesignSettings): InitialParameters => {
  const kind = parseChoice('init', value('init') ?? DEFAULT_SETTINGS.init.kind, ['zeros', 'random']);
  return kind === 'zeros' ? { kind } : { kind, seed };
};

/** What options do wrong together: all that is known before the file is read. */
const checkTogether = (options: RunOptions): void => {
  const anyRate = DEFAULT_SETTINGS.learningRate;
  const [issue] = issuesBesideColumns(runSettings(options, { target: 0, features: [] }, anyRate));
  if (issue) throw new UsageError(issue.message);
};

const readRun = (args: Arguments<typeof TRAIN_TABLE>): RunOptions => {
  const { value, flag } = args;
  const [path = ''] = expectPositionals(args.positionals, ['FILE']);
  const target = readTarget(value('target'));
  const stop = readStop(args);
  const design = readDesign(args);
  const options: RunOptions = {
    path,
    dialect: readDialect(args),
    json: flag('json'),
    quiet: flag('quiet'),
    target,
    features: readFeatures(args.values('features'), target),
    ...readLearningRate(value('learning-rate'), readMethod(args, stop.maxSteps)),
    design,
    stop,
    standardize: DEFAULT_SETTINGS.standardize && !flag('no-standardize'),
    init: readInit(args, design),
    workers: readOr(value('workers'), DEFAULT_SETTINGS.workers, (text) => parseCount('workers', text, 1, MAX_WORKERS)),
    exportPath: value('export') ?? null,
    coefficientsPath: value('coefficients') ?? null,
    logPath: value('log') ?? null,
    rejectedPath: value('rejected') ?? null,
  };
  checkTogether(options);
  return options;
};

export const parseTrain = (argv: string[]): TrainOptions => {
  const args = readArguments(argv, TRAIN_TABLE);
  if (args.value('sweep') !== undefined && args.value('workers') !== undefined) {
    throw new UsageError('The options --sweep and --workers exclude each other: each run has one worker.');
  }
  const sweep = readSweep(args, (words) => readRun(readArguments([...words, ...argv], TRAIN_TABLE)));
  return { ...(sweep?.runs[0].options ?? readRun(args)), sweep };
};
