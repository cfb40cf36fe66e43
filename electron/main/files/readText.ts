import { readFile, stat } from 'node:fs/promises';
import { FallLineError, type ErrorCode } from '../../../workers/core/schema';

export interface TextKind {
  maxBytes: number;
  /** As the sentence about a file that is too large names it, such as `a model`. */
  what: string;
  /** Of such a file. */
  code: ErrorCode;
  remedy: string;
}

const REASONS: Record<string, [code: ErrorCode, reason: string]> = {
  ENOENT: ['file-not-found', 'there is no such file'],
  EACCES: ['file-unreadable', 'permission is denied'],
  EPERM: ['file-unreadable', 'permission is denied'],
};

/** The text of a file that a person has chosen. Throws FallLineError for one that is missing, unreadable or too large to be what it should. */
export async function readText(path: string, { maxBytes, what, code, remedy }: TextKind): Promise<string> {
  try {
    const entry = await stat(path);
    if (!entry.isFile()) throw new FallLineError('file-unreadable', `"${path}" is not a file. ${remedy}`);
    if (entry.size > maxBytes) throw new FallLineError(code, `"${path}" is too large to be ${what}. ${remedy}`);
    return await readFile(path, 'utf8');
  } catch (error) {
    const known = REASONS[(error as NodeJS.ErrnoException).code ?? ''];
    if (!known) throw error;
    throw new FallLineError(known[0], `Cannot read "${path}": ${known[1]}. Choose another file.`);
  }
}
