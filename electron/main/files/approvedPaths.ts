import { resolve } from 'node:path';
import { FallLineError } from '../../../workers/core/schema';

/** Paths a person has named: by a dialog, a drop, the command line, the list of recent files, or as a sample. */
export interface ApprovedPaths {
  /** Returns the absolute form. */
  approve(path: string): string;
  /** The absolute form, or FallLineError 'file-unreadable' for any other path. */
  require(path: string): string;
}

export function createApprovedPaths(): ApprovedPaths {
  const approved = new Set<string>();
  return {
    approve: (path) => {
      const absolute = resolve(path);
      approved.add(absolute);
      return absolute;
    },
    require: (path) => {
      const absolute = resolve(path);
      if (approved.has(absolute)) return absolute;
      throw new FallLineError(
        'file-unreadable',
        `"${path}" was not chosen by you. Open it with Open, drop it on the window or name it on the command line.`,
      );
    },
  };
}
