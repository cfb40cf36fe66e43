import type { DialectOverrides } from '../../workers/core/schema';
import { expectPositionals, readArguments, type OptionTable } from '../arguments';
import { DIALECT_TABLE, readDialect } from './dialect';

const INSPECT_TABLE = {
  ...DIALECT_TABLE,
  proof: 'flag',
  recipe: 'value',
  rejected: 'value',
  json: 'flag',
  quiet: 'flag',
} as const satisfies OptionTable;

/** Of every command that reads a file of data. */
export interface FileOptions {
  path: string;
  dialect: DialectOverrides;
  json: boolean;
  quiet: boolean;
}

export interface InspectOptions extends FileOptions {
  /** Count the cells that would read differently. */
  proof: boolean;
  /** Where the rejected lines go. */
  rejectedPath: string | null;
  /** A recipe to be fitted to the file. */
  recipePath: string | null;
}

export const parseInspect = (argv: string[]): InspectOptions => {
  const args = readArguments(argv, INSPECT_TABLE);
  const [path = ''] = expectPositionals(args.positionals, ['FILE']);
  return {
    path,
    dialect: readDialect(args),
    json: args.flag('json'),
    quiet: args.flag('quiet'),
    proof: args.flag('proof'),
    rejectedPath: args.value('rejected') ?? null,
    recipePath: args.value('recipe') ?? null,
  };
};
