import { readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * The process that is at work on a run, so that no other one deletes it or goes on with it: a file with its number, touched as long
 * as it lives. One that was killed leaves the file behind, and neither lives nor touches it.
 */
const OWNER_FILE = 'owner.json';
/** The owner touches it every other second, but a machine may sleep. */
const STALE_MS = 60_000;

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
};

export const isOwned = async (folder: string): Promise<boolean> => {
  try {
    const path = join(folder, OWNER_FILE);
    const [written, { mtimeMs }] = await Promise.all([readFile(path, 'utf8'), stat(path)]);
    const { pid } = JSON.parse(written) as { pid?: unknown };
    return Date.now() - mtimeMs < STALE_MS && Number.isSafeInteger(pid) && Number(pid) > 0 && isAlive(Number(pid));
  } catch {
    return false;
  }
};

export const own = (folder: string): Promise<void> =>
  writeFile(join(folder, OWNER_FILE), JSON.stringify({ pid: process.pid }));

export const stillOwn = async (folder: string): Promise<void> => {
  const now = new Date();
  await utimes(join(folder, OWNER_FILE), now, now);
};

export const disown = (folder: string): Promise<void> => rm(join(folder, OWNER_FILE), { force: true });
