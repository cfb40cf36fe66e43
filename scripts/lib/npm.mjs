import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Failure } from './failure.mjs';
import { run } from './processes.mjs';
import { root } from './project.mjs';

const limitMs = 30 * 60_000;
// npm waits up to two minutes by itself before it says that there is no network.
const retries = ['--fetch-retries=4', '--fetch-retry-mintimeout=1000', '--fetch-retry-maxtimeout=8000'];
const unreachable =
  /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT|network/;

/**
 * What to say when npm failed, from what it printed.
 * @param {string} task
 * @param {string} output
 */
export function explainNpm(task, output) {
  if (/ENOSPC/.test(output)) {
    return `${task} failed: the disk is full. Free about 2 GB, then run the same command again.`;
  }
  if (/EROFS|EACCES|EPERM/.test(output)) {
    return (
      `${task} failed: npm may not write to the project folder or to its cache. Make yourself their owner, ` +
      'then run the same command again.'
    );
  }
  if (unreachable.test(output)) {
    return (
      `${task} failed: npm cannot reach the package registry. Check the network, or set npm's "registry", ` +
      '"proxy" or "https-proxy" setting, then run the same command again.'
    );
  }
  const lines = output
    .split('\n')
    .filter((line) => /^npm (error|ERR!)/.test(line) && !/complete log|debug-\d/.test(line));
  return [
    `${task} failed; npm says:`,
    ...lines.slice(0, 12),
    'Mend that, then run the same command again.',
  ].join('\n');
}

/** npm's own script: the one that started this command, or the one beside this Node. */
function npmScript() {
  const bin = dirname(process.execPath);
  const beside = ['node_modules', '../lib/node_modules'].map((folder) =>
    join(bin, folder, 'npm/bin/npm-cli.js'),
  );
  return [process.env.npm_execpath ?? '', ...beside].find(
    (file) => /npm-cli\.c?js$/.test(file) && existsSync(file),
  );
}

/**
 * Runs npm in the project folder, silently unless it fails.
 * @param {readonly string[]} args
 * @param {string} task what it is for, as a sentence begins: "Installing the packages"
 */
export async function runNpm(args, task) {
  const script = npmScript();
  const [command, ...before] = script === undefined ? ['npm'] : [process.execPath, script];
  const limit = AbortSignal.timeout(limitMs);
  const { code, output } = await run(command, [...before, ...args, ...retries, '--loglevel=error'], {
    cwd: root,
    capture: true,
    limit,
  }).catch((error) => {
    if (error.code !== 'ENOENT') throw error;
    throw new Failure(
      'npm was not found. Install Node with npm from nodejs.org, then run the same command again.',
    );
  });
  if (limit.aborted) {
    throw new Failure(
      `${task} took more than 30 minutes and was ended. Check the network, then run the same command again.`,
    );
  }
  if (code !== 0) throw new Failure(explainNpm(task, output));
}
