import { readFile, stat } from 'node:fs/promises';
import { FallLineError, type ErrorCode, type ModelFile } from '../../../workers/core/schema';
import { parseModel } from '../../../workers/core/export/model';

const MAX_MODEL_BYTES = 64 * 1024 * 1024;

const REMEDY = 'Choose a model that was exported as JSON.';

const REASONS: Record<string, [code: ErrorCode, reason: string]> = {
  ENOENT: ['file-not-found', 'there is no such file'],
  EACCES: ['file-unreadable', 'permission is denied'],
  EPERM: ['file-unreadable', 'permission is denied'],
};

/** Reads a saved model. Throws FallLineError for a file that is missing, unreadable, too large or no model. */
export async function readModel(path: string): Promise<ModelFile> {
  let text: string;
  try {
    const entry = await stat(path);
    if (!entry.isFile()) throw new FallLineError('file-unreadable', `"${path}" is not a file. ${REMEDY}`);
    if (entry.size > MAX_MODEL_BYTES) {
      throw new FallLineError('model-invalid', `"${path}" is too large to be a model. ${REMEDY}`);
    }
    text = await readFile(path, 'utf8');
  } catch (error) {
    const known = REASONS[(error as NodeJS.ErrnoException).code ?? ''];
    if (!known) throw error;
    throw new FallLineError(known[0], `Cannot read "${path}": ${known[1]}. Choose another file.`);
  }
  return parseModel(text);
}
