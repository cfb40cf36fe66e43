import type { DialectOverrides } from '../../workers/core/schema';
import { expectPositionals, readArguments, type OptionTable } from '../arguments';
import { DIALECT_TABLE, readDialect } from './dialect';

const INSPECT_TABLE = { ...DIALECT_TABLE, json: 'flag', quiet: 'flag' } as const satisfies OptionTable;

export interface InspectOptions {
  path: string;
  dialect: DialectOverrides;
  json: boolean;
  quiet: boolean;
}

export const parseInspect = (argv: string[]): InspectOptions => {
  const args = readArguments(argv, INSPECT_TABLE);
  const [path = ''] = expectPositionals(args.positionals, ['FILE']);
  return { path, dialect: readDialect(args), json: args.flag('json'), quiet: args.flag('quiet') };
};
