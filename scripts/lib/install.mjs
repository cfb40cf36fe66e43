import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runNpm } from './npm.mjs';
import { root } from './project.mjs';

/** @typedef {{ version?: string, optional?: boolean, os?: string[], cpu?: string[] }} LockedPackage */
/** @typedef {Record<string, LockedPackage>} LockedPackages */

const readPackages = (/** @type {string} */ file) =>
  /** @type {LockedPackages} */ (JSON.parse(readFileSync(file, 'utf8')).packages);

/**
 * Whether an `os` or `cpu` list of a package admits a value; "!win32" excludes one.
 * @param {string[] | undefined} list
 * @param {string} value
 */
function admits(list, value) {
  if (list === undefined || list.includes('any')) return true;
  if (list.includes(`!${value}`)) return false;
  return list.includes(value) || list.every((entry) => entry.startsWith('!'));
}

/**
 * Whether what npm says it installed is what the lockfile asks for, on this platform. Optional packages may
 * be absent.
 * @param {LockedPackages} wanted
 * @param {LockedPackages} installed
 * @param {{ os: string, cpu: string }} platform
 */
export function matchesLock(wanted, installed, { os, cpu }) {
  const complete = Object.entries(wanted).every(([path, { version, optional }]) => {
    if (path === '') return true;
    return installed[path] === undefined ? optional === true : installed[path].version === version;
  });
  const suited = Object.entries(installed).every(
    ([path, entry]) => wanted[path] !== undefined && admits(entry.os, os) && admits(entry.cpu, cpu),
  );
  return complete && suited;
}

function lockMark() {
  const lock = readFileSync(join(root, 'package-lock.json'));
  return `${createHash('sha256').update(lock).digest('hex')} ${process.platform}-${process.arch}\n`;
}

const stampFile = join(root, 'node_modules', '.fall-line-stamp');

/** Whether node_modules holds exactly what package-lock.json asks for. */
export function isInstalled() {
  const mark = lockMark();
  try {
    if (readFileSync(stampFile, 'utf8') === mark) return true;
  } catch {
    // No stamp: somebody may have called npm directly, which leaves its own record.
  }
  try {
    const wanted = readPackages(join(root, 'package-lock.json'));
    const installed = readPackages(join(root, 'node_modules', '.package-lock.json'));
    if (!matchesLock(wanted, installed, { os: process.platform, cpu: process.arch })) return false;
  } catch {
    return false;
  }
  try {
    writeFileSync(stampFile, mark);
  } catch {
    // A read-only project is compared afresh each time.
  }
  return true;
}

/**
 * Installs the locked packages. An interrupted install leaves no record and is done again.
 * @param {(message: string) => void} say
 */
export async function installLocked(say) {
  say('Installing the packages of package-lock.json (npm ci); the first time takes about a minute.');
  await runNpm(['ci', '--include=dev', '--include=optional'], 'Installing the packages');
  writeFileSync(stampFile, lockMark());
}
