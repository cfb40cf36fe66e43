import { createHash } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Trainer } from '../../workers/engine/training/trainer';
import { linearData, matrixOf } from '../support/matrix';
import { createTestTrainer, startOn, until } from '../support/trainer';

let trainer: Trainer;
let directory: string;
beforeAll(async () => {
  trainer = createTestTrainer();
  directory = await mkdtemp(join(tmpdir(), 'fall-line-bits-'));
});
afterAll(async () => {
  await trainer.dispose();
  await rm(directory, { recursive: true, force: true });
});

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');

describe('the trajectory', () => {
  it.each([
    [5_003, 7],
    [40_961, 3],
    [2_064, 2],
    [17, 2],
  ])(
    'of %i rows and %i features has the same bits at each of 1,000 steps for any number of workers',
    async (nSamples, nFeatures) => {
      const weights = Array.from({ length: nFeatures }, (_, j) => j + 0.1);
      const columns = linearData(nSamples, weights, 1, { noise: 0.3 });
      const hashes = new Set<string>();
      const logs = new Set<string>();
      for (const nWorkers of [1, 2, 3, 4]) {
        const matrix = matrixOf(columns, { standardize: true, nThreads: nWorkers });
        const run = startOn(trainer, matrix, { workers: nWorkers });
        const result = await run.finished;
        expect([result.failure, result.steps, result.nWorkers]).toEqual([
          null,
          1_000,
          // 17 rows make one chunk, 2,064 three.
          Math.min(nWorkers, matrix.plan.nChunks),
        ]);
        hashes.add(result.thetaHash);
        const path = join(directory, `${nSamples}-${nWorkers}.csv`);
        expect(await trainer.replay(run, path)).toEqual({ nLines: 1_001 });
        logs.add(sha256(await readFile(path, 'utf8')));
        await run.dispose();
      }
      expect(hashes.size).toBe(1);
      expect(logs.size).toBe(1);
    },
  );
});

describe('the log', () => {
  it('replays a run with its changes of the learning rate, bit for bit', async () => {
    const matrix = matrixOf(linearData(3_000, [1, -2], 3, { noise: 0.2 }));
    const run = startOn(trainer, matrix, { startPaused: true, stop: { maxSteps: 20 } });
    const stepTo = async (step: number): Promise<void> => {
      run.control({ kind: 'step' });
      await until(() => run.readFrame().latest[0] === step && run.readFrame().state === 'paused');
    };
    const trajectory = [run.readFrame().latest.slice(-3)];
    for (let step = 1; step <= 6; step++) {
      run.control({ kind: 'learning-rate', value: 0.01 * step });
      await stepTo(step);
      trajectory.push(run.readFrame().latest.slice(-3));
    }
    // While it is paused, and again at the end.
    const paused = join(directory, 'paused.csv');
    expect(await trainer.replay(run, paused)).toEqual({ nLines: 7 });
    const lines = (await readFile(paused, 'utf8')).trimEnd().split('\n');
    expect(lines[0]).toBe('iteration,x1,x2,bias,loss');
    trajectory.slice(1).forEach((raw, i) => {
      expect(lines[i + 2]!.split(',').slice(0, 4)).toEqual([String(i + 1), ...Array.from(raw, String)]);
    });
    run.control({ kind: 'resume' });
    const result = await run.finished;
    const whole = join(directory, 'whole.csv');
    expect(await trainer.replay(run, whole)).toEqual({ nLines: 21 });
    const all = (await readFile(whole, 'utf8')).trimEnd().split('\n');
    expect(all.slice(0, 8)).toEqual(lines);
    expect(all.at(-1)).toBe(['20', ...result.weights, result.bias, result.loss].join(','));
    await run.dispose();
  });

  it('can be cancelled, and says where it cannot be written', async () => {
    const run = startOn(trainer, matrixOf(linearData(1_024, [1], 3)), { stop: { maxSteps: 300_000 } });
    await run.finished;
    const aborter = new AbortController();
    const progress: number[] = [];
    const writing = trainer.replay(run, join(directory, 'cancelled.csv'), {
      signal: aborter.signal,
      onProgress: ({ done, total }) => {
        progress.push(done);
        expect(total).toBe(300_000);
        aborter.abort();
      },
    });
    await expect(writing).rejects.toMatchObject({ code: 'cancelled' });
    expect(progress.length).toBe(1);
    await expect(trainer.replay(run, join(directory, 'none', 'log.csv'))).rejects.toMatchObject({
      code: 'ENOENT',
    });
    await run.dispose();
  });
});
