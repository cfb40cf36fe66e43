import { constants } from 'node:os';

/** An expected failure: its message says what happened and what to do next. */
export class Failure extends Error {}

/** The person stopped the script; what was under way has been ended. */
export class Interrupted extends Error {
  /** @param {NodeJS.Signals} signal */
  constructor(signal) {
    super(`Stopped by ${signal}.`);
    this.exitCode = signalExitCode(signal);
  }
}

/** The exit code by which a shell reports a signal. @param {NodeJS.Signals} signal */
export const signalExitCode = (signal) => 128 + (constants.signals[signal] ?? 0);

const fileRemedies = new Map([
  ['ENOSPC', 'The disk is full. Free about 2 GB'],
  ['EDQUOT', 'The disk quota is used up. Free about 2 GB'],
  ['EROFS', 'The disk is read-only. Copy the project to a folder you can write to'],
  ['EACCES', 'Writing is not permitted. Make yourself the owner of the project folder'],
  ['EPERM', 'Writing is not permitted. Make yourself the owner of the project folder'],
]);

/**
 * One or two sentences for a person: what went wrong and what to do next. Never a stack trace.
 * @param {unknown} error
 * @returns {string}
 */
export function explain(error) {
  if (error instanceof Failure || error instanceof Interrupted) return error.message;
  const { code, path, message } = /** @type {NodeJS.ErrnoException} */ (
    error instanceof Error ? error : new Error(String(error))
  );
  const remedy = fileRemedies.get(code ?? '');
  if (remedy !== undefined) return `${remedy}, then run the same command again.${path ? ` (${path})` : ''}`;
  return (
    `${message}. This was not expected: run the same command again; if it stays, delete the folder .cache ` +
    'and retry.'
  );
}

/**
 * Runs a script to its exit code, turning every failure into a message on stderr.
 * @param {() => Promise<number>} main
 */
export async function runScript(main) {
  try {
    const [major = 0, minor = 0] = process.versions.node.split('.').map(Number);
    if (major < 20 || (major === 20 && minor < 19)) {
      throw new Failure(
        `Fall Line needs Node 20.19 or newer; this is ${process.versions.node}. Install it from nodejs.org.`,
      );
    }
    process.exitCode = await main();
  } catch (error) {
    console.error(explain(error));
    process.exitCode = error instanceof Interrupted ? error.exitCode : 1;
  }
}
