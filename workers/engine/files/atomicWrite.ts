import { randomUUID } from 'node:crypto';
import { constants } from 'node:fs';
import { access, lstat, open, readlink, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { FallLineError } from '../../core/schema';
import { writeFailure } from './writeFailure';

interface Destination {
  path: string;
  /** Permission bits of the file that is replaced; null where there is none. */
  mode: number | null;
  /** A device or pipe has no old content to keep and must not be replaced by a file. */
  direct: boolean;
}

const MAX_LINKS = 40;

const isMissing = (error: unknown): boolean => (error as NodeJS.ErrnoException).code === 'ENOENT';

/** Where a link that points at nothing yet would put a new file. */
const followDangling = async (path: string): Promise<string> => {
  let current = path;
  for (let n = 0; n < MAX_LINKS; n++) {
    const entry = await lstat(current).catch((error: unknown) => {
      if (isMissing(error)) return null;
      throw error;
    });
    if (!entry?.isSymbolicLink()) return current;
    current = resolve(dirname(current), await readlink(current));
  }
  throw Object.assign(new Error('too many links'), { code: 'ELOOP' });
};

const findDestination = async (path: string): Promise<Destination> => {
  let entry;
  try {
    entry = await stat(path);
  } catch (error) {
    if (!isMissing(error)) throw error;
    const target = await followDangling(resolve(path));
    const folder = await stat(dirname(target));
    if (!folder.isDirectory()) throw Object.assign(new Error('not a folder'), { code: 'ENOTDIR' });
    return { path: target, mode: null, direct: false };
  }
  if (entry.isDirectory()) throw Object.assign(new Error('is a directory'), { code: 'EISDIR' });
  // Renaming over a file asks only for a writable folder; a file marked read-only is to stay as it is.
  await access(path, constants.W_OK);
  return { path: await realpath(path), mode: entry.mode & 0o777, direct: !entry.isFile() };
};

/** Brings what was written to the disk itself, so that the rename cannot overtake it. */
const settle = async (path: string, flags: 'r' | 'r+', mode: number | null): Promise<void> => {
  const handle = await open(path, flags);
  try {
    if (mode !== null) await handle.chmod(mode);
    await handle.sync();
  } finally {
    await handle.close();
  }
};

const replace = async (
  destination: Destination,
  write: (temporaryPath: string) => Promise<void>,
): Promise<void> => {
  const folder = dirname(destination.path);
  const temporaryPath = join(folder, `.fall-line-${randomUUID()}.tmp`);
  try {
    await (await open(temporaryPath, 'wx')).close();
    await write(temporaryPath);
    await settle(temporaryPath, 'r+', destination.mode);
    await rename(temporaryPath, destination.path);
  } catch (error) {
    // What went wrong first is what is reported, also where the temporary file cannot be removed.
    await rm(temporaryPath, { force: true }).catch(() => undefined);
    throw error;
  }
  // Windows cannot open a folder to sync it.
  if (process.platform !== 'win32') await settle(folder, 'r', null);
};

/**
 * Replaces the file at `path` by what `write` puts into the empty temporary file it is given, or leaves the old
 * one whole: temporary file in the same folder, sync, rename, sync of the folder. A link is followed to its
 * target; the permission bits of an existing file are kept; a device or pipe is written to directly.
 * Throws FallLineError 'write-failed' for what the system refuses; other errors of `write` pass through.
 */
export const writeFileAtomic = async (
  path: string,
  write: (temporaryPath: string) => Promise<void>,
): Promise<void> => {
  try {
    const destination = await findDestination(path);
    if (destination.direct) await write(path);
    else await replace(destination, write);
  } catch (error) {
    throw error instanceof FallLineError ? error : writeFailure(path, error);
  }
};

export const writeTextAtomic = (path: string, text: string): Promise<void> =>
  writeFileAtomic(path, (temporaryPath) => writeFile(temporaryPath, text));

/** Fails as writeFileAtomic would, so far as that can be known before there is anything to write. */
export const checkWritable = async (path: string): Promise<void> => {
  try {
    const destination = await findDestination(path);
    if (!destination.direct) await access(dirname(destination.path), constants.W_OK);
  } catch (error) {
    throw writeFailure(path, error);
  }
};
