import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DatasetSummary, SolveSettings, Storage } from '../../workers/core/schema';
import { DEFAULT_SOLVE } from '../../workers/core/training/defaults';
import { createExactPool } from '../../workers/engine/exact/exactPool';
import { solveMatrix } from '../../workers/engine/exact/solveMatrix';
import { kernelModule, linearData, matrixOf, type Columns } from '../support/matrix';
import { tasksDirectory } from '../support/built';
import { failureOf, optionsOf } from '../support/data';
import { createTestEngine, type TestEngine } from '../support/engine';
import { namesOf, solveColumns } from '../support/exact';
import { settingsOf } from '../support/trainer';

const csvOf = (columns: Columns): string => {
  const names = [...namesOf(columns.length - 1), 'y'].join(',');
  const rows = Array.from(columns[0]!, (_, i) => columns.map((column) => column[i]).join(','));
  return `${[names, ...rows].join('\n')}\n`;
};

const settings = (nFeatures: number, change: Partial<SolveSettings> = {}): SolveSettings => ({
  target: nFeatures,
  features: Array.from({ length: nFeatures }, (_, j) => j),
  standardize: true,
  ...DEFAULT_SOLVE,
  ...change,
});

const source = (nFeatures: number) => ({ targetName: 'y', featureNames: namesOf(nFeatures) });

describe('the exact solution on worker threads', () => {
  it('has the same bits for 1 to 4 workers, and wherever the shards end', async () => {
    const columns = linearData(
      150_003,
      Array.from({ length: 24 }, (_, j) => j),
      1,
      { noise: 1 },
    );
    const found = [];
    for (const maxWorkers of [1, 2, 3, 4]) {
      const matrix = matrixOf(columns, { standardize: true, nThreads: maxWorkers });
      const pool = createExactPool(tasksDirectory, maxWorkers);
      const options = { pool, kernels: kernelModule, maxWorkers };
      found.push(await solveMatrix(options, matrix, settings(24), source(24)));
      await pool.dispose();
    }
    expect(found.map(({ nWorkers }) => nWorkers)).toEqual([1, 2, 3, 4]);
    const [first, ...others] = found.map((solution) => ({ ...solution, nWorkers: 0, elapsedMs: 0 }));
    for (const other of others) expect(other).toEqual(first);
    expect(first).toMatchObject({ rank: 25, degreesOfFreedom: 150_003 - 25 });
  });
});

describe('the exact solution from shards that hold every power', () => {
  it('reads the first powers alone, and is that of the columns to the last bit', async () => {
    const columns = linearData(5_000, [2, -1, 0.5], 4, { noise: 0.1 });
    const pool = createExactPool(tasksDirectory, 2);
    const options = { pool, kernels: kernelModule, maxWorkers: 2 };
    const solve = (degree: number, storage: Storage) =>
      solveMatrix(options, matrixOf(columns, { standardize: true, degree, storage }), settings(3, { degree: 3 }), source(3));
    const [ofColumns, ofPowers] = [await solve(1, 'float64'), await solve(3, 'float64')];
    const rounded = await solve(3, 'float32');
    await pool.dispose();
    expect(ofPowers.coefficients).toHaveLength(10);
    rounded.coefficients.forEach(({ value, standardError }, j) => {
      const exact = ofColumns.coefficients[j]!;
      expect(Math.abs(value! - exact.value!)).toBeLessThan(1e-3 * exact.standardError!);
      expect(Math.abs(standardError! / exact.standardError! - 1)).toBeLessThan(1e-5);
    });
    expect({ ...ofPowers, elapsedMs: 0 }).toEqual({ ...ofColumns, elapsedMs: 0 });
  });
});

describe('the exact solution of a file', () => {
  let bench: TestEngine;
  const columns = linearData(3_000, [2, -1, 0.5], 4, { noise: 0.1 });
  const open = async (name: string, text: string): Promise<DatasetSummary> => {
    const path = join(bench.directory, name);
    await writeFile(path, text);
    return bench.engine.importFile(path, optionsOf(await bench.engine.proposeImport(path)));
  };
  beforeAll(async () => {
    bench = await createTestEngine();
  });
  afterAll(() => bench.dispose());

  it('is that of its columns, and a run on them finds the shards there', async () => {
    const { engine } = bench;
    const dataset = await open('plain.csv', csvOf(columns));
    const solution = await engine.solve(dataset.id, settings(3));
    expect(solution.coefficients).toEqual(solveColumns(columns, { standardize: true }).coefficients);
    expect(solution).toMatchObject({ targetName: 'y', nSamples: 3_000, rowsSkipped: 0, notes: [] });

    const run = await engine.startRun(
      dataset.id,
      settingsOf(3, { standardize: true, learningRate: solution.bestLearningRate!, stop: { maxSteps: 200 } }),
    );
    expect(run.info.buildMs).toBe(0);
    const again = await engine.solve(dataset.id, settings(3));
    expect(again.coefficients).toEqual(solution.coefficients);
    const other = await failureOf(engine.solve(dataset.id, settings(3, { features: [0] })));
    expect(other).toEqual({
      code: 'setting-invalid',
      message: 'A run on other columns is open. Choose its columns, or end it first.',
    });
    // Descent tends to the exact solution, and its loss to the least one.
    const result = await run.finished;
    await run.dispose();
    [...result.weights].forEach((weight, j) =>
      expect(Math.abs(weight - solution.coefficients[j + 1]!.value!)).toBeLessThan(1e-12),
    );
    expect(Math.abs(result.loss / solution.loss - 1)).toBeLessThan(1e-12);
    await engine.closeDataset(dataset.id);
  });

  it.each([
    { degree: 2 },
    { storage: 'float32' as const },
    { batchSize: 100 },
    { validationShare: 0.2, degree: 2, standardize: true },
    { intercept: false, standardize: true },
  ])('is had beside a run on other shards than those of the columns: %o', async (change) => {
    const { engine } = bench;
    const dataset = await open('beside.csv', csvOf(columns));
    const wanted = settingsOf(3, { startPaused: true, ...change });
    const { degree, storage, validationShare, seed, intercept, standardize, batchSize } = wanted;
    const design = { degree, storage, validationShare, seed, intercept, standardize, isShuffled: batchSize !== null };
    // From the columns as they are: there is nothing else yet.
    const alone = await engine.solve(dataset.id, settings(3, design));
    const run = await engine.startRun(dataset.id, wanted);
    const beside = await engine.solve(dataset.id, settings(3, design));
    expect(await failureOf(engine.solve(dataset.id, settings(3, { ...design, features: [0] })))).toMatchObject({ code: 'setting-invalid' });
    await run.dispose();
    expect(beside.nSamples).toBe(validationShare > 0 ? 2_400 : 3_000);
    expect(beside.coefficients.map(({ name }) => name)).toEqual(alone.coefficients.map(({ name }) => name));
    const tolerance = storage === 'float32' ? 1e-6 : 1e-11;
    beside.coefficients.forEach(({ value }, j) =>
      expect(Math.abs(value! - alone.coefficients[j]!.value!)).toBeLessThan(tolerance),
    );
    await engine.closeDataset(dataset.id);
  });

  it('counts the rows left out, and names columns that depend on others or are constant', async () => {
    const rows = Array.from({ length: 40 }, (_, i) => `${i},${i % 7},${i + 2 * (i % 7)},5,${(i * i) % 11}`);
    const dataset = await open('dependent.csv', `a,b,sum,five,y\n${rows.join('\n')}\n1,,2,5,3\n`);
    const solution = await bench.engine.solve(dataset.id, settings(4));
    expect(solution).toMatchObject({ nSamples: 40, rowsSkipped: 1, rank: 3, lambdaMin: 0 });
    expect(solution.coefficients.map(({ value }) => value === null)).toEqual([
      false,
      false,
      false,
      true,
      true,
    ]);
    expect(solution.notes).toEqual([
      'Column "sum" = a + 2 b says nothing new and was left out; the coefficients hold without it.',
      'Column "five" is 5 in every row, like the intercept, and was left out.',
    ]);
    await bench.engine.closeDataset(dataset.id);
  });

  it('is one of many where there are more features than rows, and says so', async () => {
    const dataset = await open('wide.csv', 'a,b,c,y\n1,2,4,1\n2,1,7,3\n');
    const solution = await bench.engine.solve(dataset.id, settings(3));
    expect(solution).toMatchObject({ rank: 2, degreesOfFreedom: 0, residualStandardDeviation: null });
    expect(solution.notes[0]).toBe('4 coefficients but only 2 rows: other coefficients fit equally well.');
    await bench.engine.closeDataset(dataset.id);
  });

  it('is refused in one sentence for settings that make no sense', async () => {
    const dataset = await open('refused.csv', csvOf(columns));
    const refusal = (change: Partial<SolveSettings>) =>
      failureOf(bench.engine.solve(dataset.id, settings(3, change)));
    expect((await refusal({ degree: 0 })).message).toBe(
      'The degree is 0. Choose a whole number from 1 to 20.',
    );
    expect((await refusal({ degree: 1.5 })).code).toBe('setting-invalid');
    expect((await refusal({ loss: { kind: 'absolute' } })).message).toBe(
      'The loss absolute has kinks, and no exact solution is computed for it. Choose squared, huber, logistic, softmax or poisson, or train.',
    );
    expect((await refusal({ l2: -1 })).message).toBe('The L2 penalty is -1. Choose a number of 0 or more, for example 0.1.');
    expect((await refusal({ init: { kind: 'given', weights: [1], bias: 0 } })).message).toContain('1 initial weights are given');
    expect((await refusal({ features: [] })).message).toContain('No feature is chosen.');
    expect((await refusal({ target: 0 })).code).toBe('target-as-feature');
    expect((await refusal({ target: 9 })).code).toBe('column-unknown');
    const huge = await open('huge.csv', 'x,y\n1e200,1\n2e200,2\n3e200,4\n');
    expect(await failureOf(bench.engine.solve(huge.id, settings(1, { degree: 3 })))).toEqual({
      code: 'setting-invalid',
      message: 'The power 2 of column "x" leaves the range of numbers. Choose a lower degree.',
    });
    expect((await failureOf(bench.engine.solve('gone', settings(1)))).code).toBe('not-open');
  });

  it('ends at once when it is cancelled, and leaves the engine as it was', async () => {
    const dataset = await open('cancelled.csv', csvOf(columns));
    const aborter = new AbortController();
    const failing = failureOf(bench.engine.solve(dataset.id, settings(3), { signal: aborter.signal }));
    aborter.abort();
    expect((await failing).code).toBe('cancelled');
    expect((await bench.engine.solve(dataset.id, settings(3))).rank).toBe(4);
    const closing = failureOf(bench.engine.solve(dataset.id, settings(3)));
    await bench.engine.closeDataset(dataset.id);
    expect((await closing).code).toBe('cancelled');
  });
});
