import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DatasetSummary, Recipe, RunInfo, RunResult, RunSettings } from '../../workers/core/schema';
import { parametersOffset, STEP } from '../../workers/core/training/record';
import type { Keepsake, ResumePoint, Run } from '../../workers/engine/api';
import { createTestEngine, type TestEngine } from '../support/engine';
import { linearData } from '../support/matrix';
import { settingsOf, until, type SettingsChange } from '../support/trainer';

let host: TestEngine;
let dataset: DatasetSummary;
const N = 12_000;
const columnsAt = { counts: 4, classes: 5, two: 6 };
beforeAll(async () => {
  host = await createTestEngine();
  const columns = linearData(N, [2, -1, 0.5], 7, { noise: 0.5 });
  const counts = columns[3]!.map((y) => Math.max(0, Math.round(Math.abs(y) % 5)));
  const classes = columns[3]!.map((y, i) => (y + (i % 7) > 11 ? 2 : y + (i % 5) > 8 ? 1 : 0));
  const two = columns[3]!.map((y, i) => (y + (i % 11) > 12 ? 1 : 0));
  const all = [...columns, counts, classes, two];
  const lines = Array.from({ length: N }, (_, i) => all.map((column) => column[i]).join(','));
  const path = join(host.directory, 'rows.csv');
  await writeFile(path, `a,b,c,y,count,class,two\n${lines.join('\n')}\n`);
  const { format, dialect, columns: types } = await host.engine.proposeImport(path);
  dataset = await host.engine.importFile(path, { format, dialect, columns: types });
});
afterAll(() => host.dispose());

const settings = (change: SettingsChange): RunSettings =>
  settingsOf(3, { standardize: true, learningRate: 0.02, startPaused: true, ...change });

/** What is the same at any pace: all but times. */
const traceOf = (run: Run): number[][] => {
  const { records, recordLength } = run.readFrame();
  const figures = parametersOffset(run.info.nWorkers);
  return Array.from({ length: records.length / recordLength }, (_, k) => {
    const one = [...records.subarray(k * recordLength, (k + 1) * recordLength)];
    return [...one.slice(0, 5), one[8]!, ...one.slice(figures)];
  });
};
const withoutTimes = (result: RunResult): unknown => ({ ...result, elapsedMs: 0, nWorkers: 0, runId: '' });

const finish = async (run: Run): Promise<{ result: unknown; trace: number[][] }> => {
  run.control({ kind: 'resume' });
  const result = withoutTimes(await run.finished);
  const trace = traceOf(run);
  await run.dispose();
  return { result, trace };
};

/** As it is after a store has kept it. */
const pointOf = ({ info, checkpoint, trace }: Keepsake): ResumePoint => ({
  info: JSON.parse(JSON.stringify(info)) as RunInfo,
  checkpoint: checkpoint!,
  trace: { stride: trace.stride, records: trace.records },
});

/** Makes so many steps, keeps the run and throws it away. */
const interrupted = async (change: SettingsChange, nSteps: number): Promise<ResumePoint> => {
  const run = await host.engine.startRun(dataset.id, settings(change));
  for (let step = 0; step < nSteps; step++) run.control({ kind: 'step' });
  await until(() => run.readFrame().state === 'paused' && run.readFrame().latest[STEP] === nSteps);
  const kept = await run.keep(null);
  await run.dispose();
  expect(kept?.checkpoint?.step).toBe(nSteps);
  return pointOf(kept!);
};

const resume = (point: ResumePoint, change: SettingsChange): Promise<Run> =>
  host.engine.startRun(dataset.id, settings(change), { resume: point });

const adam = { kind: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-8 } as const;
const METHODS: [name: string, change: SettingsChange][] = [
  ['gradient descent', {}],
  ['gradient descent from R', { gradient: 'factored' }],
  ['heavy ball with l1', { optimizer: { kind: 'heavy-ball', momentum: 0.9 }, penalty: { l1: 0.01, l2: 0.1, bias: false } }],
  ['Nesterov, from random parameters', { optimizer: { kind: 'nesterov', momentum: 0.8 }, init: { kind: 'random', seed: 3 } }],
  ['AdaGrad in batches', { optimizer: { kind: 'adagrad', epsilon: 1e-8 }, batchSize: 700 }],
  ['RMSProp, clipped', { optimizer: { kind: 'rmsprop', decay: 0.9, epsilon: 1e-8 }, clip: 0.5 }],
  ['Adam in batches, averaged', { optimizer: adam, batchSize: 1_000, averageFrom: 20 }],
  ['Adam in batches, with early stopping', { optimizer: adam, batchSize: 1_000, validationShare: 0.2, stop: { patience: 3, maxSteps: 400 }, learningRate: 0.05 }],
  ['AdamW by a cosine', { optimizer: { ...adam, kind: 'adamw', weightDecay: 0.01 }, schedule: { kind: 'cosine', steps: 100 } }],
  ['L-BFGS for absolute loss', { optimizer: { kind: 'l-bfgs', memory: 5 }, loss: { kind: 'huber', delta: 0.3 }, stop: { maxSteps: 40 } }],
  ['Newton for two classes', { optimizer: { kind: 'newton' }, loss: { kind: 'logistic' }, target: columnsAt.two, stop: { maxSteps: 40 } }],
  ['Armijo for counts', { schedule: { kind: 'armijo', shrink: 0.5, decrease: 1e-4 }, loss: { kind: 'poisson' }, target: columnsAt.counts }],
  ['Barzilai-Borwein for softmax', { schedule: { kind: 'barzilai-borwein' }, loss: { kind: 'softmax' }, target: columnsAt.classes }],
  ['the best constant rate', { schedule: { kind: 'auto' } }],
  ['a step rule until the loss stands', { schedule: { kind: 'step', every: 10, factor: 0.9 }, stop: { lossChange: 1e-6, maxSteps: 5_000 } }],
  ['batches until the gradient is short', { batchSize: 3_000, learningRate: 0.1, stop: { gradientNorm: 0.08, maxSteps: 2_000 } }],
  ['float32 without an intercept', { storage: 'float32', intercept: false, degree: 2 }],
];

describe('a run that was thrown away and goes on', () => {
  it.each(METHODS)('by %s ends with the bits of the one that was left alone, for 1 to 3 workers', async (_, given) => {
    const change = { ...given, stop: { maxSteps: 150, ...given.stop } };
    const whole = await finish(await host.engine.startRun(dataset.id, settings({ ...change, workers: 1 })));
    const nSteps = whole.trace.length - 1;
    for (const workers of [1, 2, 3]) {
      const at = Math.floor((nSteps * workers) / 4);
      const again = await finish(await resume(await interrupted({ ...change, workers }, at), { ...change, workers }));
      expect(again).toEqual(whole);
    }
  });

  it('knows every step of the whole, and the rates that were changed on the way', async () => {
    const change: SettingsChange = { optimizer: adam, batchSize: 1_000, stop: { maxSteps: 120 }, workers: 2 };
    const steps = [0, 10, 30, 41, 70, 120];
    const statesOf = async (run: Run) => {
      const states = [];
      for (const step of steps) states.push(await host.engine.stateAt(run.info.runId, step));
      return states;
    };
    const until40 = async (run: Run): Promise<void> => {
      for (let step = 0; step < 40; step++) {
        if (step === 20) {
          await until(() => run.readFrame().latest[STEP] === 20 && run.readFrame().state === 'paused');
          run.control({ kind: 'learning-rate', value: 0.005 });
        }
        run.control({ kind: 'step' });
      }
      await until(() => run.readFrame().latest[STEP] === 40 && run.readFrame().state === 'paused');
    };
    const alone = await host.engine.startRun(dataset.id, settings(change));
    await until40(alone);
    alone.control({ kind: 'resume' });
    const { thetaHash } = await alone.finished;
    const expected = await statesOf(alone);
    await alone.dispose();

    const first = await host.engine.startRun(dataset.id, settings(change));
    await until40(first);
    const kept = await first.keep(null);
    await first.dispose();
    const second = await resume(pointOf(kept!), change);
    expect((await second.finished).thetaHash).toBe(thetaHash);
    expect(await statesOf(second)).toEqual(expected);
    const log = join(host.directory, 'log.csv');
    expect(await host.engine.writeLog(second.info.runId, log)).toEqual({ nLines: 121 });
    await second.dispose();
  });

  it('goes on by fewer workers, and keeps what is new alone when it is kept again', async () => {
    const change: SettingsChange = { stop: { maxSteps: 150 } };
    const whole = await finish(await host.engine.startRun(dataset.id, settings({ ...change, workers: 1 })));
    const point = await interrupted({ ...change, workers: 3 }, 50);
    const fewer = await createTestEngine({ maxWorkers: 1 });
    const { path, options } = host.engine.runData(dataset.id).data;
    const again = await fewer.engine.importFile(path, options);
    const run = await fewer.engine.startRun(again.id, settings({ ...change, workers: 3 }), { resume: point });
    expect(run.info.nWorkers).toBe(1);
    await run.finished;
    const { trace } = (await run.keep({ stride: 1, count: 100 }))!;
    expect([trace.first, trace.count, trace.records[STEP]]).toEqual([100, 151, 100]);
    expect(await finish(run)).toEqual(whole);
    await fewer.dispose();
  });

  it('of a prepared file goes on where the recipe makes the same rows of it', async () => {
    const recipe: Recipe = {
      target: 'y',
      features: ['a', 'b'],
      entries: [{ kind: 'powers', column: 'a', degree: 2 }, { kind: 'split', rule: { kind: 'share', validation: 0.2, test: 0.1, seed: 5 } }],
      scaling: 'standardize',
      intercept: true,
    };
    const begin = async (resumeFrom: ResumePoint | null): Promise<Run> => {
      const { dataset: made, columns } = await host.engine.prepare(dataset.id, recipe);
      const { target, features, partColumn } = columns;
      const told = settings({ target, features, partColumn, optimizer: adam, stop: { maxSteps: 90 }, workers: 1 });
      return host.engine.startRun(made.id, told, resumeFrom ? { resume: resumeFrom } : {});
    };
    const whole = await finish(await begin(null));
    const run = await begin(null);
    expect(host.engine.runData(run.info.datasetId)).toMatchObject({ data: { path: dataset.path }, recipe });
    for (let step = 0; step < 30; step++) run.control({ kind: 'step' });
    await until(() => run.readFrame().state === 'paused' && run.readFrame().latest[STEP] === 30);
    const kept = await run.keep(null);
    await run.dispose();
    expect(await finish(await begin(pointOf(kept!)))).toEqual(whole);
  });

  it('is refused where its rows come out otherwise', async () => {
    const point = await interrupted({ workers: 1 }, 5);
    await expect(resume(point, { workers: 1, target: columnsAt.counts })).rejects.toMatchObject({ code: 'file-changed' });
    await expect(resume({ ...point, info: { ...point.info, nSamples: 7 } }, { workers: 1 })).rejects.toMatchObject({ code: 'file-changed' });
  });
});
