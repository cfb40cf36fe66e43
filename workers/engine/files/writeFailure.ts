import { FallLineError } from '../../core/schema';

/** Reason and remedy in words, by the code of the system's error. */
const REASONS: Record<string, [reason: string, remedy: string]> = {
  ENOSPC: ['there is no space left on the disk', 'Free some space or choose another folder.'],
  EDQUOT: ['your quota on this disk is used up', 'Free some space or choose another folder.'],
  EFBIG: ['the file would be larger than this disk or session allows', 'Choose another folder.'],
  EROFS: ['the disk is read-only', 'Choose another folder.'],
  EACCES: ['permission is denied', 'Choose another folder or file, or change its permissions.'],
  EPERM: ['the system does not permit it', 'Choose another folder or file, or change its permissions.'],
  ENOENT: ['there is no such folder', 'Create the folder first or choose another one.'],
  ENOTDIR: ['a part of the path is a file, not a folder', 'Choose another folder.'],
  EISDIR: ['it is a folder', 'Give the name of a file.'],
  ENAMETOOLONG: ['the name is too long', 'Choose a shorter name.'],
  ELOOP: ['its links lead in a circle', 'Choose another file.'],
  EBUSY: ['it is in use by another program', 'Close it there and try again.'],
  ETXTBSY: ['it is in use by another program', 'Close it there and try again.'],
  EIO: ['the disk reports an error', 'Check the disk or choose another one.'],
  EMFILE: ['too many files are open', 'Close some and try again.'],
};

/** A FallLineError where the system refused the write; any other error as it is. */
export const writeFailure = (path: string, error: unknown): unknown => {
  const code = error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined;
  const known = code === undefined ? undefined : REASONS[code];
  if (known === undefined) return error;
  const [reason, remedy] = known;
  return new FallLineError('write-failed', `Cannot write "${path}": ${reason}. ${remedy}`);
};
