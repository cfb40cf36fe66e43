import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { STEP } from '../../workers/core/training/record';
import type { Trainer } from '../../workers/engine/training/trainer';
import type { TrainingRun } from '../../workers/engine/training/trainingRun';
import { linearData, matrixOf } from '../support/matrix';
import { createTestTrainer, startOn, trainOn, until } from '../support/trainer';

let trainer: Trainer;
beforeAll(() => {
  trainer = createTestTrainer();
});
afterAll(() => trainer.dispose());

const matrix = matrixOf(linearData(5_003, [1, -2, 3], 4, { noise: 0.3 }));
const ENDLESS = { maxSteps: 1e9 };
const stepOf = (run: TrainingRun): number => run.readFrame().latest[STEP]!;
const stateOf = (run: TrainingRun): string => run.readFrame().state;

describe.each([1, 2, 3])('a run on %i workers', (workers) => {
  it('started paused evaluates step 0 and waits', async () => {
    const run = startOn(trainer, matrix, { workers, startPaused: true });
    await until(() => stateOf(run) === 'paused');
    expect(run.readFrame().latest[STEP]).toBe(0);
    expect(run.snapshot()).toMatchObject({ steps: 0, weights: [0, 0, 0], bias: 0 });
    expect(run.snapshot().loss).toBeGreaterThan(1);
    await run.dispose();
  });

  it('makes exactly one update a step while paused', async () => {
    const run = startOn(trainer, matrix, { workers, startPaused: true });
    for (let step = 1; step <= 5; step++) {
      run.control({ kind: 'step' });
      await until(() => stepOf(run) === step && stateOf(run) === 'paused');
    }
    // Three orders at once are three steps.
    for (let i = 0; i < 3; i++) run.control({ kind: 'step' });
    await until(() => stepOf(run) === 8 && stateOf(run) === 'paused');
    expect(run.snapshot()).toMatchObject({ steps: 8, stopReason: 'stopped' });
    const same = await trainOn(trainer, matrix, { workers, stop: { maxSteps: 8 } });
    expect(run.snapshot().thetaHash).toBe(same.thetaHash);
    await run.dispose();
  });

  it('pauses, goes on where it was, and stops', async () => {
    const run = startOn(trainer, matrix, { workers, stop: ENDLESS });
    await until(() => stepOf(run) > 10);
    run.control({ kind: 'pause' });
    await until(() => stateOf(run) === 'paused');
    const at = stepOf(run);
    // A step order while running was no step: only those given while paused count.
    run.control({ kind: 'step' });
    await until(() => stepOf(run) === at + 1 && stateOf(run) === 'paused');
    run.control({ kind: 'resume' });
    await until(() => stepOf(run) > at + 20);
    run.control({ kind: 'step' });
    run.control({ kind: 'stop' });
    const result = await run.finished;
    expect(result.stopReason).toBe('stopped');
    expect(result.steps).toBeGreaterThan(at + 20);
    expect(stateOf(run)).toBe('finished');
    const same = await trainOn(trainer, matrix, { workers: 1, stop: { maxSteps: result.steps } });
    expect(result.thetaHash).toBe(same.thetaHash);
    await run.dispose();
  });

  it('can be stopped while paused, and thrown away in the middle', async () => {
    const paused = startOn(trainer, matrix, { workers, startPaused: true });
    await until(() => stateOf(paused) === 'paused');
    paused.control({ kind: 'stop' });
    expect((await paused.finished).stopReason).toBe('stopped');
    await paused.dispose();
    const running = startOn(trainer, matrix, { workers, stop: ENDLESS });
    await until(() => stepOf(running) > 3);
    await running.dispose();
    expect((await running.finished).stopReason).toBe('stopped');
    const early = startOn(trainer, matrix, { workers, stop: ENDLESS });
    await early.dispose();
    expect((await early.finished).failure).toBeNull();
  });
});

describe('the learning rate', () => {
  it('changes at the next step', async () => {
    const run = startOn(trainer, matrix, { startPaused: true });
    await until(() => stateOf(run) === 'paused');
    const { theta, gradient } = run.readFrame();
    run.control({ kind: 'learning-rate', value: 0.25 });
    run.control({ kind: 'step' });
    await until(() => stepOf(run) === 1);
    const frame = run.readFrame();
    expect(frame.learningRate).toBe(0.25);
    expect(Array.from(frame.theta)).toEqual(Array.from(theta, (value, j) => value - 0.25 * gradient[j]!));
    await run.dispose();
  });

  it('is refused where it makes no sense, and the run goes on', async () => {
    const run = startOn(trainer, matrix, { startPaused: true });
    for (const [value, said] of [[0, '0'], [-1, '-1'], [NaN, 'not a number'], [Infinity, 'Infinity']] as const) {
      expect(() => run.control({ kind: 'learning-rate', value })).toThrow(`The learning rate is ${said}.`);
    }
    run.control({ kind: 'resume' });
    expect((await run.finished).learningRate).toBe(0.01);
    await run.dispose();
  });
});
