import { MAX_DEGREE } from '../workers/core/exact/checkSettings';
import { DEFAULT_SETTINGS } from '../workers/core/training/defaults';
import { expectPositionals, readArguments, type OptionTable } from './arguments';
import {
  DIALECT_TABLE,
  parseCount,
  readDialect,
  readFeatures,
  readTarget,
  type InspectOptions,
} from './options';

const SOLVE_TABLE = {
  ...DIALECT_TABLE,
  target: 'value',
  features: 'value',
  degree: 'value',
  'no-intercept': 'flag',
  'no-standardize': 'flag',
  json: 'flag',
  quiet: 'flag',
} as const satisfies OptionTable;

export interface SolveOptions extends InspectOptions {
  target: string;
  /** null: every numeric column but the target. */
  features: string[] | null;
  degree: number;
  intercept: boolean;
  standardize: boolean;
}

export const parseSolve = (argv: string[]): SolveOptions => {
  const args = readArguments(argv, SOLVE_TABLE);
  const [path = ''] = expectPositionals(args.positionals, ['FILE']);
  const target = readTarget(args.value('target'));
  const degree = args.value('degree');
  return {
    path,
    dialect: readDialect(args),
    json: args.flag('json'),
    quiet: args.flag('quiet'),
    target,
    features: readFeatures(args.values('features'), target),
    degree: degree === undefined ? 1 : parseCount('degree', degree, 1, MAX_DEGREE),
    intercept: !args.flag('no-intercept'),
    standardize: DEFAULT_SETTINGS.standardize && !args.flag('no-standardize'),
  };
};
