// npm test: sets up what is missing, then runs everything that proves the project, whatever fails on the way.
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { withDisplay } from './lib/display.mjs';
import { ensureExportConsumers } from './lib/exportConsumers.mjs';
import { electronEnvironment, electronVariables, rootNote } from './lib/electronArguments.mjs';
import { Interrupted, explain, runScript } from './lib/failure.mjs';
import { isInstalled } from './lib/install.mjs';
import { prepare, say } from './lib/prepare.mjs';
import { run } from './lib/processes.mjs';
import { commandOf, isRoot, root } from './lib/project.mjs';
import { addCounts, countCheck, countLine, countSuite } from './lib/testCounts.mjs';

/** @typedef {import('./lib/testCounts.mjs').Counts} Counts */

const resultsFolder = join(root, 'test-results');
const stageLimitMs = 15 * 60_000;

/** @param {readonly string[]} args @param {NodeJS.ProcessEnv} [env] */
async function runNode(args, env = process.env) {
  const limit = AbortSignal.timeout(stageLimitMs);
  const { code } = await run(process.execPath, args, { cwd: root, env: electronEnvironment(env), limit });
  if (limit.aborted) console.error(`Ended after ${stageLimitMs / 60_000} minutes.`);
  return code;
}

/** @param {string} project @param {NodeJS.ProcessEnv} [env] */
async function runSuite(project, env) {
  const reportFile = join(resultsFolder, `${project}.json`);
  const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${reportFile}`];
  const code = await runNode([commandOf('vitest'), 'run', '--project', project, ...reporters], env);
  /** @type {import('./lib/testCounts.mjs').VitestReport | null} */
  let report = null;
  try {
    report = JSON.parse(readFileSync(reportFile, 'utf8'));
  } catch {
    console.error(`The suite left no report in test-results/${project}.json, so it counts as one failure.`);
  }
  return countSuite(report, code);
}

/** @type {[name: string, stage: (executable: string) => Promise<Counts>][]} */
const stages = [
  ['Lint', async () => countCheck(await runNode([commandOf('eslint'), '--max-warnings', '0', '.']))],
  ['Type check', async () => countCheck(await runNode([commandOf('vue-tsc'), '-b']))],
  ['Unit, property, golden and architecture tests', () => runSuite('fast')],
  ['Integration tests', () => runSuite('integration')],
  [
    'Tests of the window in Electron',
    (executable) =>
      withDisplay('1920x1080x24', (env) => runSuite('ui', { ...env, ...electronVariables(executable) })),
  ],
];

/**
 * A stage that breaks counts as one failure; only the person's Ctrl+C ends the whole.
 * @param {string} name
 * @param {() => Promise<Counts>} stage
 */
async function attempt(name, stage) {
  say(`\n${name}`);
  const began = performance.now();
  const counts = await stage().catch((error) => {
    if (error instanceof Interrupted) throw error;
    console.error(explain(error));
    return countCheck(1);
  });
  const line = `${name}: ${countLine(counts)}, ${((performance.now() - began) / 1000).toFixed(1)} s`;
  say(line);
  return { counts, line };
}

await runScript(async () => {
  let executable = '';
  const results = [];
  try {
    ({ executable } = await prepare());
    if (isRoot) say(rootNote);
    await ensureExportConsumers(say);
  } catch (error) {
    if (error instanceof Interrupted) throw error;
    console.error(explain(error));
    results.push({ counts: countCheck(1), line: 'Set-up: failed' });
  }
  rmSync(resultsFolder, { recursive: true, force: true });
  mkdirSync(resultsFolder, { recursive: true });
  if (isInstalled()) {
    for (const [name, stage] of stages) results.push(await attempt(name, () => stage(executable)));
  }
  const total = addCounts(results.map(({ counts }) => counts));
  say(`\n${results.map(({ line }) => line).join('\n')}\n\n${countLine(total)}`);
  return total.failed === 0 ? 0 : 1;
});
