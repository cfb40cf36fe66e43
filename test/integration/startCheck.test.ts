import { afterAll, beforeAll, expect, it } from 'vitest';
import type { DatasetSummary, RunSettings } from '../../workers/core/schema';
import { fileIn } from '../support/files';
import { createTestEngine, type TestEngine } from '../support/engine';
import { settingsOf } from '../support/trainer';

/** Columns: x, fixed, sparse (a value in 4 rows), huge, y, label (x above 25), counts (down to -1). */
const rows = Array.from({ length: 50 }, (_, i) => {
  const sparse = i < 4 ? i * i : '';
  return `${i},7,${sparse},${i}e200,${(3 * i) % 11},${i > 25 ? 'high' : 'low'},${i - 1}`;
});
const [X, FIXED, SPARSE, HUGE, Y, LABEL, COUNTS] = [0, 1, 2, 3, 4, 5, 6];

let host: TestEngine;
let dataset: DatasetSummary;
beforeAll(async () => {
  host = await createTestEngine();
  const path = await fileIn(host.directory, 'rows.csv', `x,fixed,sparse,huge,y,label,counts\n${rows.join('\n')}\n`);
  const { format, dialect, columns } = await host.engine.proposeImport(path);
  dataset = await host.engine.importFile(path, { format, dialect, columns });
});
afterAll(() => host.dispose());

const settings = (change: Partial<RunSettings>): RunSettings => ({
  ...settingsOf(1, { standardize: true, stop: { maxSteps: 50 } }),
  ...{ features: [X], target: Y },
  ...change,
});

/** What cannot begin, on other columns than those of the open run. */
const refused: [string, Partial<RunSettings>][] = [
  ['a rate of 0', { learningRate: 0 }],
  ['a constant feature', { features: [X, FIXED] }],
  ['a constant target', { target: FIXED }],
  ['more parameters than complete rows', { features: [X, SPARSE], degree: 2 }],
  ['no row to train on', { features: [SPARSE], validationShare: 0.9 }],
  ['a batch larger than the complete rows', { features: [SPARSE], batchSize: 5 }],
  ['a power that leaves the range of numbers', { features: [HUGE], degree: 2 }],
  ['a value beyond float32', { features: [HUGE], storage: 'float32', standardize: false }],
  ['a count below 0', { target: COUNTS, loss: { kind: 'poisson' } }],
  ['many classes for logistic loss', { target: X, features: [Y], loss: { kind: 'logistic' } }],
];

it.each(refused)('%s is refused with the words of the start itself, and the open run stays', async (_what, change) => {
  const run = await host.engine.startRun(dataset.id, settings({}));
  const { thetaHash } = await run.finished;
  const wanted = settings(change);
  const messageOf = (attempt: Promise<unknown>): Promise<string> =>
    attempt.then(
      () => 'nothing was refused',
      (error: Error) => error.message,
    );
  const refusal = await messageOf(host.engine.checkStart(dataset.id, wanted));
  expect(await host.engine.model(run.info.runId)).toMatchObject({ thetaHash, targetName: 'y' });
  expect((await host.engine.stateAt(run.info.runId, 7)).step).toBe(7);
  await run.dispose();
  expect(await messageOf(host.engine.startRun(dataset.id, wanted))).toBe(refusal);
});

it('of the columns that are there it knows that the classes can be separated', async () => {
  const change = { target: LABEL, loss: { kind: 'logistic' as const } };
  const run = await host.engine.startRun(
    dataset.id,
    settings({ ...change, penalty: { l1: 0, l2: 0.01, bias: false } }),
  );
  await run.finished;
  await expect(host.engine.checkStart(dataset.id, settings(change))).rejects.toThrow('can be separated');
  expect((await host.engine.model(run.info.runId)).targetName).toBe('label');
  await run.dispose();
});

it('lets pass what can begin, beside a run that goes on, and takes nothing from it', async () => {
  const run = await host.engine.startRun(dataset.id, settings({ stop: { ...settings({}).stop, maxSteps: 1e9 } }));
  for (const change of [{}, { features: [HUGE], storage: 'float32' as const }, { target: LABEL, loss: { kind: 'logistic' as const } }, { batchSize: 8 }]) {
    await host.engine.checkStart(dataset.id, settings(change));
  }
  run.control({ kind: 'stop' });
  expect((await run.finished).stopReason).toBe('stopped');
  await run.dispose();
});
