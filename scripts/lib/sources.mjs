import { createHash } from 'node:crypto';
import { readFileSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';

/**
 * `[size, modification time in ms]` of each file, by its path below the project.
 * @typedef {Record<string, [number, number]>} FileMarks
 */
/** @typedef {{ hash: string, sources: FileMarks, outputs: FileMarks }} BuildStamp */

const isSource = (/** @type {string} */ name) => !name.startsWith('.') && !name.endsWith('.tsbuildinfo');

/**
 * The size and time of every file under the given files and folders; those that do not exist are left out.
 * @param {string} root
 * @param {readonly string[]} paths
 * @returns {FileMarks}
 */
export function markFiles(root, paths) {
  /** @type {FileMarks} */
  const marks = {};
  const visit = (/** @type {string} */ path) => {
    const stats = statSync(join(root, path), { throwIfNoEntry: false });
    if (stats?.isFile()) marks[path] = [stats.size, stats.mtimeMs];
    if (!stats?.isDirectory()) return;
    for (const name of readdirSync(join(root, path)).filter(isSource)) visit(`${path}/${name}`);
  };
  paths.forEach(visit);
  return marks;
}

/**
 * A hash over the names and contents of the marked files.
 * @param {string} root
 * @param {FileMarks} marks
 */
export function hashFiles(root, marks) {
  const hash = createHash('sha256');
  for (const path of Object.keys(marks).sort()) {
    const content = readFileSync(join(root, path));
    hash.update(`${path}\0${content.length}\0`).update(content);
  }
  return hash.digest('hex');
}

/**
 * Whether all files of `expected` are there unchanged, whatever else there is.
 * @param {FileMarks} expected
 * @param {FileMarks} actual
 */
const contains = (expected, actual) =>
  Object.entries(expected).every(
    ([path, [size, time]]) => actual[path]?.[0] === size && actual[path]?.[1] === time,
  );

/** @param {FileMarks} a @param {FileMarks} b */
const sameMarks = (a, b) => Object.keys(a).length === Object.keys(b).length && contains(a, b);

/**
 * How the sources stand to the last build: `fresh`, `touched` (other times, same content) or `stale`.
 * Contents are read only where sizes or times differ.
 * @param {string} root
 * @param {BuildStamp} stamp
 * @param {FileMarks} sources
 * @param {FileMarks} outputs
 * @returns {'fresh' | 'touched' | 'stale'}
 */
export function compareStamp(root, stamp, sources, outputs) {
  if (!contains(stamp.outputs, outputs)) return 'stale';
  if (sameMarks(stamp.sources, sources)) return 'fresh';
  return hashFiles(root, sources) === stamp.hash ? 'touched' : 'stale';
}
