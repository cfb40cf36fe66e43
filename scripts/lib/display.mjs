import { Failure } from './failure.mjs';
import { start, stop } from './processes.mjs';

const limitMs = 15_000;

export const hasDisplay = () =>
  process.platform !== 'linux' || Boolean(process.env.DISPLAY) || Boolean(process.env.WAYLAND_DISPLAY);

/**
 * The number of the display, which the server writes to descriptor 3 once it takes connections.
 * @param {import('node:child_process').ChildProcess} server
 * @returns {Promise<string>}
 */
function displayNumber(server) {
  return new Promise((resolve, reject) => {
    const fail = (/** @type {string} */ why) =>
      reject(
        new Failure(`The virtual display did not start: ${why}. Run "Xvfb -displayfd 1" to see the reason.`),
      );
    const timer = setTimeout(() => fail('no answer within 15 seconds'), limitMs);
    let text = '';
    let errors = '';
    server.stderr?.setEncoding('utf8').on('data', (chunk) => (errors += chunk));
    server.stdio[3]?.on('data', (chunk) => {
      text += chunk;
      if (!text.includes('\n')) return;
      clearTimeout(timer);
      resolve(`:${text.trim()}`);
    });
    server.once('error', (error) => fail(error.message));
    server.once('close', () => {
      clearTimeout(timer);
      fail(errors.trim().split('\n').at(-1) || 'it ended at once');
    });
  });
}

/**
 * Gives `use` an environment with a display: the person's own, or a virtual one (Xvfb) that lives as long as
 * `use`.
 * @template T
 * @param {string} screen width x height x depth of the virtual display
 * @param {(env: NodeJS.ProcessEnv) => Promise<T>} use
 * @returns {Promise<T>}
 */
export async function withDisplay(screen, use) {
  if (hasDisplay()) return use(process.env);
  const args = ['-displayfd', '3', '-screen', '0', screen, '-nolisten', 'tcp'];
  const server = start('Xvfb', args, { stdio: ['ignore', 'ignore', 'pipe', 'pipe'], server: true });
  try {
    return await use({ ...process.env, DISPLAY: await displayNumber(server) });
  } finally {
    await stop(server);
  }
}
