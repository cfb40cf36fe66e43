import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DatasetSummary, RunInfo, RunResult, RunSettings } from '../../workers/core/schema';
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
});
