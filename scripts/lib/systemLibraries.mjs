import { spawnSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { Failure } from './failure.mjs';
import { run } from './processes.mjs';
import { isRoot } from './project.mjs';

// What ldd and apt-cache print is read in English.
const inEnglish = { encoding: /** @type {const} */ ('utf8'), env: { ...process.env, LC_ALL: 'C' } };
const libraryPackages = ['libgtk-3-0', 'libnss3', 'libasound2', 'libgbm1', 'libatk-bridge2.0-0', 'libxss1'];

const inPath = (/** @type {string} */ name) =>
  (process.env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, name)));

/** The shared libraries that `ldd` could not find, from what it printed. @param {string} output */
export const missingLibraries = (output) =>
  [...output.matchAll(/^\s*(\S+) => not found/gm)].map((match) => match[1] ?? '');

/**
 * The name to install a package by: since Debian 13 and Ubuntu 24.04 some end in "t64", and the old name has
 * no candidate.
 * @param {string} name
 * @param {(name: string) => boolean} hasCandidate
 */
export const installableName = (name, hasCandidate) =>
  !hasCandidate(name) && hasCandidate(`${name}t64`) ? `${name}t64` : name;

const hasCandidate = (/** @type {string} */ name) => {
  const { stdout } = spawnSync('apt-cache', ['policy', name], inEnglish);
  return /Candidate: (?!\(none\))/.test(stdout ?? '');
};

/** @param {string} executable @param {boolean} needsXvfb */
function findMissing(executable, needsXvfb) {
  const { stdout } = spawnSync('ldd', [executable], inEnglish);
  return [...missingLibraries(stdout ?? ''), ...(needsXvfb && !inPath('Xvfb') ? ['Xvfb'] : [])];
}

export const hasApt = () => inPath('apt-get');

/**
 * @param {readonly string[]} missing
 * @param {readonly string[]} packages
 * @param {(message: string) => void} say
 * @param {string} [what] what they are, for messages
 */
export async function installPackages(missing, packages, say, what = 'system libraries') {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  say(`Installing ${what} (missing: ${missing.join(', ')}).`);
  await run('apt-get', ['update', '-q'], { env, capture: true });
  const names = packages.map((name) => installableName(name, hasCandidate));
  const { code, output } = await run(
    'apt-get',
    ['install', '-y', '-q', '--no-install-recommends', '-o', 'DPkg::Lock::Timeout=120', ...names],
    { env, capture: true },
  );
  if (code === 0) return;
  const reason = output
    .split('\n')
    .filter((line) => /^E:/.test(line))
    .slice(0, 5)
    .join('\n');
  throw new Failure(
    `${reason}\nThe ${what} could not be installed. Mend what apt-get says, then run:\n  ` +
      `apt-get update && apt-get install -y ${names.join(' ')}`,
  );
}

/**
 * Makes sure that the libraries Electron is linked with, and Xvfb where it is needed, are on this Linux
 * machine.
 * @param {string} executable
 * @param {boolean} needsXvfb
 * @param {(message: string) => void} say
 */
export async function ensureSystemLibraries(executable, needsXvfb, say) {
  if (process.platform !== 'linux') return;
  const missing = findMissing(executable, needsXvfb);
  if (missing.length === 0) return;
  const packages = [...(needsXvfb ? ['xvfb'] : []), ...libraryPackages];
  if (!hasApt()) {
    throw new Failure(
      `Electron needs system libraries that are missing: ${missing.join(', ')}. Install your ` +
        `distribution's packages of GTK 3, NSS, ALSA, GBM, ATK bridge` +
        `${needsXvfb ? ', Xvfb' : ''} and run the same command again.`,
    );
  }
  if (!isRoot) {
    const names = packages.map((name) => installableName(name, hasCandidate)).join(' ');
    throw new Failure(
      `Electron needs system libraries that are missing: ${missing.join(', ')}. Run this, then the same ` +
        `command again:\n  sudo apt-get update && sudo apt-get install -y ${names}`,
    );
  }
  await installPackages(missing, packages, say);
  const still = findMissing(executable, needsXvfb);
  if (still.length > 0) {
    throw new Failure(
      `System libraries are still missing: ${still.join(', ')}. Find their packages with "apt-get ` +
        'install apt-file && apt-file search NAME" and install them.',
    );
  }
}

/**
 * Chromium's sandbox needs unprivileged user namespaces, or its helper owned by root; as root it cannot be
 * used at all.
 * @param {string} executable
 */
export function checkSandbox(executable) {
  if (process.platform !== 'linux' || isRoot) return;
  const helper = join(dirname(executable), 'chrome-sandbox');
  const stats = statSync(helper, { throwIfNoEntry: false });
  const isSetuid = stats !== undefined && stats.uid === 0 && (stats.mode & 0o4000) !== 0;
  if (isSetuid || spawnSync('unshare', ['--user', '--map-root-user', 'true']).status === 0) return;
  throw new Failure(
    "This system does not let Chromium's sandbox start (unprivileged user namespaces are off). Run this, " +
      `then the same command again:\n  sudo chown root:root "${helper}" && sudo chmod 4755 "${helper}"`,
  );
}
