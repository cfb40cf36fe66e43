import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readFileSync } from 'node:fs';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { DatasetSummary, ExactSolution, LossSettings, RunResult, SolveSettings } from '../../workers/core/schema';
import { DEFAULT_SOLVE } from '../../workers/core/training/defaults';
import { failureOf, optionsOf } from '../support/data';
import { createTestEngine, type TestEngine } from '../support/engine';
import { linearData } from '../support/matrix';
import { settingsOf, type SettingsChange } from '../support/trainer';

const FOLDER = new URL('../golden/weights/', import.meta.url);
const [HEADER, ...ROWS] = readFileSync(new URL('rows.csv', FOLDER), 'utf8').trimEnd().split('\n');
const figures = JSON.parse(readFileSync(new URL('figures.json', FOLDER), 'utf8')) as {
  wls: { values: number[]; errors: number[]; p: number[]; n: number; rss: number; rSquared: number; dof: number };
  throughZero: { values: number[]; errors: number[] };
  logit: { values: number[]; errors: number[]; p: number[] };
  poisson: { values: number[]; errors: number[] };
  ridge: number[];
  logistic: number[];
};

/** Columns of rows.csv. */
const [A, B, Y, CLASS, COUNT, W, PART] = [0, 1, 2, 3, 4, 5, 6] as const;

const close = (found: readonly (number | null)[], expected: readonly number[], digits = 10): void => {
  expect(found).toHaveLength(expected.length);
  expected.forEach((value, i) => {
    expect(Math.abs((found[i] ?? NaN) - value), `${found[i]} for ${value}`).toBeLessThan(10 ** -digits * Math.max(1, Math.abs(value)));
  });
};

let bench: TestEngine;
let data: DatasetSummary;
let nFiles = 0;

const open = async (lines: readonly string[], header = HEADER!): Promise<DatasetSummary> => {
  const path = join(bench.directory, `rows${nFiles++}.csv`);
  await writeFile(path, `${[header, ...lines].join('\n')}\n`);
  return bench.engine.importFile(path, optionsOf(await bench.engine.proposeImport(path)));
};
const solve = (dataset: DatasetSummary, change: Partial<SolveSettings>): Promise<ExactSolution> =>
  bench.engine.solve(dataset.id, { ...DEFAULT_SOLVE, target: Y, features: [A, B], standardize: true, ...change });
const settings = (change: SettingsChange) => settingsOf(2, { target: Y, features: [A, B], standardize: true, learningRate: 0.1, ...change });
const train = async (dataset: DatasetSummary, change: SettingsChange): Promise<RunResult & { notes: string[]; nSamples: number; nValidation: number }> => {
  const run = await bench.engine.startRun(dataset.id, settings(change));
  const result = await run.finished;
  await run.dispose();
  const { notes, nSamples, nValidation } = run.info;
  return { ...result, notes, nSamples, nValidation };
};
const cell = (row: string, column: number): string => row.split(',')[column]!;

beforeAll(async () => {
  bench = await createTestEngine();
  data = await open(ROWS);
});
afterAll(() => bench.dispose());

describe('a solution with weights', () => {
  it.each([
    { standardize: true },
    { standardize: false },
    { standardize: true, scaledBy: 'range' as const },
    { standardize: true, storage: 'float64' as const, isShuffled: true, seed: 4 },
  ])('is that of statsmodels: %o', async (change) => {
    const found = await solve(data, { ...change, weightColumn: W });
    const { values, errors, p, n, rss, rSquared, dof } = figures.wls;
    close(found.coefficients.map(({ value }) => value), values);
    close(found.coefficients.map(({ standardError }) => standardError), errors);
    found.coefficients.forEach((coefficient, i) => expect(coefficient.p! / p[i]!).toBeCloseTo(1, 8));
    close([found.nSamples, found.degreesOfFreedom, found.residualSumOfSquares, found.rSquared, found.loss], [n, dof, rss, rSquared, rss / n]);
    expect(found.notes).toEqual([
      'Left out for a weight of 0: 94 rows.',
      'Each row counts by its weight in column "w", brought to mean 1 over its part.',
    ]);
  });

  it('without an intercept is that of statsmodels', async () => {
    const { coefficients } = await solve(data, { weightColumn: W, intercept: false });
    close(coefficients.map(({ value }) => value), figures.throughZero.values);
    close(coefficients.map(({ standardError }) => standardError), figures.throughZero.errors);
  });

  it.each([
    ['logit', CLASS, { kind: 'logistic' }],
    ['poisson', COUNT, { kind: 'poisson' }],
  ] as const)('of a %s is that of statsmodels', async (name, target, loss: LossSettings) => {
    const { coefficients } = await solve(data, { weightColumn: W, target, loss });
    close(coefficients.map(({ value }) => value), figures[name].values, 8);
    close(coefficients.map(({ standardError }) => standardError), figures[name].errors, 8);
  });

  it('and a penalty is that of scikit-learn', async () => {
    const ridge = await solve(data, { weightColumn: W, standardize: false, l2: 0.2 });
    close(ridge.coefficients.map(({ value }) => value), figures.ridge);
    const logistic = await solve(data, { weightColumn: W, standardize: false, l2: 0.2, target: CLASS, loss: { kind: 'logistic' } });
    close(logistic.coefficients.map(({ value }) => value), figures.logistic, 9);
  });

  it('is what training comes to, from the rows and through R', async () => {
    for (const gradient of ['sharded', 'factored'] as const) {
      const { weights, bias } = await train(data, { weightColumn: W, gradient, stop: { maxSteps: 2_000 } });
      close([bias, ...weights], figures.wls.values);
    }
  });
});

describe('whole weights', () => {
  it.each(['squared', 'huber', 'absolute', 'quantile', 'logistic', 'softmax', 'poisson'] as const)(
    'train as rows repeated do: %s',
    async (kind) => {
      const loss: LossSettings =
        kind === 'huber' ? { kind, delta: 0.7 } : kind === 'quantile' ? { kind, quantile: 0.3 } : { kind };
      const target = kind === 'logistic' || kind === 'softmax' ? CLASS : kind === 'poisson' ? COUNT : Y;
      const repeated = await open(ROWS.flatMap((row) => Array.from({ length: Number(cell(row, W)) }, () => row)));
      const change: SettingsChange = {
        ...{ target, loss, learningRate: 0.05 },
        penalty: { l1: 0, l2: 0.1, bias: false },
        stop: { maxSteps: 60 },
      };
      const weighted = await train(data, { ...change, weightColumn: W });
      const expected = await train(repeated, change);
      expect([weighted.nSamples, expected.nSamples]).toEqual([306, 584]);
      close(
        [weighted.loss, weighted.objective, weighted.gradientNorm, weighted.bias, ...weighted.weights],
        [expected.loss, expected.objective, expected.gradientNorm, expected.bias, ...expected.weights],
        // The slope of |r| jumps, and a row on the other side by rounding moves the rest a little.
        kind === 'absolute' || kind === 'quantile' ? 6 : 11,
      );
    },
  );

  it('that are all the same have the bits of none, and it is said', async () => {
    const equal = await open(ROWS.map((row) => `${row},0.3`), `${HEADER},same`);
    const change: SettingsChange = { batchSize: 64, storage: 'float32', stop: { maxSteps: 60 } };
    const found = await train(equal, { ...change, weightColumn: 7 });
    expect(found.thetaHash).toBe((await train(equal, change)).thetaHash);
    expect(found.notes).toContain('Every row has the same weight 0.3, which is as good as none.');
  });
});

describe('a run with weights', () => {
  const lines = (): string[] => {
    const columns = linearData(6_000, [1, -2], 3, { noise: 1, seed: 2 });
    return Array.from({ length: 6_000 }, (_, i) => [...columns.map((column) => column[i]!), 1 + (i % 7) / 3, i % 3 === 2 ? 1 : 0].join(','));
  };
  const BIG = 'a,b,y,w,part';

  it('has the same bits for 1 to 4 workers, and so have its log and a step had again', async () => {
    const big = await open(lines(), BIG);
    const outcomes = new Set<string>();
    for (const workers of [1, 2, 3, 4]) {
      const run = await bench.engine.startRun(
        big.id,
        settings({ weightColumn: 3, partColumn: 4, workers, optimizer: { kind: 'nesterov', momentum: 0.8 }, stop: { maxSteps: 300 } }),
      );
      const { thetaHash, nWorkers, loss, validationLoss } = await run.finished;
      expect([nWorkers, run.info.nSamples, run.info.nValidation]).toEqual([workers, 4_000, 2_000]);
      const path = join(bench.directory, 'log.csv');
      await bench.engine.writeLog(run.info.runId, path);
      const log = await readFile(path, 'utf8');
      const state = await bench.engine.stateAt(run.info.runId, 300);
      expect(log.trimEnd().split('\n').at(-1)!.split(',').at(-1)).toBe(String(validationLoss));
      expect(state.dataLoss).toBe(loss);
      outcomes.add([thetaHash, loss, validationLoss, log, ...state.theta].join());
      await run.dispose();
    }
    expect(outcomes.size).toBe(1);
  });

  it('has rows whose pulls add up to the derivative, and says its formula', async () => {
    const run = await bench.engine.startRun(data.id, settings({ weightColumn: W, stop: { maxSteps: 3 } }));
    await run.finished;
    const { theta, gradient } = await bench.engine.stateAt(run.info.runId, 3);
    const rows = await bench.engine.probe(run.info.runId, { kind: 'rows', theta, nFirst: 306, parameter: 0, nHardest: 1 });
    await run.dispose();
    expect(rows.first.reduce((sum, { pull }) => sum + pull, 0)).toBeCloseTo(gradient[0]!, 12);
    expect(rows.first.reduce((sum, { weight }) => sum + weight, 0)).toBeCloseTo(306, 10);
    expect(run.info.objective).toBe(
      'L(w, b) = (1/n) sum_i v_i (w . x_i + b - y_i)^2, with v_i the weight of row i, of mean 1, no penalty',
    );
  });
});

describe('the curvature of a run with weights', () => {
  it('is that of the exact solution: the limit that is told of a rate too large, and the extreme eigenvalues', async () => {
    const { divergenceLimit, lambdaMax, lambdaMin } = await solve(data, { weightColumn: W });
    const { divergence } = await train(data, { weightColumn: W, learningRate: 1.3 * divergenceLimit!, gradient: 'sharded' });
    close([divergence!.limit], [divergenceLimit!], 5);
    const run = await bench.engine.startRun(data.id, settings({ weightColumn: W, stop: { maxSteps: 2 } }));
    await run.finished;
    const { theta } = await bench.engine.stateAt(run.info.runId, 2);
    const { largest, least } = await bench.engine.probe(run.info.runId, { kind: 'extremes', theta, maxRows: null });
    await run.dispose();
    close([largest.value, least.value], [lambdaMax, lambdaMin], 6);
  });

  it('is that of rows repeated, of a loss that is read from the rows each time', async () => {
    const repeated = await open(ROWS.flatMap((row) => Array.from({ length: Number(cell(row, W)) }, () => row)));
    const extremes = [];
    for (const [dataset, weightColumn] of [[data, W], [repeated, null]] as const) {
      const change = { weightColumn, target: COUNT, loss: { kind: 'poisson' as const }, learningRate: 0.01, stop: { maxSteps: 5 } };
      const run = await bench.engine.startRun(dataset.id, settings(change));
      await run.finished;
      const theta = Float64Array.of(0.1, -0.2, 0.3);
      const { largest, least } = await bench.engine.probe(run.info.runId, { kind: 'extremes', theta, maxRows: null });
      const { gradient, products } = await bench.engine.probe(run.info.runId, { kind: 'slope', theta, vectors: theta, maxRows: null });
      extremes.push([largest.value, least.value, ...gradient, ...products]);
      await run.dispose();
    }
    close(extremes[0]!, extremes[1]!, 6);
  });
});

describe('classes with weights', () => {
  /** One row on the wrong side, which counts next to nothing. */
  const separable = (last: string): string[] => [
    ...Array.from({ length: 40 }, (_, i) => `${i},${i < 20 ? 'no' : 'yes'},1`),
    `39.5,${last},1e-7`,
  ];
  const asked: SettingsChange = { features: [0], target: 1, weightColumn: 2, loss: { kind: 'logistic' }, stop: { maxSteps: 10 } };

  it('are separated only where every row is on the right side, however little it counts', async () => {
    const message = (await failureOf(train(await open(separable('yes'), 'x,class,w'), asked))).message;
    expect(message).toContain('can be separated without a miss');
    const { stopReason } = await train(await open(separable('no'), 'x,class,w'), asked);
    expect(stopReason).toBe('max-steps');
  });
});

describe('a column of parts', () => {
  it.each<SettingsChange>([
    {},
    { batchSize: 32, seed: 3 },
    { storage: 'float32', degree: 2 },
    { weightColumn: W },
    { scaledBy: 'range', intercept: false },
  ])('trains as the rows of part 0 alone would, to the bit: %o', async (change) => {
    const alone = await open(ROWS.filter((row) => cell(row, PART) === '0'));
    const short = { ...change, learningRate: 0.02, stop: { maxSteps: 50 } };
    const found = await train(data, { ...short, partColumn: PART });
    const expected = await train(alone, short);
    expect(found.thetaHash).toBe(expected.thetaHash);
    expect([found.nSamples, found.loss]).toEqual([expected.nSamples, expected.loss]);
    expect(found.nSamples + found.nValidation).toBe(change.weightColumn === undefined ? 400 : 306);
  });

  it('has the validation loss of the rows of part 1, and rows of other values in neither', async () => {
    const others = ROWS.map((row, i) => (i % 10 === 0 ? row.replace(/.$/, '2') : i === 11 ? row.replace(/.$/, '') : row));
    const dataset = await open(others);
    const found = await train(dataset, { partColumn: PART, stop: { maxSteps: 50 } });
    const validation = others.filter((row) => cell(row, PART) === '1');
    expect([found.nSamples, found.nValidation]).toEqual([400 - 41 - validation.length, validation.length]);
    expect(found.notes).toEqual([
      'Neither trained on nor in the validation part: 41 rows, for column "part" is neither 0 nor 1 there.',
    ]);
    const squares = validation.map((row) => {
      const [a, b, y] = row.split(',').map(Number) as [number, number, number];
      return (found.bias + found.weights[0]! * a + found.weights[1]! * b - y) ** 2;
    });
    close([found.validationLoss], [squares.reduce((sum, square) => sum + square, 0) / squares.length]);
  });

  it('serves early stopping', async () => {
    const { stopReason } = await train(data, { partColumn: PART, stop: { maxSteps: 5_000, patience: 5 } });
    expect(stopReason).toBe('validation');
  });
});

describe('scaling by the range', () => {
  it('descends as by hand on (x - min) / (max - min), and comes back in the units of the file', async () => {
    const rows = ROWS.map((row) => row.split(',').map(Number) as [number, number, number]);
    const [lows, ranges] = [A, B].reduce<[number[], number[]]>(
      ([low, range], j) => {
        const values = rows.map((row) => row[j]!);
        return [[...low, Math.min(...values)], [...range, Math.max(...values) - Math.min(...values)]];
      },
      [[], []],
    );
    let [u, v, c] = [0, 0, 0];
    for (let step = 0; step < 30; step++) {
      let [du, dv, dc] = [0, 0, 0];
      for (const [a, b, y] of rows) {
        const [z, t] = [(a - lows[0]!) / ranges[0]!, (b - lows[1]!) / ranges[1]!];
        const r = (2 * (u * z + v * t + c - y)) / rows.length;
        [du, dv, dc] = [du + r * z, dv + r * t, dc + r];
      }
      [u, v, c] = [u - 0.3 * du, v - 0.3 * dv, c - 0.3 * dc];
    }
    const [wa, wb] = [u / ranges[0]!, v / ranges[1]!];
    const found = await train(data, { scaledBy: 'range', learningRate: 0.3, stop: { maxSteps: 30 } });
    close([...found.weights, found.bias], [wa, wb, c - wa * lows[0]! - wb * lows[1]!], 12);
  });

  it.each([{ degree: 1 }, { degree: 2 }, { degree: 2, intercept: false }])('has the penalised minimum that training comes to: %o', async (change) => {
    const l2 = 0.05;
    const { coefficients, bestLearningRate } = await solve(data, { ...change, scaledBy: 'range', l2 });
    const { weights, bias } = await train(data, {
      ...change,
      ...{ scaledBy: 'range', penalty: { l1: 0, l2, bias: false }, learningRate: bestLearningRate! },
      stop: { maxSteps: 3_000 },
    });
    close(coefficients.map(({ value }) => value), change.intercept === false ? weights : [bias, ...weights], 9);
  });
});

describe('weights and parts that cannot be', () => {
  const tryStart = async (dataset: DatasetSummary, change: SettingsChange) => {
    const checked = await failureOf(bench.engine.checkStart(dataset.id, settings(change)));
    const started = await failureOf(train(dataset, change));
    expect(started).toEqual(checked);
    return started;
  };
  const NEGATIVE =
    'Column "w" holds 2 weights below 0, the first in row 8 (-1.5), and a row cannot count less than nothing. Filter those rows out, or choose another column for the weights.';

  it.each<[string, (row: string, i: number) => string, SettingsChange, string]>([
    ['negative', (row, i) => (i === 7 || i === 20 ? row.replace(/,\d,(\d)$/, ',-1.5,$1') : row), { weightColumn: W }, NEGATIVE],
    [
      'all 0',
      (row) => row.replace(/,\d,(\d)$/, ',0,$1'),
      { weightColumn: W },
      'Column "w" is 0 in all 400 rows, so that none of them counts. Choose another column for the weights, or none.',
    ],
    [
      'none to train on',
      (row) => row.replace(/.$/, '1'),
      { partColumn: PART },
      'No complete row has 0 in column "part", so that there is none to train on. Choose another column for the parts, or none.',
    ],
    [
      'none to stop by',
      (row) => row.replace(/.$/, '0'),
      { partColumn: PART, stop: { patience: 3 } },
      'Early stopping after 3 evaluations needs a validation part, but no row is in it. Choose another column for the parts, or switch this rule off.',
    ],
    [
      'two ways',
      (row) => row,
      { partColumn: PART, validationShare: 0.2 },
      'A share of 0.2 of the rows and a column are both to say which rows are for validation. Choose one of them.',
    ],
    ['text', (row) => row, { weightColumn: CLASS }, 'Column "class" holds text values, not numbers. Choose a numeric column, or none.'],
    [
      'both',
      (row) => row,
      { weightColumn: PART, partColumn: PART },
      'The same column is chosen for the weights of the rows and for their parts. Choose another one for one of them.',
    ],
    ['unknown', (row) => row, { partColumn: 70 }, 'There is no column 70 in this file. Choose one of its 7 columns.'],
  ])('are refused in one sentence, by the check before a start too: %s', async (_, change, asked, message) => {
    expect(await tryStart(await open(ROWS.map(change)), asked)).toMatchObject({ message });
  });
});
