import { parseArgs } from 'node:util';
import { resultsDirectory } from './paths';
import { keepResults, printSuite } from './report';
import type { SuiteResult } from './statistics';
import { benchFactored } from './suites/factored';
import { benchImport } from './suites/importFile';
import { benchLogistic } from './suites/logistic';
import { benchScaling } from './suites/scaling';
import { benchSteps } from './suites/steps';
import { benchWindow } from './suites/window';

const SUITES: Record<string, () => Promise<SuiteResult[]>> = {
  steps: benchSteps,
  factored: benchFactored,
  logistic: benchLogistic,
  scaling: benchScaling,
  import: benchImport,
  window: benchWindow,
};

const { values } = parseArgs({ options: { only: { type: 'string' } } });
const names = values.only?.split(',') ?? Object.keys(SUITES);
const unknown = names.filter((name) => !Object.hasOwn(SUITES, name));

if (unknown.length > 0) {
  process.stderr.write(`There is no suite ${unknown.join(', ')}. Choose among ${Object.keys(SUITES).join(', ')}.\n`);
  process.exitCode = 2;
} else {
  const results: SuiteResult[] = [];
  for (const name of names) {
    for (const result of await SUITES[name]!()) {
      printSuite(result);
      results.push(result);
    }
  }
  // A part of the suites is for a look in between; only a whole run is kept.
  if (!values.only) process.stdout.write(`Kept in ${keepResults(resultsDirectory, results)}\n`);
}
