import { exportModel } from './commands/export';
import { evaluate } from './commands/evaluate';
import { inspect } from './commands/inspect';
import { predict } from './commands/predict';
import { runs } from './commands/runs';
import { selfTest } from './commands/selfTest';
import { solve } from './commands/solve';
import { study } from './commands/study';
import { train } from './commands/train';
import { EXIT, reportFailure, UsageError } from './failures';
import type { Io } from './io';
import { nearest } from '../workers/core/text/nearest';
import { processIo } from './processIo';
import { EXPORT_USAGE } from './usage/export';
import { EVALUATE_USAGE } from './usage/evaluate';
import { GENERAL_USAGE } from './usage/general';
import { INSPECT_USAGE } from './usage/inspect';
import { PREDICT_USAGE } from './usage/predict';
import { RUNS_USAGE } from './usage/runs';
import { SELF_TEST_USAGE } from './usage/selfTest';
import { SOLVE_USAGE } from './usage/solve';
import { STUDY_USAGE } from './usage/study';
import { TRAIN_USAGE } from './usage/train';

interface Command {
  run: (argv: string[], io: Io) => Promise<number>;
  usage: string;
}

const COMMANDS = new Map<string, Command>([
  ['inspect', { run: inspect, usage: INSPECT_USAGE }],
  ['train', { run: train, usage: TRAIN_USAGE }],
  ['solve', { run: solve, usage: SOLVE_USAGE }],
  ['study', { run: study, usage: STUDY_USAGE }],
  ['export', { run: exportModel, usage: EXPORT_USAGE }],
  ['predict', { run: predict, usage: PREDICT_USAGE }],
  ['evaluate', { run: evaluate, usage: EVALUATE_USAGE }],
  ['runs', { run: runs, usage: RUNS_USAGE }],
  ['self-test', { run: selfTest, usage: SELF_TEST_USAGE }],
]);

const asksForHelp = (words: string[]): boolean => {
  const end = words.indexOf('--');
  const options = end === -1 ? words : words.slice(0, end);
  return options.includes('--help') || options.includes('-h');
};

const findCommand = (word: string | undefined): Command => {
  const names = [...COMMANDS.keys()];
  if (word === undefined) throw new UsageError(`Say what is to be done: ${names.join(', ')}.`);
  const command = COMMANDS.get(word);
  if (command !== undefined) return command;
  const near = nearest(word, names);
  const hint = near === null ? `The commands are ${names.join(', ')}.` : `Did you mean "${near}"?`;
  throw new UsageError(`There is no command "${word}". ${hint}`);
};

/** Runs one command and returns its exit code; every failure has been reported on stderr by then. */
export const main = async (argv: string[], io: Io): Promise<number> => {
  const [word, ...rest] = argv;
  try {
    if (word === '--version') {
      io.stdout(`${io.version()}\n`);
      return EXIT.done;
    }
    if (word === '--help' || word === '-h' || word === 'help') {
      io.stdout(GENERAL_USAGE);
      return EXIT.done;
    }
    const command = findCommand(word);
    if (asksForHelp(rest)) {
      io.stdout(command.usage);
      return EXIT.done;
    }
    const exitCode = await command.run(rest, io);
    // Output that could not be written is known only after it was handed over.
    if (exitCode === EXIT.done) io.signal.throwIfAborted();
    return exitCode;
  } catch (error) {
    return reportFailure(error, io, word !== undefined && COMMANDS.has(word) ? word : null);
  }
};

/** The same for this process: its arguments, streams and signals. */
export const runAsProcess = (): Promise<number> => main(process.argv.slice(2), processIo());
