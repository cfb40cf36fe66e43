import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DatasetSummary, RunResult, RunSettings } from '../../workers/core/schema';
import { LOSS } from '../../workers/core/training/record';
import { createTestEngine, type TestEngine } from '../support/engine';
import { linearData } from '../support/matrix';
import { settingsOf, until, type SettingsChange } from '../support/trainer';

let host: TestEngine;
let dataset: DatasetSummary;
const N = 3_000;
beforeAll(async () => {
  host = await createTestEngine();
  const columns = linearData(N, [2, -1, 0.5, 3], 7, { noise: 0.5 });
  // A column of another size and far from 0, and one that goes along with another.
  columns[1] = columns[1]!.map((x) => 40 + 3 * x);
  columns[2] = columns[2]!.map((x, i) => 0.1 * x + columns[0]![i]!);
  const lines = Array.from({ length: N }, (_, i) => columns.map((column) => column[i]).join(','));
  const path = join(host.directory, 'rows.csv');
  await writeFile(path, `a,b,c,d,y\n${lines.join('\n')}\n`);
  const { format, dialect, columns: types } = await host.engine.proposeImport(path);
  dataset = await host.engine.importFile(path, { format, dialect, columns: types });
});
afterAll(() => host.dispose());

const train = async (change: SettingsChange): Promise<{ result: RunResult; losses: number[]; isFactored: boolean }> => {
  const run = await host.engine.startRun(dataset.id, settingsOf(4, change));
  const result = await run.finished;
  const { records, recordLength } = run.readFrame();
  const losses = Array.from({ length: records.length / recordLength }, (_, k) => records[k * recordLength + LOSS]!);
  await run.dispose();
  return { result, losses, isFactored: run.info.isFactored };
};

const difference = (a: number, b: number): number => Math.abs(a - b) / Math.max(Math.abs(a), Math.abs(b), 1e-300);

describe('the gradient from R', () => {
  const CASES: [name: string, change: SettingsChange][] = [
    ['gradient descent', {}],
    ['gradient descent on the columns as they are', { standardize: false, learningRate: 1e-4 }],
    ['Nesterov with an elastic net', { optimizer: { kind: 'nesterov', momentum: 0.8 }, penalty: { l1: 0.1, l2: 0.2, bias: false } }],
    ['Adam', { optimizer: { kind: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-8 }, learningRate: 0.05 }],
    ['the best constant rate', { schedule: { kind: 'auto' } }],
    ['descent without an intercept', { intercept: false, learningRate: 0.05 }],
    ['powers in float32', { degree: 2, storage: 'float32', learningRate: 0.02 }],
    ['a shuffled part of the rows', { validationShare: 0.3 }],
  ];

  it.each(CASES)('makes the steps of %s that the shards make, to 1e-10', async (_, change) => {
    const settings: SettingsChange = { standardize: true, learningRate: 0.1, stop: { maxSteps: 300 }, ...change };
    const sharded = await train({ ...settings, gradient: 'sharded' });
    const factored = await train({ ...settings, gradient: 'factored' });
    expect([sharded.isFactored, factored.isFactored]).toEqual([false, true]);
    expect([factored.result.failure, factored.result.steps, factored.result.nWorkers]).toEqual([null, 300, 1]);
    expect(factored.losses.length).toBe(301);
    factored.losses.forEach((loss, step) => expect(difference(loss, sharded.losses[step]!)).toBeLessThan(1e-10));
    const scale = Math.max(...sharded.result.weights.map(Math.abs), Math.abs(sharded.result.bias));
    [...factored.result.weights, factored.result.bias].forEach((value, j) => {
      const other = [...sharded.result.weights, sharded.result.bias][j]!;
      expect(Math.abs(value - other) / scale).toBeLessThan(1e-10);
    });
    if (sharded.result.validationLoss !== null) {
      expect(difference(factored.result.validationLoss!, sharded.result.validationLoss)).toBeLessThan(1e-10);
    }
  });

  it('is written to the log and looked back at, bit for bit, as any other', async () => {
    const run = await host.engine.startRun(
      dataset.id,
      settingsOf(4, { standardize: true, gradient: 'factored', learningRate: 0.1, stop: { maxSteps: 50 } }),
    );
    const result = await run.finished;
    const state = await host.engine.stateAt(run.info.runId, 50);
    expect([state.loss, state.step]).toEqual([result.objective, 50]);
    expect(Array.from(state.theta)).toEqual(Array.from(run.readFrame().theta));
    await expect(host.engine.stateAt(run.info.runId, 51)).rejects.toMatchObject({
      code: 'setting-invalid',
      message: 'There is no step 51 in this run. Choose a whole number from 0 to 50.',
    });
    await run.dispose();
    await expect(host.engine.stateAt(run.info.runId, 5)).rejects.toMatchObject({ code: 'not-open' });
  });

  it('that diverges is told the same limit', async () => {
    const change: SettingsChange = { standardize: true, learningRate: 3, stop: { maxSteps: 5_000 } };
    const sharded = await train({ ...change, gradient: 'sharded' });
    const factored = await train({ ...change, gradient: 'factored' });
    expect([sharded.result.stopReason, factored.result.stopReason]).toEqual(['diverged', 'diverged']);
    expect(difference(factored.result.divergence!.limit!, sharded.result.divergence!.limit!)).toBeLessThan(1e-6);
  });

  it('is taken by auto where the rows would be read often enough, and not for a few steps or another loss', async () => {
    const auto: SettingsChange = { standardize: true, gradient: 'auto', learningRate: 0.1 };
    // 10,000 steps of 3,000 x 5 numbers are 1.5e8.
    expect((await train({ ...auto, stop: { maxSteps: 10_000 } })).isFactored).toBe(true);
    expect((await train({ ...auto, stop: { maxSteps: 100 } })).isFactored).toBe(false);
    const huber: SettingsChange = { ...auto, loss: { kind: 'huber', delta: 1 } };
    expect((await train({ ...huber, stop: { maxSteps: 10_000, gradientNorm: 1e-3 } })).isFactored).toBe(false);
  });
});

describe('a sweep', () => {
  const rates = [0.3, 0.1, 0.03, 0.01, 0.003, 2.5];
  const settings = (learningRate: number, change: SettingsChange = {}): RunSettings =>
    settingsOf(4, { standardize: true, learningRate, stop: { maxSteps: 200 }, ...change });

  it('has the results of its runs alone, bit for bit and in their order, of any method', async () => {
    const wanted = [
      ...rates.map((rate) => settings(rate)),
      settings(0.1, { gradient: 'factored' }),
      settings(0.1, { penalty: { l1: 0, l2: 3, bias: false } }),
      // Other shards: shuffled by two seeds.
      settings(0.05, { batchSize: 100, seed: 1 }),
      settings(0.05, { batchSize: 100, seed: 2 }),
    ];
    const seen: number[] = [];
    const together = await host.engine.sweep(dataset.id, wanted, {
      onRun: (run, index) => {
        seen.push(index);
        expect(run.info.nWorkers).toBe(1);
      },
    });
    expect(seen.sort((a, b) => a - b)).toEqual(wanted.map((_, index) => index));
    expect(together.map(({ stopReason }) => stopReason)).toEqual([
      ...['max-steps', 'max-steps', 'max-steps', 'max-steps', 'max-steps', 'diverged'],
      ...['max-steps', 'max-steps', 'max-steps', 'max-steps'],
    ]);
    for (const [index, one] of wanted.entries()) {
      const { result } = await train({ ...one, workers: 3 });
      expect(together[index]!.thetaHash).toBe(result.thetaHash);
      expect([together[index]!.loss, together[index]!.steps]).toEqual([result.loss, result.steps]);
    }
    expect(new Set(together.map(({ thetaHash }) => thetaHash)).size).toBe(wanted.length);
  });

  it('goes on beside an open run on the same rows', async () => {
    const run = await host.engine.startRun(dataset.id, settings(0.1, { startPaused: true, workers: 2 }));
    await until(() => run.readFrame().state === 'paused');
    const [alone] = await host.engine.sweep(dataset.id, [settings(0.1)]);
    run.control({ kind: 'resume' });
    expect((await run.finished).thetaHash).toBe(alone!.thetaHash);
    await run.dispose();
  });

  it('can be cancelled, and then the next run begins', async () => {
    const aborter = new AbortController();
    const endless = Array.from({ length: 9 }, (_, k) => settings(0.001 * (k + 1), { stop: { maxSteps: 1e9 } }));
    const began: number[] = [];
    const sweeping = host.engine.sweep(dataset.id, endless, {
      signal: aborter.signal,
      onRun: (_, index) => {
        began.push(index);
        if (began.length === 4) aborter.abort();
      },
    });
    await expect(sweeping).rejects.toMatchObject({ code: 'cancelled' });
    expect(began.length).toBe(4);
    expect((await train({ standardize: true, stop: { maxSteps: 3 } })).result.steps).toBe(3);
  });

  it('ends when its dataset is closed', async () => {
    const path = join(host.directory, 'other.csv');
    await writeFile(path, 'x,y\n1,2\n2,3\n3,5\n4,6\n');
    const { format, dialect, columns } = await host.engine.proposeImport(path);
    const other = await host.engine.importFile(path, { format, dialect, columns });
    let began = (): void => undefined;
    const hasBegun = new Promise<void>((resolve) => (began = resolve));
    const endless = settingsOf(1, { learningRate: 1e-6, stop: { maxSteps: 1e9 } });
    const sweeping = host.engine.sweep(other.id, [endless], { onRun: began });
    const failed = expect(sweeping).rejects.toMatchObject({ code: 'cancelled' });
    await hasBegun;
    await host.engine.closeDataset(other.id);
    await failed;
  });

  it('refuses all where one setting is wrong', async () => {
    const began: number[] = [];
    const hooks = { onRun: (_: unknown, index: number) => void began.push(index) };
    await expect(host.engine.sweep(dataset.id, [settings(0.1), settings(-1)], hooks)).rejects.toMatchObject({
      code: 'setting-invalid',
    });
    const batches = [settings(0.1, { batchSize: 10 }), settings(0.1, { batchSize: N + 1 })];
    await expect(host.engine.sweep(dataset.id, batches, hooks)).rejects.toThrow('there are only 3,000 rows');
    expect(began).toEqual([]);
  });
});
