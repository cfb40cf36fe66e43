import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { shuffledPositions } from '../../workers/core/design/shuffle';
import type { DatasetSummary, Recipe, RecipeEntry, StudyRequest, StudyResult } from '../../workers/core/schema';
import { createExactPool } from '../../workers/engine/exact/exactPool';
import { createStudyBench } from '../../workers/engine/studies/studyBench';
import { createMemoryPool, type MemoryPool } from '../../workers/engine/training/memoryPool';
import { kernelPath, tasksDirectory } from '../support/built';
import { createDataBench, failureOf, optionsOf } from '../support/data';
import { createTestEngine, type TestEngine } from '../support/engine';
import { kernelModule } from '../support/matrix';
import { settingsOf, until, type SettingsChange } from '../support/trainer';

const GOLDEN = new URL('../golden/', import.meta.url);
const SEEDED = new URL('solvers/seeded.csv', GOLDEN);
const [HEADER, ...LINES] = readFileSync(SEEDED, 'utf8').trimEnd().split('\n');
const NAMES = HEADER!.split(',');
const ROWS = LINES.map((line) => ['a', 'b', 'c', 'd', 'y'].map((name) => Number(line.split(',')[NAMES.indexOf(name)])));
const lasso = JSON.parse(readFileSync(new URL('studies/figures.json', GOLDEN), 'utf8')) as {
  features: string[];
  target: string;
  path: { l1: number; weights: number[]; loss: number }[];
};

let bench: TestEngine;
let data: DatasetSummary;

const openFile = async (path: string): Promise<DatasetSummary> =>
  bench.engine.importFile(path, optionsOf(await bench.engine.proposeImport(path)));
const placeOf = (name: string, { columns }: DatasetSummary = data): number =>
  columns.find((column) => column.name === name)!.index;
const settings = (change: SettingsChange = {}) => {
  const features = ['a', 'b', 'c', 'd'].map((name) => placeOf(name));
  return settingsOf(4, { features, target: placeOf('y'), standardize: true, learningRate: 0.2, ...change });
};
const recipe = (entries: RecipeEntry[] = []): Recipe => ({
  ...{ target: 'y', features: ['a', 'b', 'c', 'd'], entries, scaling: 'standardize', intercept: true },
});
const study = (request: StudyRequest, change: SettingsChange = {}, of: Recipe | null = null): Promise<StudyResult> =>
  bench.engine.study(data.id, { recipe: of, settings: settings(change), request });
/** Wall clocks apart. */
const figuresOf = ({ entries, featureNames, notes, kind }: StudyResult) => ({ entries, featureNames, notes, kind });

/** Weights and bias of the least (1/n) sum (w z + b - y)^2 + (l2 / 2) |w|^2 on standardised columns, by the normal equations. */
const ridge = (rows: number[][], l2: number): { weights: number[]; bias: number } => {
  const n = rows.length;
  const d = rows[0]!.length - 1;
  const mean = (of: (row: number[]) => number): number => rows.reduce((sum, row) => sum + of(row), 0) / n;
  const means = Array.from({ length: d + 1 }, (_, j) => mean((row) => row[j]!));
  const scales = Array.from({ length: d }, (_, j) => Math.sqrt(mean((row) => (row[j]! - means[j]!) ** 2)));
  const z = (row: number[], j: number): number => (row[j]! - means[j]!) / scales[j]!;
  const system = Array.from({ length: d }, (_, i) => [
    ...Array.from({ length: d }, (__, j) => mean((row) => z(row, i) * z(row, j)) + (i === j ? l2 / 2 : 0)),
    mean((row) => z(row, i) * (row[d]! - means[d]!)),
  ]);
  for (let k = 0; k < d; k++) {
    for (let i = 0; i < d; i++) {
      if (i === k) continue;
      const share = system[i]![k]! / system[k]![k]!;
      system[i] = system[i]!.map((value, j) => value - share * system[k]![j]!);
    }
  }
  const weights = system.map((row, i) => row[d]! / row[i]! / scales[i]!);
  return { weights, bias: means[d]! - weights.reduce((sum, weight, j) => sum + weight * means[j]!, 0) };
};
const lossOn = (rows: number[][], { weights, bias }: { weights: number[]; bias: number }): number =>
  rows.reduce((sum, row) => sum + (weights.reduce((eta, w, j) => eta + w * row[j]!, bias) - row.at(-1)!) ** 2, 0) / rows.length;

const close = (found: readonly (number | null)[], expected: readonly number[], digits: number): void => {
  expect(found).toHaveLength(expected.length);
  expected.forEach((value, i) => expect(Math.abs((found[i] ?? NaN) - value), `${found[i]} for ${value}`).toBeLessThan(10 ** -digits * Math.max(1, Math.abs(value))));
};

beforeAll(async () => {
  bench = await createTestEngine();
  data = await openFile(fileURLToPath(SEEDED));
});
afterAll(() => bench.dispose());

describe('folds', () => {
  it('hold each row out once, train on the others, and are scaled by those alone', async () => {
    const { entries, featureNames } = await study({ kind: 'folds', k: 5, seed: 7 }, { stop: { maxSteps: 400 } });
    expect(featureNames).toEqual(['a', 'b', 'c', 'd']);
    expect(entries.map(({ label }) => label)).toEqual(['fold 1', 'fold 2', 'fold 3', 'fold 4', 'fold 5']);
    expect(entries.reduce((sum, { nValidation }) => sum + nValidation, 0)).toBe(ROWS.length);
    const positions = shuffledPositions(ROWS.length, 7);
    entries.forEach((entry, fold) => {
      const [training, validation] = [false, true].map((held) => ROWS.filter((_, i) => (positions[i]! % 5 === fold) === held));
      expect([entry.nTraining, entry.nValidation]).toEqual([training!.length, validation!.length]);
      const best = ridge(training!, 0);
      close([entry.trainingLoss, entry.validationLoss], [lossOn(training!, best), lossOn(validation!, best)], 9);
      const { steps, training: losses, validation: others } = entry.trace!;
      expect([steps[0], steps.at(-1)]).toEqual([0, 400]);
      expect([losses.at(-1), others.at(-1)]).toEqual([entry.trainingLoss, entry.validationLoss]);
    });
  });

  it('have the same figures for any number of workers, with a recipe, weights and a test part, beside an open run', async () => {
    const weighed = join(bench.directory, 'weighed.csv');
    const copies = Array.from({ length: 12 }, () => LINES).flat();
    await writeFile(weighed, `${HEADER},w\n${copies.map((line, i) => `${line},${1 + (i % 3)}`).join('\n')}\n`);
    const dataset = await openFile(weighed);
    const run = await bench.engine.startRun(data.id, settings({ startPaused: true }));
    const entries: RecipeEntry[] = [
      { kind: 'weights', column: 'w' },
      { kind: 'powers', column: 'a', degree: 2 },
      { kind: 'split', rule: { kind: 'share', validation: 0, test: 0.25, seed: 3 } },
    ];
    const results = [];
    for (const workers of [1, 2, 4]) {
      const asked = { ...settings({ workers, stop: { maxSteps: 30 } }) };
      const request: StudyRequest = { kind: 'folds', k: 3, seed: 2 };
      results.push(figuresOf(await bench.engine.study(dataset.id, { recipe: recipe(entries), settings: asked, request })));
    }
    expect(run.snapshot().steps).toBe(0);
    await run.dispose();
    await bench.engine.closeDataset(dataset.id);
    expect(results[1]).toEqual(results[0]);
    expect(results[2]).toEqual(results[0]);
    expect(results[0]!.featureNames).toHaveLength(5);
    expect(results[0]!.notes).toEqual([
      'Kept for the test, and neither trained on nor in the validation part: 720 rows.',
      'Each row counts by its weight in column "(weight)", brought to mean 1 over its part.',
    ]);
    const total = copies.length - Math.round(copies.length / 4);
    expect(results[0]!.entries.reduce((sum, { nValidation }) => sum + nValidation, 0)).toBe(total);
  });
});

describe('a learning curve', () => {
  const SPLIT: RecipeEntry = { kind: 'split', rule: { kind: 'share', validation: 0.3, test: 0, seed: 5 } };

  it('ends with the plain run, and has the same validation rows throughout', async () => {
    const request: StudyRequest = { kind: 'learning-curve', shares: [0.1, 0.5, 1], seed: 1 };
    const { entries, notes } = await study(request, { stop: { maxSteps: 50 } }, recipe([SPLIT]));
    const prepared = await bench.engine.prepare(data.id, recipe([SPLIT]));
    const { target, features, partColumn } = prepared.columns;
    const run = await bench.engine.startRun(prepared.dataset.id, settings({ target, features, partColumn, stop: { maxSteps: 50 } }));
    const { loss, validationLoss } = await run.finished;
    await run.dispose();
    const { nSamples, nValidation } = run.info;
    expect(entries.at(-1)).toMatchObject({ value: nSamples, nTraining: nSamples, trainingLoss: loss, validationLoss, problem: null });
    expect(entries.map((entry) => entry.nValidation)).toEqual([nValidation, nValidation, nValidation]);
    expect(entries.map(({ nTraining }) => nTraining)).toEqual([0.1, 0.5, 1].map((share) => Math.round(share * nSamples)));
    expect(notes).toEqual([]);
    await bench.engine.closeDataset(prepared.dataset.id);
  });

  it('sets a fifth of the rows aside where none are, and says so; rows that are too few are told in their place', async () => {
    const { entries, notes } = await study({ kind: 'learning-curve', shares: [0.001, 1], seed: 9 });
    expect(notes).toEqual(['No rows were set aside, so that 20 % of them, by a shuffle with the seed 9, are the validation part of every training.']);
    expect(entries[0]).toMatchObject({ trainingLoss: null, validationLoss: null, trace: null });
    expect(entries[0]!.problem).toMatch(/^4 features but only|^No feature has more than one value/);
    expect(entries[1]).toMatchObject({ nValidation: Math.round(0.2 * ROWS.length), problem: null });
  });
});

describe('a path', () => {
  it('of ridge is the closed form at each value, in the order asked for', async () => {
    const values = [0.01, 3, 0.4];
    const { entries } = await study({ kind: 'path', penalty: 'l2', values }, { stop: { maxSteps: 500 } });
    entries.forEach(({ value, weights, label, trainingLoss, validationLoss }, k) => {
      expect([value, label, validationLoss]).toEqual([values[k], `l2 ${values[k]}`, null]);
      const best = ridge(ROWS, value);
      close(weights!, best.weights, 9);
      close([trainingLoss], [lossOn(ROWS, best)], 9);
    });
  });

  it('without a recipe trains as a run with the same parts, weights and penalty does', async () => {
    const path = join(bench.directory, 'parts.csv');
    await writeFile(path, `${HEADER},w,part\n${LINES.map((line, i) => `${line},${i % 4},${i % 7 === 6 ? 2 : i % 3 === 0 ? 1 : 0}`).join('\n')}\n`);
    const dataset = await openFile(path);
    const change: SettingsChange = { weightColumn: placeOf('w', dataset), partColumn: placeOf('part', dataset), stop: { maxSteps: 60, patience: 50 } };
    const penalty = { l1: 0, l2: 0.3, bias: false };
    const request: StudyRequest = { kind: 'path', penalty: 'l2', values: [penalty.l2] };
    const { entries } = await bench.engine.study(dataset.id, { recipe: null, settings: settings(change), request });
    const run = await bench.engine.startRun(dataset.id, settings({ ...change, penalty }));
    const { loss, validationLoss, weights } = await run.finished;
    await run.dispose();
    const { nSamples, nValidation } = run.info;
    expect(entries[0]).toMatchObject({ nTraining: nSamples, nValidation, trainingLoss: loss, validationLoss, weights });

    const shared = { validationShare: 0.25, seed: 4, stop: { maxSteps: 60 } };
    const [entry] = (await bench.engine.study(dataset.id, { recipe: null, settings: settings(shared), request })).entries;
    const other = await bench.engine.startRun(dataset.id, settings({ ...shared, penalty }));
    const result = await other.finished;
    await other.dispose();
    // The same rows in each part, but in the order of the file and not of the shuffle.
    close([entry!.trainingLoss, entry!.validationLoss], [result.loss, result.validationLoss!], 12);
    await bench.engine.closeDataset(dataset.id);
  });

  it('of the lasso is that of scikit-learn', async () => {
    const dataset = await openFile(fileURLToPath(new URL('solvers/statecrime.csv', GOLDEN)));
    const features = lasso.features.map((name) => placeOf(name, dataset));
    const { entries } = await bench.engine.study(dataset.id, {
      recipe: null,
      settings: settingsOf(6, { features, target: placeOf(lasso.target, dataset), standardize: true, learningRate: 0.2, stop: { maxSteps: 5_000 } }),
      request: { kind: 'path', penalty: 'l1', values: lasso.path.map(({ l1 }) => l1) },
    });
    entries.forEach(({ weights, trainingLoss, trace }, k) => {
      close(weights!, lasso.path[k]!.weights, 9);
      close([trainingLoss, trace!.training.at(-1)!], [lasso.path[k]!.loss, lasso.path[k]!.loss], 9);
      expect(weights!.map((weight) => weight === 0)).toEqual(lasso.path[k]!.weights.map((weight) => weight === 0));
    });
    await bench.engine.closeDataset(dataset.id);
  });
});

describe('a study', () => {
  it('can be cancelled, and leaves the engine as it was', async () => {
    const aborter = new AbortController();
    let trainings = 0;
    const studying = failureOf(
      bench.engine.study(
        data.id,
        { recipe: null, settings: settings({ stop: { maxSteps: 1e9 } }), request: { kind: 'folds', k: 3, seed: 1 } },
        { signal: aborter.signal, onProgress: ({ phase, unit, total }) => (trainings += phase === 'study' && unit === 'trainings' ? total : 0) },
      ),
    );
    await until(() => trainings > 0);
    aborter.abort();
    expect((await studying).code).toBe('cancelled');
    const { entries } = await study({ kind: 'folds', k: 2, seed: 1 }, { stop: { maxSteps: 5 } });
    expect(entries).toHaveLength(2);
  });

  it('gives every memory back, also where it is cancelled in the middle', async () => {
    const owner = await createDataBench();
    const dataset = await owner.open(fileURLToPath(SEEDED));
    const pool = createMemoryPool();
    const out = new Set<unknown>();
    const memories: MemoryPool = {
      take: (byteLength) => {
        const memory = pool.take(byteLength);
        out.add(memory);
        return memory;
      },
      give: (given) => {
        for (const memory of given) out.delete(memory);
        pool.give(given);
      },
    };
    const exactPool = createExactPool(tasksDirectory, 2);
    const options = { tasksDirectory, kernelPath, maxWorkers: 2 };
    const aborter = new AbortController();
    const bench = createStudyBench(options, owner.engine.buildShards, { pool: exactPool, kernels: kernelModule, maxWorkers: 2 }, memories);
    await bench.train(dataset, settings({ validationShare: 0.2, stop: { maxSteps: 5 } }), aborter.signal);
    expect(out.size).toBe(2);
    const training = failureOf(bench.train(dataset, settings({ degree: 2, stop: { maxSteps: 1e9 } }), aborter.signal));
    await until(() => out.size === 1);
    aborter.abort();
    expect((await training).code).toBe('cancelled');
    await bench.dispose();
    expect(out.size).toBe(0);
    await Promise.all([exactPool.dispose(), owner.dispose()]);
  });

  it('ends with its file', async () => {
    const copy = await openFile(fileURLToPath(SEEDED));
    const request: StudyRequest = { kind: 'folds', k: 3, seed: 1 };
    const studying = failureOf(bench.engine.study(copy.id, { recipe: null, settings: settings({ stop: { maxSteps: 1e9 } }), request }));
    await bench.engine.closeDataset(copy.id);
    expect((await studying).code).toMatch(/cancelled|not-open/);
  });

  it('tells of a training that diverged, and goes on with the next', async () => {
    const { entries } = await study({ kind: 'path', penalty: 'l2', values: [20, 0.1] }, { stop: { maxSteps: 500 } });
    expect(entries[0]!.problem).toContain('learning rate');
    expect(entries[1]!.problem).toBeNull();
    close(entries[1]!.weights!, ridge(ROWS, 0.1).weights, 9);
  });

  it.each<[StudyRequest, string]>([
    [{ kind: 'folds', k: 1, seed: 1 }, 'The number of folds is 1. Choose a whole number from 2 to 1000, for example 5.'],
    [{ kind: 'folds', k: 3, seed: 0.5 }, 'The seed is 0.5. Choose a whole number, for example 1.'],
    [{ kind: 'learning-curve', shares: [], seed: 1 }, 'The learning curve has 0 shares of the rows. Give 1 to 1000, for example 0.1, 0.3 and 1.'],
    [
      { kind: 'learning-curve', shares: [0.5, 0.2], seed: 1 },
      'The share 0.2 of the learning curve does not fit. Give numbers above 0, 1 at most, each larger than the one before.',
    ],
    [{ kind: 'path', penalty: 'l1', values: [] }, 'The path has 0 values of the l1 penalty. Give 1 to 1000, for example 1, 0.1 and 0.01.'],
    [{ kind: 'folds', k: 1_000, seed: 1 }, `${ROWS.length} rows cannot be split into 1000 folds. Choose fewer folds or add rows.`],
  ])('is refused in one sentence: %o', async (request, message) => {
    expect((await failureOf(study(request))).message).toBe(message);
  });
});
