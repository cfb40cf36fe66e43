import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DatasetSummary, LossSettings, Method, RunSettings } from '../../workers/core/schema';
import { DEFAULT_DESIGN, DEFAULT_METHOD, DEFAULT_SETTINGS } from '../../workers/core/training/defaults';
import { createTestEngine, type TestEngine } from '../support/engine';

/** See solvers/figures.py: the least objective of each problem by scikit-learn or statsmodels. */
interface Case {
  name: string;
  file: string;
  target: string;
  features: string[];
  loss: LossSettings['kind'];
  parameter?: number;
  l1?: number;
  l2?: number;
}
interface Figures {
  versions: Record<string, string>;
  figures: { name: string; objective: number; solver: string }[];
}

const folder = join(import.meta.dirname, 'solvers');
const readJson = <T>(name: string): T => JSON.parse(readFileSync(join(folder, name), 'utf8')) as T;
const cases = readJson<Case[]>('cases.json');
const committed = readJson<Figures>('figures.json');
const objectiveOf = ({ figures }: Figures, name: string): number =>
  figures.find((figure) => figure.name === name)?.objective ?? NaN;

let bench: TestEngine;
const datasets = new Map<string, Promise<DatasetSummary>>();
beforeAll(async () => {
  bench = await createTestEngine();
});
afterAll(() => bench.dispose());

const openFile = (file: string): Promise<DatasetSummary> => {
  const open = async (): Promise<DatasetSummary> => {
    const proposal = await bench.engine.proposeImport(join(folder, `${file}.csv`));
    return bench.engine.importFile(proposal.path, proposal);
  };
  const opened = datasets.get(file) ?? open();
  datasets.set(file, opened);
  return opened;
};

const lossOf = ({ loss: kind, parameter = NaN }: Case): LossSettings => {
  if (kind === 'huber') return { kind, delta: parameter };
  if (kind === 'quantile') return { kind, quantile: parameter };
  return { kind };
};

/**
 * What brings each problem to its end: quasi-Newton where all is smooth, proximal steps with momentum where there is l1, and
 * for losses with corners subgradient steps that shrink geometrically (Goffin 1977: linear convergence on sharp minima).
 */
const wayOf = ({ loss, l1 = 0 }: Case, spread: number): Partial<Method> & { learningRate: number; maxSteps: number } => {
  if (loss === 'absolute' || loss === 'quantile') {
    return { schedule: { kind: 'exponential', factor: 0.999 }, learningRate: spread / 10, maxSteps: 40_000 };
  }
  if (l1 > 0) return { optimizer: { kind: 'nesterov', momentum: 0.9 }, learningRate: 0.05, maxSteps: 20_000 };
  return { optimizer: { kind: 'l-bfgs', memory: 10 }, learningRate: 1, maxSteps: 2_000 };
};

const settingsOf = (problem: Case, dataset: DatasetSummary, spread: number): RunSettings => {
  const indexOf = (name: string): number =>
    dataset.columns.find((column) => column.name === name)?.index ?? expect.fail(`There is no column ${name}.`);
  const { maxSteps, ...way } = wayOf(problem, spread);
  return {
    ...DEFAULT_METHOD,
    ...DEFAULT_DESIGN,
    target: indexOf(problem.target),
    features: problem.features.map(indexOf),
    standardize: true,
    init: { kind: 'zeros' },
    loss: lossOf(problem),
    penalty: { l1: problem.l1 ?? 0, l2: problem.l2 ?? 0, bias: false },
    ...way,
    stop: { ...stopRules, maxSteps },
    workers: 2,
    startPaused: false,
  };
};
const { lossChange, gradientNorm, elapsedMs, patience } = DEFAULT_SETTINGS;
const stopRules = { lossChange, gradientNorm, elapsedMs, patience };

/** The deviation of a target that is a quantity; 1 for classes, whose loss does not go by a scale. */
const spreadOf = async (dataset: DatasetSummary, target: string): Promise<number> => {
  const index = dataset.columns.find((column) => column.name === target)?.index;
  const profiles = await bench.engine.profile(dataset.id);
  return profiles.find((profile) => profile.index === index)?.standardDeviation ?? 1;
};

const leastObjective = async (problem: Case): Promise<number> => {
  const dataset = await openFile(problem.file);
  const settings = settingsOf(problem, dataset, await spreadOf(dataset, problem.target));
  const run = await bench.engine.startRun(dataset.id, settings);
  const { objective } = await run.finished;
  await run.dispose();
  return objective;
};

/** A Python with both packages, or null. */
const python = ['python3', '/usr/bin/python3'].find(
  (name) => spawnSync(name, ['-c', 'import sklearn, statsmodels'], { timeout: 60_000 }).status === 0,
);

describe('the least objective that a run reaches', () => {
  it.each(cases)('of $name is that of an independent solver to 1e-8', async (problem) => {
    const expected = objectiveOf(committed, problem.name);
    expect(Math.abs((await leastObjective(problem)) / expected - 1)).toBeLessThan(1e-8);
  });
  it('stands beside figures of at least three data sets for each loss and penalty', () => {
    const kinds = new Map<string, Set<string>>();
    for (const { loss, file, l1 = 0, l2 = 0 } of cases) {
      const kind = loss === 'squared' ? `squared ${l1 > 0} ${l2 > 0}` : loss;
      kinds.set(kind, (kinds.get(kind) ?? new Set()).add(file));
    }
    expect(kinds.size).toBe(9);
    for (const files of kinds.values()) expect(files.size).toBeGreaterThanOrEqual(3);
  });
});

describe('the committed figures', () => {
  it.skipIf(python === undefined)('are those that scikit-learn and statsmodels find here', () => {
    const { stdout, status } = spawnSync(python!, [join(folder, 'figures.py')], { encoding: 'utf8', timeout: 100_000 });
    expect(status).toBe(0);
    const here = JSON.parse(stdout) as Figures;
    for (const { name, objective } of committed.figures) {
      expect(Math.abs(objectiveOf(here, name) / objective - 1)).toBeLessThan(1e-8);
    }
  });
  if (python === undefined) console.log('Skipped: scikit-learn and statsmodels are not there (Debian: python3-sklearn, python3-statsmodels).');
});
