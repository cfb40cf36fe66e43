import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Method } from '../../workers/core/schema';
import { STEP } from '../../workers/core/training/record';
import type { Trainer } from '../../workers/engine/training/trainer';
import { linearData, matrixOf } from '../support/matrix';
import { createTestTrainer, startOn, until } from '../support/trainer';

const MAX_STEPS = 100_000;
const matrix = matrixOf(linearData(600, [2, -1, 0.5], 3, { noise: 1 }), { standardize: true });
const searches: [string, Partial<Method>][] = [
  ['L-BFGS', { optimizer: { kind: 'l-bfgs', memory: 10 } }],
  ['Newton', { optimizer: { kind: 'newton' } }],
  ['Armijo', { schedule: { kind: 'armijo', shrink: 0.5, decrease: 1e-4 } }],
];

let trainer: Trainer;
beforeAll(() => {
  trainer = createTestTrainer(2);
});
afterAll(() => trainer.dispose());

describe('a search that has come to rest', () => {
  it.each(searches)('by %s ends the run, at a point where the gradient is rounding, which can be had again', async (_, method) => {
    const run = startOn(trainer, matrix, { ...method, stop: { maxSteps: MAX_STEPS } });
    const result = await run.finished;
    expect(result.stopReason).toBe('converged');
    expect(result.steps).toBeLessThan(MAX_STEPS);
    expect(result.gradientNorm).toBeLessThan(1e-6);
    const last = await trainer.stateAt(run, result.steps);
    expect([...last.theta]).toEqual([...run.readFrame().theta]);
    await run.dispose();
  });

  it('leaves a run that is paused where it is, and ends it when that is to go on', async () => {
    const run = startOn(trainer, matrix, { optimizer: { kind: 'newton' }, startPaused: true });
    const ended = startOn(trainer, matrix, { optimizer: { kind: 'newton' } });
    const { steps } = await ended.finished;
    await ended.dispose();
    for (let step = 1; step <= steps; step++) {
      run.control({ kind: 'step' });
      await until(() => run.readFrame().latest[STEP] === step && run.readFrame().state === 'paused');
    }
    run.control({ kind: 'resume' });
    expect(await run.finished).toMatchObject({ stopReason: 'converged', steps });
    await run.dispose();
  });
});
