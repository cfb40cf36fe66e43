import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DatasetSummary, Method, ProbeRequest, StepState } from '../../workers/core/schema';
import { LOSS, parametersOffset, STEP } from '../../workers/core/training/record';
import { toTraining } from '../../workers/core/training/parameters';
import { createTestEngine, type TestEngine } from '../support/engine';
import { linearData } from '../support/matrix';
import { settingsOf, until, type SettingsChange } from '../support/trainer';

let host: TestEngine;
let dataset: DatasetSummary;
const N = 4_000;
beforeAll(async () => {
  host = await createTestEngine();
  const columns = linearData(N, [2, -1, 0.5], 7, { noise: 0.5 });
  const classes = columns[3]!.map((y) => (y > 8 ? 2 : y > 6 ? 1 : 0));
  const lines = Array.from({ length: N }, (_, i) => [...columns, classes].map((column) => column[i]).join(','));
  const path = join(host.directory, 'rows.csv');
  await writeFile(path, `a,b,c,y,class\n${lines.join('\n')}\n`);
  const { format, dialect, columns: types } = await host.engine.proposeImport(path);
  dataset = await host.engine.importFile(path, { format, dialect, columns: types });
});
afterAll(() => host.dispose());

const start = (change: SettingsChange) =>
  host.engine.startRun(dataset.id, settingsOf(3, { standardize: true, learningRate: 0.02, ...change }));

/** Of 1,024 checkpoints every 16 steps the first are thinned out at step 16,384. */
const METHODS: [name: string, method: Partial<Method>, pace?: number][] = [
  ['gradient descent', {}, 6_000],
  ['Adam in batches', { optimizer: { kind: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-8 }, batchSize: 300 }],
  ['heavy ball with a ridge', { optimizer: { kind: 'heavy-ball', momentum: 0.9 }, penalty: { l1: 0, l2: 0.1, bias: false } }],
];

describe('a step of a run that goes on', () => {
  it.each(METHODS)('by %s is had again, to the bit, as when the run has ended', async (_, method, pace = 400) => {
    const run = await start({ ...method, stop: { maxSteps: 1_000_000_000 }, workers: 2 });
    const seen: StepState[] = [];
    for (let look = 1; look <= 8; look++) {
      await until(() => run.readFrame().latest[STEP]! >= pace * look);
      const newest = run.readFrame().latest[STEP]!;
      for (const share of [0, 0.37, 1]) seen.push(await host.engine.stateAt(run.info.runId, Math.floor(share * newest)));
      expect(run.readFrame().state).toBe('running');
    }
    run.control({ kind: 'stop' });
    await run.finished;
    for (const state of seen) expect(await host.engine.stateAt(run.info.runId, state.step)).toEqual(state);
    await run.dispose();
  });

  it('before it has been made is refused', async () => {
    const run = await start({ startPaused: true });
    await expect(host.engine.stateAt(run.info.runId, 1)).rejects.toMatchObject({ code: 'setting-invalid' });
    expect((await host.engine.stateAt(run.info.runId, 0)).learningRate).toBe(0.02);
    await run.dispose();
  });

  it('has the base rate of its update', async () => {
    const run = await start({ startPaused: true });
    for (const value of [0.01, 0.03]) {
      run.control({ kind: 'learning-rate', value });
      const { latest } = run.readFrame();
      run.control({ kind: 'step' });
      await until(() => run.readFrame().latest[STEP]! === latest[STEP]! + 1);
    }
    const rates = [0, 1, 2].map(async (step) => (await host.engine.stateAt(run.info.runId, step)).learningRate);
    expect(await Promise.all(rates)).toEqual([0.01, 0.03, 0.03]);
    await run.dispose();
  });
});

describe('a branch', () => {
  it.each([
    ['of one set of weights', {}],
    ['without an intercept', { intercept: false }],
    ['of three classes', { target: 4, loss: { kind: 'softmax' } as const }],
  ])('%s from step 40 goes through the bits of the run it leaves', async (_, change: SettingsChange) => {
    const run = await start({ ...change, stop: { maxSteps: 100 } });
    await run.finished;
    const [at40, at90] = [await host.engine.stateAt(run.info.runId, 40), await host.engine.stateAt(run.info.runId, 90)];
    await run.dispose();
    const branch = await start({ ...change, init: { kind: 'point', theta: [...at40.theta] }, stop: { maxSteps: 50 } });
    await branch.finished;
    const { theta, gradient } = branch.readFrame();
    expect([...theta]).toEqual([...at90.theta]);
    expect([...gradient]).toEqual([...at90.gradient]);
    await branch.dispose();
  });

  it('from a point with other parameters is refused with how many it needs', async () => {
    await expect(start({ init: { kind: 'point', theta: [1, 2, 3] } })).rejects.toMatchObject({
      code: 'setting-invalid',
      message: 'The run is to begin at a point of 3 parameters. Give 4 of them, as many as this run has.',
    });
    await expect(start({ init: { kind: 'point', theta: [1, 2, NaN, 4] } })).rejects.toMatchObject({ code: 'setting-invalid' });
    const twoClasses = { kind: 'point' as const, theta: new Array<number>(8).fill(0) };
    await expect(start({ init: twoClasses, target: 4, loss: { kind: 'softmax' } })).rejects.toMatchObject({
      code: 'setting-invalid',
      message: 'The run is to begin at a point of 8 parameters, but it has 12: 4 for each of 3 classes. Choose a point of a run on the same classes.',
    });
  });
});

describe('a question to an open run', () => {
  const request: ProbeRequest = { kind: 'objectives', points: new Float64Array(4), maxRows: null };

  it('is answered while it waits, while it goes on and when it has ended, and not after that', async () => {
    const run = await start({ startPaused: true, stop: { maxSteps: 1_000_000_000 } });
    const { runId } = run.info;
    const first = await host.engine.probe(runId, request);
    run.control({ kind: 'resume' });
    expect(await host.engine.probe(runId, request)).toEqual(first);
    run.control({ kind: 'stop' });
    await run.finished;
    expect(await host.engine.probe(runId, request)).toEqual(first);
    await run.dispose();
    await expect(host.engine.probe(runId, request)).rejects.toMatchObject({ code: 'not-open' });
  });

  it('ends with the run, and another one in line with it', async () => {
    const run = await start({ loss: { kind: 'huber', delta: 1 }, startPaused: true });
    const long: ProbeRequest = { ...request, points: new Float64Array(4 * 2_000_000) };
    const asking = [host.engine.probe(run.info.runId, long), host.engine.probe(run.info.runId, long)];
    const ends = Promise.allSettled(asking);
    await run.dispose();
    expect((await ends).map((end) => end.status === 'rejected' && (end.reason as { code: string }).code)).toEqual([
      'cancelled',
      'cancelled',
    ]);
  });
});

describe('a race', () => {
  it('keeps the way of each run, beside an open one, in the space of training', async () => {
    const open = await start({ startPaused: true });
    const lane = (change: SettingsChange) => settingsOf(3, { standardize: true, stop: { maxSteps: 1_500 }, ...change });
    const { lanes, results } = await host.engine.race(dataset.id, [
      lane({ learningRate: 0.02 }),
      lane({ learningRate: 0.3, stop: { maxSteps: 100 } }),
      lane({ learningRate: 5 }),
    ]);
    await open.dispose();
    expect(results.map(({ stopReason }) => stopReason)).toEqual(['max-steps', 'max-steps', 'diverged']);
    const alone = await start({ stop: { maxSteps: 1_500 } });
    await alone.finished;
    const { records, recordLength } = alone.readFrame();
    const [long, short, wild] = lanes;
    expect(long!.steps.length).toBeGreaterThan(250);
    expect(long!.steps.length).toBeLessThanOrEqual(500);
    expect([long!.steps[0], long!.steps.at(-1)]).toEqual([0, 1_500]);
    expect(short!.steps).toEqual(Float64Array.from({ length: 101 }, (_, step) => step));
    expect(wild!.steps.at(-1)).toBe(results[2]!.steps);
    const theta = new Float64Array(4);
    long!.steps.forEach((step, k) => {
      const record = records.subarray(step * recordLength, (step + 1) * recordLength);
      expect([record[STEP], record[LOSS]]).toEqual([step, long!.objectives[k]]);
      toTraining(record.subarray(parametersOffset(alone.info.nWorkers)), alone.info.scaling, theta);
      expect([...long!.thetas.subarray(4 * k, 4 * k + 4)]).toEqual([...theta]);
    });
    await alone.dispose();
  });
});
