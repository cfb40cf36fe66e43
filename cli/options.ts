import type { DialectOverrides, InitialParameters, Method } from '../workers/core/schema';
import { DEFAULT_SETTINGS } from '../workers/core/training/defaults';
import {
  expectPositionals,
  parseChoice,
  parseList,
  parseNumber,
  parsePositive,
  readArguments,
  type Arguments,
  type OptionTable,
} from './arguments';
import { UsageError } from './failures';
import { readLearningRate } from './learningRate';
import { readMethod } from './method';

/** More would only wait for each other; a typing slip should not start thousands of threads. */
export const MAX_WORKERS = 64;

export const DIALECT_TABLE = {
  delimiter: 'value',
  decimal: 'value',
  thousands: 'value',
  encoding: 'value',
  header: 'flag',
  'no-header': 'flag',
  missing: 'value',
  'skip-lines': 'value',
} as const satisfies OptionTable;

const INSPECT_TABLE = { ...DIALECT_TABLE, json: 'flag', quiet: 'flag' } as const satisfies OptionTable;

const TRAIN_TABLE = {
  ...DIALECT_TABLE,
  target: 'value',
  features: 'value',
  'learning-rate': 'value',
  steps: 'value',
  'no-standardize': 'flag',
  init: 'value',
  seed: 'value',
  workers: 'value',
  tolerance: 'value',
  l1: 'value',
  l2: 'value',
  optimizer: 'value',
  schedule: 'value',
  export: 'value',
  coefficients: 'value',
  log: 'value',
  json: 'flag',
  quiet: 'flag',
} as const satisfies OptionTable;

const PREDICT_TABLE = { ...DIALECT_TABLE, output: 'value', quiet: 'flag' } as const satisfies OptionTable;

export interface InspectOptions {
  path: string;
  dialect: DialectOverrides;
  json: boolean;
  quiet: boolean;
}

export interface TrainOptions extends InspectOptions {
  target: string;
  /** null: every numeric column but the target. */
  features: string[] | null;
  method: Method;
  /** null: what holds for the number of features and the method; 'auto': the best constant one of the data. */
  learningRate: number | 'auto' | null;
  steps: number;
  standardize: boolean;
  init: InitialParameters;
  workers: number | 'auto';
  tolerance: number | null;
  exportPath: string | null;
  coefficientsPath: string | null;
  logPath: string | null;
}

export interface PredictOptions {
  modelPath: string;
  path: string;
  dialect: DialectOverrides;
  outputPath: string | null;
  quiet: boolean;
}

const WORDS: Record<string, string> = { tab: '\t', '\\t': '\t', space: ' ', none: '' };
const asCharacter = (text: string): string => WORDS[text] ?? text;

const readDelimiter = (text: string): string => {
  const delimiter = asCharacter(text);
  if ([...delimiter].length !== 1 || /[\r\n"]/.test(delimiter)) {
    throw new UsageError(`The option --delimiter is "${text}"; it must be one character, or the word tab.`);
  }
  return delimiter;
};

const readHeader = (args: Arguments<typeof DIALECT_TABLE>): boolean | undefined => {
  if (args.flag('header') && args.flag('no-header')) {
    throw new UsageError('The options --header and --no-header exclude each other.');
  }
  if (args.flag('header')) return true;
  return args.flag('no-header') ? false : undefined;
};

export const readDialect = (args: Arguments<typeof DIALECT_TABLE>): DialectOverrides => {
  const { value } = args;
  const [delimiter, decimal, thousands, encoding, missing, skipLines] = (
    ['delimiter', 'decimal', 'thousands', 'encoding', 'missing', 'skip-lines'] as const
  ).map(value);
  const hasHeader = readHeader(args);
  const dialect: DialectOverrides = {
    ...(delimiter !== undefined && { delimiter: readDelimiter(delimiter) }),
    ...(decimal !== undefined && { decimalMark: parseChoice('decimal', decimal, ['.', ',']) }),
    ...(thousands !== undefined && {
      thousandsMark: parseChoice('thousands', asCharacter(thousands), ['', '.', ',', ' ', "'"]),
    }),
    ...(encoding !== undefined && {
      encoding: parseChoice('encoding', encoding, ['utf-8', 'utf-16', 'latin-1']),
    }),
    ...(hasHeader !== undefined && { hasHeader }),
    ...(missing !== undefined && { missingWords: parseList(missing).filter((word) => word !== '') }),
    ...(skipLines !== undefined && { skipLines: parseCount('skip-lines', skipLines, 0) }),
  };
  if (dialect.decimalMark !== undefined && dialect.decimalMark === dialect.thousandsMark) {
    throw new UsageError(
      `The options --decimal and --thousands are both "${dialect.decimalMark}"; they must differ.`,
    );
  }
  return dialect;
};

export const parseCount = (option: string, text: string, min: number, max = Number.MAX_SAFE_INTEGER): number => {
  const range = max === Number.MAX_SAFE_INTEGER ? `${min} or more` : `from ${min} to ${max}`;
  return parseNumber(
    option,
    text,
    `a whole number, ${range}`,
    (value) => Number.isSafeInteger(value) && value >= min && value <= max,
  );
};

const readInit = (args: Arguments<typeof TRAIN_TABLE>): InitialParameters => {
  const kind = parseChoice('init', args.value('init') ?? DEFAULT_SETTINGS.init.kind, ['zeros', 'random']);
  const seed = args.value('seed');
  const parsed = seed === undefined ? DEFAULT_SETTINGS.seed : parseCount('seed', seed, 0, 2 ** 32 - 1);
  return kind === 'zeros' ? { kind } : { kind, seed: parsed };
};

export const readFeatures = (given: string[], target: string): string[] | null => {
  if (given.length === 0) return null;
  const features = given.flatMap(parseList);
  if (features.includes('')) throw new UsageError('The option --features holds an empty name.');
  if (features.includes(target)) {
    throw new UsageError(
      `The column "${target}" is the target and cannot be a feature too. Leave it out of --features.`,
    );
  }
  const repeated = features.find((name, index) => features.indexOf(name) !== index);
  if (repeated !== undefined)
    throw new UsageError(`The option --features names "${repeated}" more than once.`);
  return features;
};

export const readTarget = (target: string | undefined): string => {
  if (target === undefined || target === '') {
    throw new UsageError('Say which column is to be predicted: --target NAME.');
  }
  return target;
};

export const parseInspect = (argv: string[]): InspectOptions => {
  const args = readArguments(argv, INSPECT_TABLE);
  const [path = ''] = expectPositionals(args.positionals, ['FILE']);
  return { path, dialect: readDialect(args), json: args.flag('json'), quiet: args.flag('quiet') };
};

export const parseTrain = (argv: string[]): TrainOptions => {
  const args = readArguments(argv, TRAIN_TABLE);
  const { value, flag } = args;
  const [path = ''] = expectPositionals(args.positionals, ['FILE']);
  const target = readTarget(value('target'));
  const [learningRate, steps, workers, tolerance] = [
    value('learning-rate'),
    value('steps'),
    value('workers'),
    value('tolerance'),
  ];
  const nSteps = steps === undefined ? DEFAULT_SETTINGS.maxSteps : parseCount('steps', steps, 1);
  const method = readMethod(value, nSteps);
  return {
    path,
    dialect: readDialect(args),
    json: flag('json'),
    quiet: flag('quiet'),
    target,
    features: readFeatures(args.values('features'), target),
    learningRate: readLearningRate(learningRate, method),
    steps: nSteps,
    method,
    standardize: DEFAULT_SETTINGS.standardize && !flag('no-standardize'),
    init: readInit(args),
    workers:
      workers === undefined ? DEFAULT_SETTINGS.workers : parseCount('workers', workers, 1, MAX_WORKERS),
    tolerance: tolerance === undefined ? DEFAULT_SETTINGS.lossChange : parsePositive('tolerance', tolerance),
    exportPath: value('export') ?? null,
    coefficientsPath: value('coefficients') ?? null,
    logPath: value('log') ?? null,
  };
};

export const parsePredict = (argv: string[]): PredictOptions => {
  const args = readArguments(argv, PREDICT_TABLE);
  const [modelPath = '', path = ''] = expectPositionals(args.positionals, ['MODEL.json', 'FILE']);
  return {
    modelPath,
    path,
    dialect: readDialect(args),
    outputPath: args.value('output') ?? null,
    quiet: args.flag('quiet'),
  };
};
