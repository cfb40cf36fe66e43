import { resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

export interface StartArguments {
  /** Absolute path of the file to open, or null. */
  file: string | null;
  /** Absolute path of the folder that receives the results of an unattended first run, or null. */
  firstRunFolder: string | null;
}

const FIRST_RUN = '--first-run=';

const toPath = (argument: string, workingDirectory: string): string =>
  argument.startsWith('file://') ? fileURLToPath(argument) : resolve(workingDirectory, argument);

/**
 * Reads what a person asked for on the command line. `argv` begins with the executable; `applicationPaths` are
 * the paths by which an unpackaged application is named there, which are not files to open. Other switches are Chromium's.
 */
export function parseStartArguments(
  argv: readonly string[],
  workingDirectory: string,
  applicationPaths: readonly string[],
): StartArguments {
  const result: StartArguments = { file: null, firstRunFolder: null };
  let onlyFiles = false;
  for (const argument of argv.slice(1)) {
    if (!onlyFiles && argument === '--') {
      onlyFiles = true;
    } else if (!onlyFiles && argument.startsWith('-')) {
      if (argument.startsWith(FIRST_RUN) && argument.length > FIRST_RUN.length) {
        result.firstRunFolder = resolve(workingDirectory, argument.slice(FIRST_RUN.length));
      }
    } else if (argument !== '' && result.file === null) {
      const path = toPath(argument, workingDirectory);
      if (!applicationPaths.includes(path)) result.file = path;
    }
  }
  return result;
}
