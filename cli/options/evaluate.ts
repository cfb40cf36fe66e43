import type { DialectOverrides } from '../../workers/core/schema';
import { expectPositionals, readArguments, type OptionTable } from '../arguments';
import { DIALECT_TABLE, readDialect } from './dialect';

const EVALUATE_TABLE = { ...DIALECT_TABLE, json: 'flag', quiet: 'flag' } as const satisfies OptionTable;

export interface EvaluateOptions {
  modelPath: string;
  path: string;
  dialect: DialectOverrides;
  json: boolean;
  quiet: boolean;
}

export const parseEvaluate = (argv: string[]): EvaluateOptions => {
  const args = readArguments(argv, EVALUATE_TABLE);
  const [modelPath = '', path = ''] = expectPositionals(args.positionals, ['MODEL.json', 'FILE']);
  return { modelPath, path, dialect: readDialect(args), json: args.flag('json'), quiet: args.flag('quiet') };
};
