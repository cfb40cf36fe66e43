import { expectPositionals, readArguments, type OptionTable } from '../arguments';
import type { RunOutputs } from '../conductRun';
import { UsageError } from '../failures';

const RUNS_TABLE = {
  json: 'flag',
  quiet: 'flag',
  file: 'value',
  export: 'value',
  coefficients: 'value',
  log: 'value',
  trace: 'value',
} as const satisfies OptionTable;

export interface ResumeOptions extends Omit<RunOutputs, 'describe'> {
  kind: 'resume';
  id: string;
  /** Where the data is now; null: where it was. */
  path: string | null;
  json: boolean;
  quiet: boolean;
}

export type RunsOptions =
  | { kind: 'list'; json: boolean }
  | { kind: 'show'; id: string; json: boolean }
  | ResumeOptions
  | { kind: 'delete' | 'restore'; ids: string[]; quiet: boolean }
  | { kind: 'export'; path: string; quiet: boolean };

const KINDS = ['show', 'resume', 'delete', 'restore', 'export'];
const OF_RESUME = ['file', 'export', 'coefficients', 'log', 'trace'] as const;

export const parseRuns = (argv: string[]): RunsOptions => {
  const args = readArguments(argv, RUNS_TABLE);
  const [kind, ...words] = args.positionals;
  const json = args.flag('json');
  const quiet = args.flag('quiet');
  const misplaced = kind === 'resume' ? undefined : OF_RESUME.find((name) => args.value(name) !== undefined);
  if (misplaced !== undefined) throw new UsageError(`The option --${misplaced} is for "fall-line runs resume ID".`);
  switch (kind) {
    case undefined:
      return { kind: 'list', json };
    case 'show': {
      const [id = ''] = expectPositionals(words, ['ID']);
      return { kind, id, json };
    }
    case 'resume': {
      const [id = ''] = expectPositionals(words, ['ID']);
      const path = args.value('file') ?? null;
      const exportPath = args.value('export') ?? null;
      const coefficientsPath = args.value('coefficients') ?? null;
      const logPath = args.value('log') ?? null;
      const tracePath = args.value('trace') ?? null;
      return { kind, id, path, exportPath, coefficientsPath, logPath, tracePath, json, quiet };
    }
    case 'delete':
    case 'restore':
      if (words.length === 0) throw new UsageError('ID is missing.');
      return { kind, ids: words, quiet };
    case 'export': {
      const [path = ''] = expectPositionals(words, ['FILE.csv']);
      return { kind, path, quiet };
    }
    default:
      throw new UsageError(`"${kind}" cannot be done with runs: ${KINDS.join(', ')}, or nothing to list them.`);
  }
};
