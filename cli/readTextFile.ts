import { readFile } from 'node:fs/promises';
import { FallLineError } from '../workers/core/schema';

const READ_FAILURES: Record<string, [code: 'file-not-found' | 'file-unreadable', reason: string]> = {
  ENOENT: ['file-not-found', 'there is no such file. Check the path.'],
  EISDIR: ['file-unreadable', 'it is a folder. Give the name of a file.'],
  ENOTDIR: ['file-not-found', 'a part of the path is a file, not a folder. Check the path.'],
  EACCES: ['file-unreadable', 'permission is denied. Change its permissions.'],
};

/** A small text file that a command reads whole. */
export const readTextFile = async (path: string): Promise<string> => {
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    const known = READ_FAILURES[(error as NodeJS.ErrnoException).code ?? ''];
    if (known === undefined) throw error;
    throw new FallLineError(known[0], `Cannot read "${path}": ${known[1]}`);
  }
};
