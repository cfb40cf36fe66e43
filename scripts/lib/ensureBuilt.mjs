import { build, isBuilt } from './build.mjs';
import { installLocked, isInstalled } from './install.mjs';
import { withSetupLock } from './lock.mjs';

/**
 * Installs the packages of the lockfile if they are not there.
 * @param {(message: string) => void} say
 */
export async function ensureInstalled(say) {
  if (isInstalled()) return;
  await withSetupLock(say, async () => {
    if (!isInstalled()) await installLocked(say);
  });
}

/**
 * Builds the application if its sources changed since the last build.
 * @param {(message: string) => void} say
 */
export async function ensureCompiled(say) {
  if (isBuilt()) return;
  await withSetupLock(say, async () => {
    if (isBuilt()) return;
    const began = performance.now();
    say('Building Fall Line.');
    await build();
    say(`Built in ${((performance.now() - began) / 1000).toFixed(1)} s.`);
  });
}

/**
 * For commands whose stdout is their result: installs and builds what is missing, with its notes on stderr,
 * or without any.
 * @param {{ quiet: boolean }} options
 */
export async function ensureBuilt({ quiet }) {
  const say = quiet ? () => {} : (/** @type {string} */ message) => console.error(message);
  await ensureInstalled(say);
  await ensureCompiled(say);
}
