import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';

const PREFIX = 'fall-line-';
const OWNED = /^fall-line-(\d+)-/;

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it is there and belongs to someone else.
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
};

/** Folders of processes that ended without cleaning up. */
const removeLeftOvers = (parent: string): void => {
  for (const name of readdirSync(parent)) {
    const pid = Number(OWNED.exec(name)?.[1] ?? process.pid);
    if (isAlive(pid)) continue;
    try {
      rmSync(join(parent, name), { recursive: true, force: true });
    } catch {
      // Another process may be at it, or it may not be ours to remove: it does no harm.
    }
  }
};

export interface Scratch {
  path: string;
  dispose(): Promise<void>;
}

/** A folder of this engine's own under `parent`; its name holds the process, so that a later one can clean up. */
export const createScratch = (parent: string): Scratch => {
  mkdirSync(parent, { recursive: true });
  removeLeftOvers(parent);
  const path = mkdtempSync(join(parent, `${PREFIX}${process.pid}-`));
  return { path, dispose: () => rm(path, { recursive: true, force: true, maxRetries: 3 }) };
};
