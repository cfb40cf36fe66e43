import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { OPTIMISERS } from '../../workers/core/optimisers/catalogue';
import { hasProximalStep } from '../../workers/core/optimisers/create';
import { SCHEDULES } from '../../workers/core/schedules/catalogue';
import type { Method } from '../../workers/core/schema';
import { chosen, kindsOf } from '../../workers/core/training/choices';
import { DEFAULT_METHOD } from '../../workers/core/training/defaults';
import type { Trainer } from '../../workers/engine/training/trainer';
import { LOSS } from '../../workers/core/training/record';
import { linearData, matrixOf } from '../support/matrix';
import { createTestTrainer, startOn, trainOn, until } from '../support/trainer';

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

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

const METHODS: [name: string, method: Method][] = [
  ...kindsOf(OPTIMISERS).map((kind): [string, Method] => [
    `${kind} with ${hasProximalStep(kind) ? 'an elastic net' : 'a ridge'}`,
    {
      ...DEFAULT_METHOD,
      optimizer: chosen(OPTIMISERS, kind),
      penalty: { l1: hasProximalStep(kind) ? 0.05 : 0, l2: 0.1, bias: false },
    },
  ]),
  ...kindsOf(SCHEDULES).map((kind): [string, Method] => [
    `the schedule ${kind}`,
    { ...DEFAULT_METHOD, schedule: chosen(SCHEDULES, kind) },
  ]),
];

describe('the trajectory', () => {
  it.each(METHODS)('of %s has the same bits at each step for one to four workers', async (_, method) => {
    const columns = linearData(4_111, [1.1, -2, 0.02], 1, { noise: 0.3 });
    const hashes = new Set<string>();
    const logs = new Set<string>();
    for (const workers of [1, 2, 3, 4]) {
      const matrix = matrixOf(columns, { standardize: true, nThreads: workers });
      const run = startOn(trainer, matrix, { ...method, workers, stop: { maxSteps: 200 } });
      const result = await run.finished;
      expect([result.failure, result.steps, result.nWorkers]).toEqual([null, 200, workers]);
      const log = join(directory, 'log.csv');
      expect(await trainer.replay(run, log)).toEqual({ nLines: 201 });
      const text = await readFile(log, 'utf8');
      // The replay ends with the very bits of the run, whatever the optimiser remembers.
      const last = text.trimEnd().split('\n').at(-1)!.split(',').map(Number);
      const isPenalised = method.penalty.l2 > 0;
      const figures = isPenalised ? [result.loss, result.objective] : [result.loss];
      expect(last).toEqual([200, ...result.weights, result.bias, ...figures]);
      expect(text.split('\n')[0]!.endsWith(isPenalised ? ',bias,loss,objective' : ',bias,loss')).toBe(true);
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
