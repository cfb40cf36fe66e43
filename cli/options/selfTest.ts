import { expectPositionals, readArguments, type OptionTable } from '../arguments';

const SELF_TEST_TABLE = { json: 'flag', quiet: 'flag' } as const satisfies OptionTable;

export interface SelfTestOptions {
  json: boolean;
  quiet: boolean;
}

export const parseSelfTest = (argv: string[]): SelfTestOptions => {
  const { positionals, flag } = readArguments(argv, SELF_TEST_TABLE);
  expectPositionals(positionals, []);
  return { json: flag('json'), quiet: flag('quiet') };
};
