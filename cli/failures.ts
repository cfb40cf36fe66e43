import { FallLineError } from '../workers/core/schema';
import { printable } from './format';
import { Ending, type Io } from './io';

export const EXIT = { done: 0, failed: 1, wrongUse: 2, diverged: 3 } as const;

/** The command was written wrongly: exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';
}

const exitCodeOf = (error: FallLineError): number =>
  error.code === 'setting-invalid' || error.code === 'target-as-feature' ? EXIT.wrongUse : EXIT.failed;

/** Says on stderr in one or two lines what went wrong, and returns the exit code. */
export const reportFailure = (error: unknown, io: Io, command: string | null): number => {
  if (io.debug && error instanceof Error) io.stderr(`${error.stack ?? error.message}\n`);
  const ending: unknown = io.signal.reason;
  if (ending instanceof Ending) {
    if (ending.message !== null) io.stderr(`${ending.message}\n`);
    return ending.exitCode;
  }
  if (error instanceof UsageError) {
    const help = `fall-line ${command === null ? '' : `${command} `}--help`;
    io.stderr(`${printable(error.message)}\nRun "${help}" to see how it is used.\n`);
    return EXIT.wrongUse;
  }
  if (error instanceof FallLineError) {
    io.stderr(`${printable(error.message)}\n`);
    return exitCodeOf(error);
  }
  const message = error instanceof Error ? error.message : String(error);
  io.stderr(`Unexpected failure: ${printable(message)}\nRun again with FALL_LINE_DEBUG=1 to see where.\n`);
  return EXIT.failed;
};
