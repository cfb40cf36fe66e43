// npm start [-- file.csv]: sets up what is missing and opens the window, or makes a first run where there is
// no display.
import { mkdirSync, rmSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { hasDisplay, withDisplay } from './lib/display.mjs';
import { electronEnvironment, electronSwitches, rootNote } from './lib/electronArguments.mjs';
import { Failure, runScript } from './lib/failure.mjs';
import { prepare, say } from './lib/prepare.mjs';
import { run } from './lib/processes.mjs';
import { isRoot, root } from './lib/project.mjs';

const firstRunFolder = join(root, 'first-run');
const firstRunFiles = ['screenshot.png', 'model.json', 'coefficients.csv'];
const firstRunLimitMs = 5 * 60_000;

/**
 * npm runs scripts in the project folder; paths mean the folder the person is in.
 * @param {string} argument
 */
const absolute = (argument) =>
  argument.startsWith('-') ? argument : resolve(process.env.INIT_CWD ?? process.cwd(), argument);

/** @param {string} executable @param {readonly string[]} files */
async function openWindow(executable, files) {
  const env = electronEnvironment(process.env);
  return (await run(executable, [...electronSwitches, root, ...files], { cwd: root, env })).code;
}

/** @param {string} executable @param {readonly string[]} files */
async function firstRun(executable, files) {
  say(
    'No display (neither DISPLAY nor WAYLAND_DISPLAY is set): running the application on a virtual one ' +
      '(Xvfb), where it trains by itself.',
  );
  mkdirSync(firstRunFolder, { recursive: true });
  for (const name of firstRunFiles) rmSync(join(firstRunFolder, name), { force: true });
  const limit = AbortSignal.timeout(firstRunLimitMs);
  // Without a desktop Chromium reports missing services by the dozen; only what is fatal is of use here.
  const args = [...electronSwitches, '--log-level=3', root, `--first-run=${firstRunFolder}`, ...files];
  const { code } = await withDisplay('1280x800x24', (env) =>
    run(executable, args, { cwd: root, env: electronEnvironment(env), limit }),
  );
  if (limit.aborted) {
    throw new Failure(
      'The first run did not finish within 5 minutes and was ended. Try again with a smaller file, or on ' +
        'a machine with a display.',
    );
  }
  if (code !== 0) {
    throw new Failure(
      `The application ended with code ${code} before its first run was done. What it printed above ` +
        'names the cause; then run npm start again.',
    );
  }
  const absent = firstRunFiles.filter(
    (name) => !statSync(join(firstRunFolder, name), { throwIfNoEntry: false })?.size,
  );
  if (absent.length > 0) {
    throw new Failure(
      `The first run ended without ${absent.join(', ')} in first-run. Run npm test to find the cause.`,
    );
  }
  say(
    `Wrote ${firstRunFiles.map((name) => `first-run/${name}`).join(', ')}. With a display, npm start ` +
      'opens the window.',
  );
  return 0;
}

await runScript(async () => {
  const files = process.argv.slice(2).map(absolute);
  const { executable } = await prepare();
  if (isRoot) say(rootNote);
  return hasDisplay() ? openWindow(executable, files) : firstRun(executable, files);
});
