import { basename, isAbsolute } from 'node:path';
import { z } from 'zod';
import type { RecentFile } from '../../contract';
import { readJsonFile, writeJsonFile } from './jsonFile';

const MAX_RECENT = 10;

const recentSchema = z.array(z.string().max(4096).refine(isAbsolute)).max(MAX_RECENT);

export interface RecentFiles {
  list(): RecentFile[];
  /** Puts the path first; resolves once the list is on the disk. */
  add(path: string): Promise<void>;
  clear(): Promise<void>;
}

/** `onChange` is called whenever the list is another one, with the list. */
export async function openRecentFiles(
  filePath: string,
  onChange: (files: RecentFile[]) => void,
): Promise<RecentFiles> {
  let paths = (await readJsonFile(filePath, recentSchema)) ?? [];
  let lastWrite = Promise.resolve();

  const list = (): RecentFile[] => paths.map((path) => ({ path, fileName: basename(path) }));
  const replace = (next: string[]): Promise<void> => {
    paths = next;
    onChange(list());
    // One after the other, so that the last list is the one that stays; a full disk must not spoil an import.
    lastWrite = lastWrite
      .then(() => writeJsonFile(filePath, next))
      .catch((error: unknown) => console.error('The list of recent files could not be saved.', error));
    return lastWrite;
  };

  return {
    list,
    add: (path) => replace([path, ...paths.filter((other) => other !== path)].slice(0, MAX_RECENT)),
    clear: () => replace([]),
  };
}
