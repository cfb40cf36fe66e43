import { spawn } from 'node:child_process';
import { Interrupted, signalExitCode } from './failure.mjs';

/** @typedef {import('node:child_process').ChildProcess} ChildProcess */

const graceMs = 5_000;
const ownGroup = process.platform !== 'win32';

/** Every child started here and still alive. @type {Set<ChildProcess>} */
const alive = new Set();
/**
 * Children that serve others (the X server): their owner ends them after those.
 * @type {WeakSet<ChildProcess>}
 */
const servers = new WeakSet();
/** @type {NodeJS.Signals | null} */
let received = null;
let watching = false;

/** @param {ChildProcess} child @param {NodeJS.Signals} signal */
function signalGroup(child, signal) {
  if (child.pid === undefined) return;
  try {
    if (ownGroup) process.kill(-child.pid, signal);
    else child.kill(signal);
  } catch {
    // It has ended already.
  }
}

/**
 * Asks a child and all it started to end, and ends them after a grace period. Settles once they have ended.
 * @param {ChildProcess} child
 * @param {NodeJS.Signals} [signal]
 */
export function stop(child, signal = 'SIGTERM') {
  if (!alive.has(child)) return Promise.resolve();
  signalGroup(child, signal);
  const timer = setTimeout(() => signalGroup(child, 'SIGKILL'), graceMs);
  return /** @type {Promise<void>} */ (
    new Promise((resolve) => {
      child.once('close', () => {
        clearTimeout(timer);
        resolve();
      });
    })
  );
}

/** @param {NodeJS.Signals} signal */
function onSignal(signal) {
  const workers = [...alive].filter((child) => !servers.has(child));
  if (workers.length === 0) process.exit(signalExitCode(signal));
  for (const child of workers) {
    if (received === null) stop(child, signal);
    else signalGroup(child, 'SIGKILL');
  }
  received = signal;
}

function watchSignals() {
  if (watching) return;
  watching = true;
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) process.on(signal, onSignal);
  process.on('exit', () => {
    for (const child of alive) signalGroup(child, 'SIGKILL');
  });
}

/**
 * Starts a child in a process group of its own, so that it can be ended with all it started.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {import('node:child_process').SpawnOptions & { server?: boolean }} [options]
 */
export function start(command, args, { server = false, ...options } = {}) {
  watchSignals();
  if (received !== null) throw new Interrupted(received);
  const child = spawn(command, args, { ...options, detached: ownGroup });
  if (server) servers.add(child);
  if (child.pid !== undefined) alive.add(child);
  child.once('close', () => alive.delete(child));
  return child;
}

/**
 * Runs a child to its end, with no stdin. Throws `Interrupted` if the person stopped the script meanwhile.
 * `code` is the exit code, or 128 + n after signal n; `output` what was captured of stdout and stderr.
 * @param {string} command
 * @param {readonly string[]} args
 * @param {{ cwd?: string, env?: NodeJS.ProcessEnv, capture?: boolean, limit?: AbortSignal }} [options]
 * @returns {Promise<{ code: number, output: string }>}
 */
export function run(command, args, { cwd, env, capture = false, limit } = {}) {
  return new Promise((resolve, reject) => {
    const to = capture ? 'pipe' : 'inherit';
    const child = start(command, args, { cwd, env, stdio: ['ignore', to, to] });
    const onLimit = () => stop(child);
    limit?.addEventListener('abort', onLimit, { once: true });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text) => (output += text));
    }
    child.once('error', reject);
    child.once('close', (code, signal) => {
      limit?.removeEventListener('abort', onLimit);
      if (received !== null) reject(new Interrupted(received));
      else resolve({ code: code ?? signalExitCode(signal ?? 'SIGKILL'), output });
    });
  });
}
