import { readFile } from 'node:fs/promises';
import { parseModel } from '../workers/core/export/model';
import { FallLineError, type ModelFile } from '../workers/core/schema';

const READ_FAILURES: Record<string, [code: 'file-not-found' | 'file-unreadable', reason: string]> = {
  ENOENT: ['file-not-found', 'there is no such file. Check the path.'],
  EISDIR: ['file-unreadable', 'it is a folder. Give the name of a model file.'],
  ENOTDIR: ['file-not-found', 'a part of the path is a file, not a folder. Check the path.'],
  EACCES: ['file-unreadable', 'permission is denied. Change its permissions.'],
};

/** A saved model, or what is wrong with the file, named. */
export const readModel = async (path: string): Promise<ModelFile> => {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    const known = READ_FAILURES[(error as NodeJS.ErrnoException).code ?? ''];
    if (known === undefined) throw error;
    throw new FallLineError(known[0], `Cannot read "${path}": ${known[1]}`);
  }
  try {
    return parseModel(text);
  } catch (error) {
    if (error instanceof FallLineError) throw new FallLineError(error.code, `"${path}": ${error.message}`);
    throw error;
  }
};
