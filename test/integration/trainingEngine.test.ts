import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DatasetSummary } from '../../workers/core/schema';
import { createTestEngine, type TestEngine } from '../support/engine';
import { linearData } from '../support/matrix';
import { settingsOf, until, type SettingsChange } from '../support/trainer';

let host: TestEngine;
beforeAll(async () => {
  host = await createTestEngine();
});
afterAll(() => host.dispose());

const importText = async (name: string, text: string): Promise<DatasetSummary> => {
  const path = join(host.directory, name);
  await writeFile(path, text);
  const { format, dialect, columns } = await host.engine.proposeImport(path);
  return host.engine.importFile(path, { format, dialect, columns });
};

const csvOf = (names: string[], columns: Float64Array[]): string =>
  [names.join(','), ...Array.from(columns[0]!, (_, i) => columns.map((column) => column[i]).join(','))].join(
    '\n',
  ) + '\n';

/** The last column is the target. */
const start = (dataset: DatasetSummary, change: SettingsChange = {}) =>
  host.engine.startRun(dataset.id, settingsOf(dataset.columns.length - 1, change));

describe('the engine', () => {
  it('trains the classic experiment from a file and finds [2, 4, 5, 9, 11] and 2', async () => {
    const columns = linearData(5_000, [2, 4, 5, 9, 11], 2);
    const dataset = await importText('classic.csv', csvOf(['x1', 'x2', 'x3', 'x4', 'x5', 'y'], columns));
    const run = await start(dataset);
    expect(run.info).toMatchObject({
      datasetId: dataset.id,
      targetName: 'y',
      featureNames: ['x1', 'x2', 'x3', 'x4', 'x5'],
      nSamples: 5_000,
      nFeatures: 5,
      rowsSkipped: 0,
      nWorkers: 1,
      nChunks: 5,
      // 313 tiles of 16 rows and 6 columns of float64.
      byteLength: 313 * 16 * 6 * 8,
    });
    expect(run.info.buildMs).toBeGreaterThan(0);
    const result = await run.finished;
    [...result.weights, result.bias].forEach((value, j) =>
      expect(Math.abs(value - [2, 4, 5, 9, 11, 2][j]!)).toBeLessThan(1e-6),
    );

    const log = join(host.directory, 'log.csv');
    expect(await host.engine.writeLog(run.info.runId, log)).toEqual({ nLines: 1_001 });
    const lines = (await readFile(log, 'utf8')).trimEnd().split('\n');
    expect([lines.length, lines[0]]).toEqual([1_002, 'iteration,x1,x2,x3,x4,x5,bias,loss']);
    expect(lines.at(-1)).toBe([1_000, ...result.weights, result.bias, result.loss].join(','));

    const model = await host.engine.model(run.info.runId);
    expect(model).toMatchObject({
      featureNames: ['x1', 'x2', 'x3', 'x4', 'x5'],
      weights: result.weights,
      bias: result.bias,
      thetaHash: result.thetaHash,
      nSamples: 5_000,
      createdAt: '2026-01-02T03:04:05.000Z',
    });
    await run.dispose();

    // The shards are still there, and the bits do not depend on the gang.
    const again = await start(dataset, { workers: 3 });
    expect(again.info.buildMs).toBe(0);
    expect((await again.finished).thetaHash).toBe(result.thetaHash);
    await again.dispose();
    await expect(host.engine.writeLog(run.info.runId, log)).rejects.toMatchObject({ code: 'not-open' });
    await expect(host.engine.model(run.info.runId)).rejects.toMatchObject({ code: 'not-open' });
    await host.engine.closeDataset(dataset.id);
  });

  it('leaves out rows with a missing value in a chosen column, and only those', async () => {
    const text = 'a,b,c\n1,,3\n2,5,6\n,1,1\n4,1,12\n5,2,15\n';
    const dataset = await importText('missing.csv', text);
    const settings = { ...settingsOf(1), target: 2, features: [0] };
    const run = await host.engine.startRun(dataset.id, settings);
    expect(run.info).toMatchObject({ nSamples: 4, rowsSkipped: 1, featureNames: ['a'], targetName: 'c' });
    await run.dispose();
    await host.engine.closeDataset(dataset.id);
  });

  it('keeps one run at a time, also while a start is under way, and can start again after a refusal', async () => {
    const dataset = await importText('small.csv', csvOf(['x', 'y'], linearData(100, [1], 2)));
    const first = start(dataset, { startPaused: true });
    await expect(start(dataset)).rejects.toThrow('A run is still open');
    const run = await first;
    await expect(start(dataset)).rejects.toThrow('A run is still open');
    await run.dispose();
    await expect(start(dataset, { learningRate: 0 })).rejects.toMatchObject({ code: 'setting-invalid' });
    const next = await start(dataset, { stop: { maxSteps: 3 } });
    expect((await next.finished).steps).toBe(3);
    await next.dispose();
    await host.engine.closeDataset(dataset.id);
  });

  it('refuses log and model while the run goes on, and gives both when it is paused', async () => {
    const dataset = await importText('paused.csv', csvOf(['x', '__proto__'], linearData(2_000, [1], 2)));
    const run = await start(dataset, { stop: { maxSteps: 1e9 } });
    const log = join(host.directory, 'paused-log.csv');
    await expect(host.engine.writeLog(run.info.runId, log)).rejects.toThrow('still going on');
    await expect(host.engine.model(run.info.runId)).rejects.toThrow('still going on');
    run.control({ kind: 'pause' });
    await until(() => run.readFrame().state === 'paused');
    const { steps, weights } = run.snapshot();
    expect(await host.engine.model(run.info.runId)).toMatchObject({
      steps,
      weights,
      targetName: '__proto__',
    });
    await run.dispose();
    await host.engine.closeDataset(dataset.id);
  });

  it('leaves an old log whole when writing is cancelled, also by throwing the run away', async () => {
    const dataset = await importText('cancel.csv', csvOf(['x', 'y'], linearData(1_500, [1], 2)));
    const run = await start(dataset, { stop: { maxSteps: 200_000 }, learningRate: 1e-6 });
    await run.finished;
    const log = join(host.directory, 'kept.csv');
    await writeFile(log, 'old');
    const aborter = new AbortController();
    const cancelled = host.engine.writeLog(run.info.runId, log, {
      signal: aborter.signal,
      onProgress: () => aborter.abort(),
    });
    await expect(cancelled).rejects.toMatchObject({ code: 'cancelled' });
    const thrownAway = host.engine.writeLog(run.info.runId, log);
    await run.dispose();
    await expect(thrownAway).rejects.toMatchObject({ code: 'cancelled' });
    expect(await readFile(log, 'utf8')).toBe('old');
    await host.engine.closeDataset(dataset.id);
  });

  it.each([
    ['column-constant', 'a,b,y\n1,7,1\n2,7,2\n3,7,4\n4,7,3\n', 'Feature "b" is 7 in all 4 rows used'],
    ['column-constant', 'a,y\n1,5\n2,5\n3,5\n', 'Target "y" is 5 in all 3 rows used'],
    ['too-few-rows', 'a,b,c,y\n1,2,3,4\n2,3,5,4\n', '3 features but only 2 rows'],
    [
      'column-not-numeric',
      'a,b,y\n1,red,1\n2,green,2\n3,blue,3\n',
      'Column "b" holds text values, not numbers.',
    ],
  ])('says %s of a file that cannot be trained on', async (code, text, words) => {
    const dataset = await importText(`${code}-${text.length}.csv`, text);
    await expect(start(dataset)).rejects.toMatchObject({
      code,
      message: expect.stringContaining(words) as string,
    });
    await host.engine.closeDataset(dataset.id);
  });

  it('refuses a dataset that is not open', async () => {
    await expect(host.engine.startRun('none', settingsOf(1))).rejects.toMatchObject({ code: 'not-open' });
  });

  it('ends a run when it is closed, and closes twice without harm', async () => {
    const own = await createTestEngine();
    const path = join(own.directory, 'x.csv');
    await writeFile(path, csvOf(['x', 'y'], linearData(3_000, [1], 2)));
    const { format, dialect, columns } = await own.engine.proposeImport(path);
    const dataset = await own.engine.importFile(path, { format, dialect, columns });
    const run = await own.engine.startRun(dataset.id, settingsOf(1, { workers: 2, stop: { maxSteps: 1e9 } }));
    await own.engine.dispose();
    expect((await run.finished).stopReason).toBe('stopped');
    await own.dispose();
    await expect(stat(own.directory)).rejects.toMatchObject({ code: 'ENOENT' });
  });
});
