import { realpath, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { checkWritable } from '../workers/engine/files/atomicWrite';
import { UsageError } from './failures';

export interface Output {
  option: string;
  path: string | null;
}

/** What tells two spellings of one file apart from two files; null for a device such as /dev/null. */
const identity = async (path: string): Promise<string | null> => {
  const entry = await stat(path).catch(() => null);
  if (entry !== null && !entry.isFile()) return null;
  return realpath(path).catch(() => resolve(path));
};

/** Before long work: every output can be written, and none replaces another or a file that is read. */
export const checkOutputs = async (outputs: Output[], inputs: string[]): Promise<void> => {
  const taken = new Map<string, string>();
  for (const path of inputs) {
    const file = await identity(path);
    if (file !== null) taken.set(file, 'the input');
  }
  for (const { option, path } of outputs) {
    if (path === null) continue;
    if (path === '') throw new UsageError(`The option --${option} needs the name of a file.`);
    const file = await identity(path);
    const holder = file === null ? undefined : taken.get(file);
    if (holder !== undefined) {
      throw new UsageError(
        `The option --${option} names the same file as ${holder}: "${path}". Choose another one.`,
      );
    }
    if (file !== null) taken.set(file, `--${option}`);
    await checkWritable(path);
  }
};
