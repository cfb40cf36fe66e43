import { describe, expect, it } from 'vitest';
import type { RunSettings } from '../../../electron/contract';
import { EXPERIMENTS, type EndedRun, type Facts } from '../../../renderer/understand/experiments';
import type { DialHand, TaylorHand } from '../../../renderer/understand/hands';

const NOTHING: Facts = {
  panel: null,
  run: null,
  isMoving: false,
  step: 0,
  shownStep: null,
  ended: [],
  taylor: null,
  dial: null,
  surface: null,
};
const settingsOf = (part: Partial<RunSettings> = {}): RunSettings =>
  ({
    standardize: false,
    init: { kind: 'zeros' },
    loss: { kind: 'squared' },
    batchSize: null,
    averageFrom: null,
    ...part,
  }) as RunSettings;
const TRUTH = [2, 4, 5, 9, 11, 2];
const runOf = (part: Partial<EndedRun> = {}): EndedRun => ({
  settings: settingsOf(),
  learningRate: 0.01,
  stopReason: 'max-steps',
  steps: 1000,
  loss: 3e-16,
  parameters: TRUTH,
  ...part,
});

/** Whether step `number` (from 1) of an experiment counts as done where these facts hold. */
function isDone(id: string, number: number, facts: Partial<Facts>): boolean {
  const step = EXPERIMENTS.find((experiment) => experiment.id === id)?.steps[number - 1];
  if (step === undefined) throw new Error(`There is no step ${number} of ${id}.`);
  return step.isDone({ ...NOTHING, ...facts });
}
const paused: Partial<Facts> = { run: settingsOf(), step: 1, shownStep: 1 };

describe('every experiment', () => {
  it('has three to six steps, a sample, words, and an id of its own', () => {
    expect(EXPERIMENTS).toHaveLength(7);
    expect(new Set(EXPERIMENTS.map(({ id }) => id)).size).toBe(7);
    for (const { steps, sampleId, about } of EXPERIMENTS) {
      expect(steps.length).toBeGreaterThanOrEqual(3);
      expect(steps.length).toBeLessThanOrEqual(6);
      expect(sampleId.length * about.length).toBeGreaterThan(0);
      for (const { say, look } of steps) expect(Math.min(say.length, look.length)).toBeGreaterThan(5);
    }
  });

  it('has no step that is done before anything was done', () => {
    for (const { steps } of EXPERIMENTS) for (const step of steps) expect(step.isDone(NOTHING)).toBe(false);
  });
});

describe('the true weights come back', () => {
  const whole = runOf();

  it('counts the run once its 1,000 steps are made, not one that was stopped before or diverged', () => {
    expect(isDone('classic', 1, { ended: [whole] })).toBe(true);
    expect(isDone('classic', 1, { ended: [runOf({ stopReason: 'stopped', steps: 400 })] })).toBe(false);
    expect(isDone('classic', 1, { ended: [runOf({ stopReason: 'diverged' })] })).toBe(false);
  });
  it('asks for step 250 and no other', () => {
    expect(isDone('classic', 2, { shownStep: 250 })).toBe(true);
    expect(isDone('classic', 2, { shownStep: 251 })).toBe(false);
  });
  it('asks for the last step of a run that has found 2, 4, 5, 9, 11 and 2', () => {
    expect(isDone('classic', 3, { shownStep: 1000, ended: [whole] })).toBe(true);
    expect(isDone('classic', 3, { shownStep: 999, ended: [whole] })).toBe(false);
    expect(isDone('classic', 3, { shownStep: 1000, ended: [runOf({ parameters: [2, 4, 5, 9, 11, 2.1] })] })).toBe(false);
    expect(isDone('classic', 3, { shownStep: 1000, ended: [runOf({ parameters: [2, 4, 5] })] })).toBe(false);
  });
  it('asks for a run with about ten times the rate that ends in the same place', () => {
    expect(isDone('classic', 4, { ended: [whole] })).toBe(false);
    expect(isDone('classic', 4, { ended: [whole, runOf({ learningRate: 0.1 })] })).toBe(true);
    expect(isDone('classic', 4, { ended: [runOf({ learningRate: 0.1, stopReason: 'diverged' })] })).toBe(false);
  });
});

describe('why 180 degrees', () => {
  const dialOf = (part: Partial<DialHand>): Partial<Facts> => ({
    ...paused,
    panel: 'dial',
    dial: { beta: 180, eta: 0.0001, predicted: -9, actual: -9, leastAt: 180, ...part },
  });

  it('wants a run that has made a step and stands still', () => {
    expect(isDone('direction', 1, paused)).toBe(true);
    expect(isDone('direction', 1, { ...paused, isMoving: true })).toBe(false);
    expect(isDone('direction', 1, { ...paused, step: 0 })).toBe(false);
  });
  it('wants the dial across the gradient, to either side, and open', () => {
    expect(isDone('direction', 2, dialOf({ beta: 90 }))).toBe(true);
    expect(isDone('direction', 2, dialOf({ beta: 270 }))).toBe(true);
    expect(isDone('direction', 2, dialOf({ beta: 100 }))).toBe(false);
    expect(isDone('direction', 2, { ...dialOf({ beta: 90 }), panel: 'step' })).toBe(false);
  });
  it('wants a short stride straight against the gradient', () => {
    expect(isDone('direction', 3, dialOf({}))).toBe(true);
    expect(isDone('direction', 3, dialOf({ eta: 0.001 }))).toBe(false);
    expect(isDone('direction', 3, dialOf({ beta: 170 }))).toBe(false);
  });
  it('sees that the least point has left 180 degrees', () => {
    expect(isDone('direction', 4, dialOf({ eta: 0.009, leastAt: 140 }))).toBe(true);
    expect(isDone('direction', 4, dialOf({ eta: 0.009, leastAt: 182 }))).toBe(false);
    expect(isDone('direction', 4, dialOf({ eta: 0.009, leastAt: null }))).toBe(false);
  });
  it('wants the dial at the least point', () => {
    expect(isDone('direction', 5, dialOf({ eta: 0.009, leastAt: 140, beta: 141 }))).toBe(true);
    expect(isDone('direction', 5, dialOf({ eta: 0.009, leastAt: 140, beta: 180 }))).toBe(false);
    expect(isDone('direction', 5, dialOf({ eta: 0.009, leastAt: 179, beta: 180 }))).toBe(false);
  });
});

describe('when Taylor fails', () => {
  const lensOf = (part: Partial<TaylorHand>, run = settingsOf()): Partial<Facts> => ({
    ...paused,
    run,
    panel: 'taylor',
    taylor: { eta: 0.01, firstOrder: -1, secondOrder: -0.99, actual: -0.99, ...part },
  });
  const huber = settingsOf({ loss: { kind: 'huber', delta: 100 } });

  it('wants the slope to predict the change to two parts in a hundred', () => {
    expect(isDone('taylor', 2, lensOf({}))).toBe(true);
    expect(isDone('taylor', 2, lensOf({ actual: -0.9 }))).toBe(false);
    expect(isDone('taylor', 2, lensOf({ actual: null }))).toBe(false);
    expect(isDone('taylor', 2, { ...lensOf({}), panel: 'dial' })).toBe(false);
  });
  it('wants a stride over which the slope promises a fall and the loss rises', () => {
    expect(isDone('taylor', 3, lensOf({ firstOrder: -100, actual: 3 }))).toBe(true);
    expect(isDone('taylor', 3, lensOf({ firstOrder: -100, actual: -3 }))).toBe(false);
  });
  it('wants a run with Huber loss', () => {
    expect(isDone('taylor', 4, { ...paused, run: huber })).toBe(true);
    expect(isDone('taylor', 4, paused)).toBe(false);
  });
  it('wants the second order to miss too, on that loss', () => {
    const missing = { firstOrder: -300, secondOrder: -200, actual: -100 };
    expect(isDone('taylor', 5, lensOf(missing, huber))).toBe(true);
    expect(isDone('taylor', 5, lensOf(missing))).toBe(false);
    expect(isDone('taylor', 5, lensOf({ ...missing, secondOrder: -101 }, huber))).toBe(false);
    expect(isDone('taylor', 5, lensOf({ ...missing, secondOrder: null }, huber))).toBe(false);
  });
});

describe('a stride too long', () => {
  const diverged = runOf({ learningRate: 1, stopReason: 'diverged' });

  it('wants a run near the limit that comes to rest', () => {
    expect(isDone('stride', 1, { ended: [runOf({ learningRate: 0.9 })] })).toBe(true);
    expect(isDone('stride', 1, { ended: [runOf()] })).toBe(false);
    expect(isDone('stride', 1, { ended: [diverged] })).toBe(false);
  });
  it('wants Step size open', () => {
    expect(isDone('stride', 2, { panel: 'rate', ended: [runOf()] })).toBe(true);
    expect(isDone('stride', 2, { panel: 'step', ended: [runOf()] })).toBe(false);
  });
  it('wants a run that diverges, and then the best rate', () => {
    expect(isDone('stride', 3, { ended: [runOf(), diverged] })).toBe(true);
    expect(isDone('stride', 3, { ended: [runOf()] })).toBe(false);
    expect(isDone('stride', 4, { ended: [diverged, runOf({ learningRate: 0.5 })] })).toBe(true);
    expect(isDone('stride', 4, { ended: [diverged, runOf({ learningRate: 0.9 })] })).toBe(false);
    expect(isDone('stride', 4, { ended: [runOf({ learningRate: 0.5 })] })).toBe(false);
  });
});

describe('the narrow valley', () => {
  const scaled = runOf({ settings: settingsOf({ standardize: true }), learningRate: 0.5 });

  it('wants a run without scaling, then one with it and a longer stride', () => {
    expect(isDone('valley', 1, { ended: [runOf()] })).toBe(true);
    expect(isDone('valley', 1, { ended: [scaled] })).toBe(false);
    expect(isDone('valley', 3, { ended: [runOf()] })).toBe(false);
    expect(isDone('valley', 3, { ended: [runOf(), { ...scaled, learningRate: 0.009 }] })).toBe(false);
    expect(isDone('valley', 3, { ended: [runOf(), scaled] })).toBe(true);
  });
  it('wants the surface, and both units side by side', () => {
    const open: Partial<Facts> = { panel: 'surface', ended: [runOf()] };
    expect(isDone('valley', 2, open)).toBe(true);
    expect(isDone('valley', 2, { ...open, panel: 'race' })).toBe(false);
    expect(isDone('valley', 4, { ...open, surface: { isCompared: true } })).toBe(true);
    expect(isDone('valley', 4, { ...open, surface: { isCompared: false } })).toBe(false);
    expect(isDone('valley', 4, { ...open, panel: 'race', surface: { isCompared: true } })).toBe(false);
  });
});

describe('many starts, one end', () => {
  const from = (seed: number, parameters: readonly number[] = TRUTH): EndedRun =>
    runOf({ settings: settingsOf({ init: { kind: 'random', seed } }), parameters });
  const nearby = TRUTH.map((value) => value + 1e-8);

  it('counts seeds, not runs', () => {
    expect(isDone('starts', 1, { ended: [runOf()] })).toBe(false);
    expect(isDone('starts', 1, { ended: [from(1)] })).toBe(true);
    expect(isDone('starts', 2, { ended: [from(1), from(1)] })).toBe(false);
    expect(isDone('starts', 2, { ended: [from(1), from(2, nearby)] })).toBe(true);
    expect(isDone('starts', 3, { ended: [from(1), from(2, nearby), from(3)] })).toBe(true);
  });
  it('does not count an end that lies elsewhere', () => {
    expect(isDone('starts', 2, { ended: [from(1), from(2, [2, 4, 5, 9, 11.1, 2])] })).toBe(false);
    expect(isDone('starts', 3, { ended: [from(1), from(2), from(3, [0, 0, 0, 0, 0, 0])] })).toBe(false);
  });
  it('wants a start that lies far away, and the same end', () => {
    const given = (first: number, parameters = TRUTH): EndedRun =>
      runOf({ settings: settingsOf({ init: { kind: 'given', weights: [first, 0, 0, 0, 0], bias: 0 } }), parameters });
    expect(isDone('starts', 4, { ended: [from(1), given(100)] })).toBe(true);
    expect(isDone('starts', 4, { ended: [from(1), given(1)] })).toBe(false);
    expect(isDone('starts', 4, { ended: [from(1), given(100, [9, 9, 9, 9, 9, 9])] })).toBe(false);
    expect(isDone('starts', 4, { ended: [given(100)] })).toBe(false);
  });
});

describe('noise and mini-batches', () => {
  const full = runOf({ learningRate: 0.05 });
  const batch = runOf({ settings: settingsOf({ batchSize: 16 }), learningRate: 0.05 });

  it('tells full runs from those with batches', () => {
    expect(isDone('batches', 1, { ended: [batch] })).toBe(false);
    expect(isDone('batches', 1, { ended: [full] })).toBe(true);
    expect(isDone('batches', 2, { ended: [full] })).toBe(false);
    expect(isDone('batches', 2, { ended: [full, batch] })).toBe(true);
    expect(isDone('batches', 2, { ended: [full, runOf({ settings: settingsOf({ batchSize: 300 }) })] })).toBe(false);
  });
  it('wants batches with a shorter stride', () => {
    expect(isDone('batches', 3, { ended: [full, batch] })).toBe(false);
    expect(isDone('batches', 3, { ended: [full, batch, { ...batch, learningRate: 0.005 }] })).toBe(true);
  });
  it('wants a mean that has begun', () => {
    const averaged = runOf({ settings: settingsOf({ batchSize: 16, averageFrom: 200 }), steps: 2000 });
    expect(isDone('batches', 4, { ended: [batch] })).toBe(false);
    expect(isDone('batches', 4, { ended: [averaged] })).toBe(true);
    expect(isDone('batches', 4, { ended: [{ ...averaged, steps: 150 }] })).toBe(false);
  });
});
