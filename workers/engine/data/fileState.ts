import { constants, type BigIntStats } from 'node:fs';
import { access, open, stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { FallLineError } from '../../core/schema';

/** What tells whether a file is still the one that was looked at. */
export interface FileState {
  byteLength: number;
  compressed: boolean;
  stamp: string;
}

const fileFailure = (path: string, error: unknown): Error => {
  const { code } = error as NodeJS.ErrnoException;
  const name = `"${basename(path)}"`;
  switch (code) {
    case 'ENOENT':
    case 'ENOTDIR':
      return new FallLineError('file-not-found', `There is no file "${path}". Check the path, or choose the file again.`);
    case 'EACCES':
    case 'EPERM':
      return new FallLineError('file-unreadable', `${name} may not be read: permission is denied. Ask its owner for the right to read it, or choose another file.`);
    default:
      return new FallLineError('file-unreadable', `${name} cannot be read (${code ?? String(error)}). Check the disk, or copy the file.`);
  }
};

const stampOf = ({ size, mtimeNs, ino, dev }: BigIntStats): string => [dev, ino, size, mtimeNs].join(':');

const readMagic = async (path: string): Promise<Uint8Array> => {
  const file = await open(path, 'r');
  try {
    const bytes = new Uint8Array(2);
    await file.read(bytes, 0, 2, 0);
    return bytes;
  } finally {
    await file.close();
  }
};

/** Throws FallLineError where the path leads to nothing that can be read as a table. */
export const readFileState = async (path: string): Promise<FileState> => {
  try {
    const stats = await stat(path, { bigint: true });
    if (stats.isDirectory()) {
      throw new FallLineError('file-unreadable', `"${path}" is a folder. Choose a file in it.`);
    }
    if (!stats.isFile()) {
      throw new FallLineError('file-unreadable', `"${path}" is a device or pipe. Save its data to a file first.`);
    }
    await access(path, constants.R_OK);
    if (stats.size === 0n) {
      throw new FallLineError('file-empty', `"${basename(path)}" is empty. Choose a file with a header and rows.`);
    }
    const [first, second] = await readMagic(path);
    return { byteLength: Number(stats.size), compressed: first === 0x1f && second === 0x8b, stamp: stampOf(stats) };
  } catch (error) {
    throw error instanceof FallLineError ? error : fileFailure(path, error);
  }
};

/** Throws 'file-changed' where the file is not the one it was. */
export const requireUnchanged = async (path: string, before: FileState): Promise<void> => {
  const after = await stat(path, { bigint: true }).catch(() => null);
  if (after && stampOf(after) === before.stamp) return;
  throw new FallLineError(
    'file-changed',
    `"${basename(path)}" ${after ? 'was changed' : 'was removed'} while it was read. Import it again once it is complete.`,
  );
};
