import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Failure } from './failure.mjs';
import { cacheFolder } from './project.mjs';

const limitMs = 15 * 60_000;

/**
 * Whether the process that wrote the lock still runs. A lock just created may not hold its number yet.
 * @param {string} file
 */
function isHeld(file) {
  try {
    const owner = Number(readFileSync(file, 'utf8'));
    if (!(owner > 0)) return Date.now() - statSync(file).mtimeMs < 5_000;
    process.kill(owner, 0);
    return true;
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
  }
}

/** @param {string} file */
function take(file) {
  try {
    writeFileSync(file, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if (/** @type {NodeJS.ErrnoException} */ (error).code === 'EEXIST') return false;
    throw error;
  }
}

/**
 * Lets one process at a time do the work; a lock left by a process that has ended is taken over.
 * @template T
 * @param {string} file
 * @param {(message: string) => void} say
 * @param {() => Promise<T>} work
 * @returns {Promise<T>}
 */
export async function withLock(file, say, work) {
  mkdirSync(dirname(file), { recursive: true });
  const deadline = Date.now() + limitMs;
  let told = false;
  while (!take(file)) {
    if (!isHeld(file)) {
      rmSync(file, { force: true });
      continue;
    }
    if (Date.now() > deadline) {
      throw new Failure(
        `Another set-up has held ${file} for 15 minutes. End that process or delete the file, then try ` +
          'again.',
      );
    }
    if (!told) say('Another Fall Line command is setting up; waiting for it.');
    told = true;
    await sleep(200);
  }
  try {
    return await work();
  } finally {
    rmSync(file, { force: true });
  }
}

/**
 * Two commands started at once must not install, fetch or build over each other.
 * @template T
 * @param {(message: string) => void} say
 * @param {() => Promise<T>} work
 */
export const withSetupLock = (say, work) => withLock(join(cacheFolder, 'setup.lock'), say, work);
