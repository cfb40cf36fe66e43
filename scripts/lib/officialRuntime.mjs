import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { run } from './processes.mjs';
import { cacheFolder, root } from './project.mjs';

const packageFolder = join(root, 'node_modules', 'electron');
const attemptFile = join(cacheFolder, 'electron-download.json');
const temporaryFolder = join(cacheFolder, 'electron-download.partial');

const stallMs = 20_000;
const retryAfterMs = 24 * 3_600_000;

export const pinnedVersion = () =>
  /** @type {string} */ (JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8')).version);

/** The official runtime if it is installed: the electron package names its executable in path.txt. */
export function officialRuntime() {
  const note = join(packageFolder, 'path.txt');
  const own = process.env.ELECTRON_OVERRIDE_DIST_PATH;
  if (!existsSync(note) && own === undefined) return null;
  const name = existsSync(note) ? readFileSync(note, 'utf8').trim() : 'electron';
  const executable = join(own ?? join(packageFolder, 'dist'), name);
  return existsSync(executable) ? { executable } : null;
}

/** Bytes under a folder; what vanishes while it is read does not count. @param {string} folder @returns {number} */
function bytesIn(folder) {
  const stats = statSync(folder, { throwIfNoEntry: false });
  if (!stats?.isDirectory()) return stats?.size ?? 0;
  try {
    return readdirSync(folder).reduce((sum, name) => sum + bytesIn(join(folder, name)), 0);
  } catch {
    return 0;
  }
}

/** A signal that fires when the download has made no progress for a while. */
function watchStall() {
  const controller = new AbortController();
  const watched = [temporaryFolder, join(packageFolder, 'dist')];
  let last = 0;
  const timer = setInterval(() => {
    const bytes = watched.reduce((sum, folder) => sum + bytesIn(folder), 0);
    if (bytes === last) controller.abort();
    last = bytes;
  }, stallMs);
  return { signal: controller.signal, end: () => clearInterval(timer) };
}

/** Whether a download failed within the last day. @param {number} now */
export function failedLately(now) {
  try {
    const { version, at } = JSON.parse(readFileSync(attemptFile, 'utf8'));
    return version === pinnedVersion() && now - at < retryAfterMs;
  } catch {
    return false;
  }
}

/**
 * Tries Electron's own download, which is ended as soon as it stands still for 20 seconds. A failure is
 * remembered.
 * @param {(message: string) => void} say
 */
export async function downloadOfficial(say) {
  say(`Downloading Electron ${pinnedVersion()}.`);
  rmSync(temporaryFolder, { recursive: true, force: true });
  mkdirSync(temporaryFolder, { recursive: true });
  const stall = watchStall();
  // The package's downloader keeps its partial file in the system's temporary folder, which is how progress
  // is seen; it heeds a proxy only where Node itself does.
  const env = { ...process.env, TMPDIR: temporaryFolder, TEMP: temporaryFolder, NODE_USE_ENV_PROXY: '1' };
  try {
    await run(process.execPath, [join(packageFolder, 'install.js')], {
      cwd: root,
      env,
      capture: true,
      limit: stall.signal,
    });
  } finally {
    stall.end();
    rmSync(temporaryFolder, { recursive: true, force: true });
  }
  const runtime = officialRuntime();
  if (runtime === null) {
    writeFileSync(attemptFile, JSON.stringify({ version: pinnedVersion(), at: Date.now() }));
  }
  return runtime;
}

/** Without any network a failed download says nothing about tomorrow. */
export function forgetAttempt() {
  rmSync(attemptFile, { force: true });
}
