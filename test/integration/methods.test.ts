import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OPTIMISERS } from '../../workers/core/optimisers/catalogue';
import { hasProximalStep } from '../../workers/core/optimisers/create';
import { SCHEDULES } from '../../workers/core/schedules/catalogue';
import { LOSSES } from '../../workers/core/losses/catalogue';
import { hasHessian } from '../../workers/core/losses/properties';
import type { LossSettings } from '../../workers/core/schema';
import { chosen, kindsOf } from '../../workers/core/training/choices';
import { euclideanNorm } from '../../workers/core/training/norm';
import { toRaw } from '../../workers/core/training/parameters';
import type { Trainer } from '../../workers/engine/training/trainer';
import { GRADIENT_NORM, LOSS, VALIDATION_LOSS } from '../../workers/core/training/record';
import { lossData } from '../support/lossData';
import { linearData, matrixOf } from '../support/matrix';
import { createTestTrainer, settingsOf, startOn, trainOn, until, type SettingsChange } from '../support/trainer';

let trainer: Trainer;
let directory: string;
beforeAll(async () => {
  trainer = createTestTrainer();
  directory = await mkdtemp(join(tmpdir(), 'fall-line-methods-'));
});
afterAll(async () => {
  await trainer.dispose();
  await rm(directory, { recursive: true, force: true });
});

const pick = <T, K extends keyof T>(from: T, keys: readonly K[]): Pick<T, K> =>
  Object.fromEntries(keys.map((key) => [key, from[key]])) as Pick<T, K>;

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

interface Case extends SettingsChange {
  name: string;
  loss: LossSettings;
}

const SQUARED: LossSettings = { kind: 'squared' };
const RIDGE = { l1: 0, l2: 0.1, bias: false };
const SMOOTH: LossSettings[] = kindsOf(LOSSES)
  .map((kind) => chosen(LOSSES, kind))
  .filter(hasHessian);

const CASES: Case[] = [
  ...kindsOf(OPTIMISERS).map(
    (kind): Case => ({
      name: `${kind} with ${hasProximalStep(kind) ? 'an elastic net' : 'a ridge'}`,
      loss: SQUARED,
      optimizer: chosen(OPTIMISERS, kind),
      penalty: hasProximalStep(kind) ? { l1: 0.05, l2: 0.1, bias: false } : RIDGE,
    }),
  ),
  ...kindsOf(SCHEDULES).map(
    (kind): Case => ({ name: `the step rule ${kind}`, loss: SQUARED, schedule: chosen(SCHEDULES, kind) }),
  ),
  ...kindsOf(LOSSES).map(
    (kind): Case => ({ name: `the loss ${kind}`, loss: chosen(LOSSES, kind), penalty: RIDGE }),
  ),
  ...SMOOTH.flatMap((loss): Case[] => [
    { name: `newton on ${loss.kind}`, loss, optimizer: { kind: 'newton' }, penalty: RIDGE },
    { name: `l-bfgs on ${loss.kind}`, loss, optimizer: { kind: 'l-bfgs', memory: 4 }, penalty: RIDGE },
  ]),
  { name: 'auto on logistic', loss: { kind: 'logistic' }, schedule: { kind: 'auto' }, penalty: RIDGE },
  { name: 'a penalised bias', loss: SQUARED, penalty: { l1: 0.05, l2: 0.2, bias: true } },
  { name: 'clipped gradients', loss: { kind: 'poisson' }, clip: 0.05 },
  { name: 'no intercept', loss: { kind: 'huber', delta: 1 }, intercept: false },
  { name: 'powers in float32', loss: SQUARED, degree: 2, storage: 'float32', learningRate: 0.02 },
  { name: 'softmax in float32', loss: { kind: 'softmax' }, storage: 'float32' },
  { name: 'batches', loss: SQUARED, batchSize: 333 },
  { name: 'batches of one row', loss: { kind: 'logistic' }, batchSize: 1 },
  { name: 'batches of classes with momentum', loss: { kind: 'softmax' }, batchSize: 500, optimizer: { kind: 'nesterov', momentum: 0.5 } },
  { name: 'batches with Adam in float32', loss: { kind: 'poisson' }, batchSize: 64, optimizer: chosen(OPTIMISERS, 'adam'), storage: 'float32' },
  { name: 'averages', loss: { kind: 'absolute' }, averageFrom: 20 },
  { name: 'averages of batches', loss: { kind: 'quantile', quantile: 0.3 }, batchSize: 100, averageFrom: 5 },
  { name: 'a validation part', loss: { kind: 'logistic' }, validationShare: 0.2 },
  { name: 'a validation part with batches', loss: SQUARED, validationShare: 0.1, batchSize: 1_000 },
];

const N_STEPS = 60;

describe('the trajectory', () => {
  it.each(CASES)('of $name has the same bits at each step for one to four workers', async (change) => {
    const { columns, options } = lossData(change.loss.kind, 4_111);
    const hashes = new Set<string>();
    const logs = new Set<string>();
    for (const workers of [1, 2, 3, 4]) {
      const settings = settingsOf(3 * (change.degree ?? 1), { learningRate: 0.1, ...change, workers, stop: { maxSteps: N_STEPS } });
      const matrix = matrixOf(columns, {
        ...options,
        ...pick(settings, ['degree', 'intercept', 'storage', 'validationShare']),
        standardize: true,
        shuffleSeed: settings.batchSize === null ? null : settings.seed,
        nThreads: workers,
      });
      const run = startOn(trainer, matrix, settings);
      const result = await run.finished;
      const isSearch = ['l-bfgs', 'newton'].includes(settings.optimizer.kind) || ['armijo', 'barzilai-borwein', 'auto'].includes(settings.schedule.kind);
      const nSteps = isSearch ? result.steps : N_STEPS;
      expect([result.failure, result.divergence, result.steps, result.nWorkers]).toEqual([null, null, nSteps, Math.min(workers, matrix.plan.nChunks)]);
      expect(result.stopReason).toBe(nSteps < N_STEPS ? 'converged' : 'max-steps');
      const log = join(directory, 'log.csv');
      expect(await trainer.replay(run, log)).toEqual({ nLines: nSteps + 1 });
      const text = await readFile(log, 'utf8');
      const lines = text.trimEnd().split('\n').map((line) => line.split(',').map(Number));
      const length = result.classes ? 3 * (settings.features.length + 1) : settings.features.length + 1;
      // Each record of the run is a line of its replay, bit for bit, whatever the optimiser remembers.
      const { records, recordLength } = run.readFrame();
      const isPenalised = settings.penalty.l1 > 0 || settings.penalty.l2 > 0;
      for (let step = 0; step <= nSteps; step++) {
        const record = records.subarray(step * recordLength, (step + 1) * recordLength);
        const validation = matrix.validation ? [record[VALIDATION_LOSS]] : [];
        const line = lines[step + 1]!;
        expect([line[0], ...line.slice(1, length + 1), ...line.slice(isPenalised ? length + 2 : length + 1)]).toEqual(
          [step, ...record.subarray(-length), record[LOSS], ...validation],
        );
      }
      for (const step of [0, 1, 15, 16, 37, nSteps].filter((one) => one <= nSteps)) {
        const state = await trainer.stateAt(run, step);
        const raw = new Float64Array(length);
        toRaw(state.theta, matrix.summary.scaling, raw);
        expect([...raw, state.dataLoss]).toEqual(lines[step + 1]!.slice(1, length + 2));
        expect(state.loss).toBe(records[step * recordLength + LOSS]);
        expect(euclideanNorm(state.gradient)).toBe(records[step * recordLength + GRADIENT_NORM]);
      }
      hashes.add(result.thetaHash);
      logs.add(sha256(text));
      await run.dispose();
    }
    expect(hashes.size).toBe(1);
    expect(logs.size).toBe(1);
  });
});

describe('a change of the base rate', () => {
  it('acts at the next step under a schedule, and a replay from it has the same bits', async () => {
    const matrix = matrixOf(linearData(500, [1, -2], 3, { noise: 0.2 }));
    const run = startOn(trainer, matrix, {
      optimizer: chosen(OPTIMISERS, 'adam'),
      schedule: { kind: 'step', every: 2, factor: 0.5 },
      learningRate: 0.4,
      startPaused: true,
      stop: { maxSteps: 10 },
    });
    await until(() => run.state() === 'paused');
    for (let step = 1; step <= 4; step++) {
      if (step === 3) run.control({ kind: 'learning-rate', value: 0.08 });
      run.control({ kind: 'step' });
      await until(() => run.readFrame().latest[0] === step && run.state() === 'paused');
    }
    expect(run.readFrame().learningRate).toBe(0.08);
    run.control({ kind: 'resume' });
    const result = await run.finished;
    const log = join(directory, 'changed.csv');
    await trainer.replay(run, log);
    const lines = (await readFile(log, 'utf8')).trimEnd().split('\n').slice(1);
    expect(lines.at(-1)!.split(',').map(Number)).toEqual([10, ...result.weights, result.bias, result.loss]);
    // Adam's first step has the length of the rate, each later one at most some times that: 0.4 and 0.08 / 2.
    const weights = lines.map((line) => Number(line.split(',')[1]));
    expect(Math.abs(weights[1]! - weights[0]!)).toBeCloseTo(0.4, 6);
    expect(Math.abs(weights[3]! - weights[2]!)).toBeLessThan(0.08);
    await run.dispose();
  });
});

describe('a penalised run', () => {
  it('records the objective and reports the loss of the data beside it', async () => {
    const matrix = matrixOf(linearData(300, [2, -1], 1, { noise: 0.1 }), { standardize: true });
    const penalty = { l1: 0.3, l2: 0.5, bias: false };
    const run = startOn(trainer, matrix, { penalty, learningRate: 0.1, stop: { maxSteps: 50 } });
    const result = await run.finished;
    expect(run.info.objective).toBe(
      'L(w, b) = (1/n) sum_i (w . x_i + b - y_i)^2 + 0.3 ||w||_1 + (0.5 / 2) ||w||^2',
    );
    const { theta, latest } = run.readFrame();
    const weights = [...theta.subarray(0, 2)];
    const added = weights.reduce((sum, w) => sum + 0.3 * Math.abs(w) + 0.25 * w * w, 0);
    expect(result.objective).toBeCloseTo(result.loss + added, 12);
    expect(latest[LOSS]).toBe(result.objective);
    expect(added).toBeGreaterThan(0.5);
    await run.dispose();
  });

  it('that diverges is told a rate that holds with l2, and that rate holds', async () => {
    const matrix = matrixOf(linearData(400, [1, 2], 0), { standardize: true });
    const change = { penalty: { l1: 0, l2: 30, bias: false }, stop: { maxSteps: 3_000 } };
    const diverged = await trainOn(trainer, matrix, { ...change, learningRate: 0.5 });
    // lambda_max is near 2 + 30, whatever the small correlation of the columns.
    expect(diverged.divergence?.limit).toBeGreaterThan(2 / 33);
    expect(diverged.divergence?.limit).toBeLessThan(2 / 31.5);
    const safe = await trainOn(trainer, matrix, {
      ...change,
      learningRate: diverged.divergence!.suggestedLearningRate!,
    });
    expect(safe.stopReason).toBe('max-steps');
    expect(safe.gradientNorm).toBeLessThan(1e-10);
  });

  it('is told the limit of its momentum', async () => {
    const matrix = matrixOf(linearData(400, [1], 0), { standardize: true });
    const momentum = 0.5;
    const limitOf = async (kind: 'heavy-ball' | 'nesterov'): Promise<number> => {
      const optimizer = { kind, momentum } as const;
      const result = await trainOn(trainer, matrix, { optimizer, learningRate: 5, stop: { maxSteps: 2_000 } });
      return result.divergence?.limit ?? NaN;
    };
    // One standardised column and the bias: lambda_max = 2.
    expect(await limitOf('heavy-ball')).toBeCloseTo(1.5, 6);
    expect(await limitOf('nesterov')).toBeCloseTo(0.75, 6);
  });
});
