import type { DialectOverrides } from '../../workers/core/schema';
import { expectPositionals, readArguments, type OptionTable } from '../arguments';
import { DIALECT_TABLE, readDialect } from './dialect';

const PREDICT_TABLE = { ...DIALECT_TABLE, output: 'value', intervals: 'flag', quiet: 'flag' } as const satisfies OptionTable;

export interface PredictOptions {
  modelPath: string;
  path: string;
  dialect: DialectOverrides;
  outputPath: string | null;
  /** Columns low and high. */
  intervals: boolean;
  quiet: boolean;
}

export const parsePredict = (argv: string[]): PredictOptions => {
  const args = readArguments(argv, PREDICT_TABLE);
  const [modelPath = '', path = ''] = expectPositionals(args.positionals, ['MODEL.json', 'FILE']);
  return {
    modelPath,
    path,
    dialect: readDialect(args),
    outputPath: args.value('output') ?? null,
    intervals: args.flag('intervals'),
    quiet: args.flag('quiet'),
  };
};
