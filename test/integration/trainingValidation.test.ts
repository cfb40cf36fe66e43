import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { VALIDATION_LOSS } from '../../workers/core/training/record';
import type { Trainer } from '../../workers/engine/training/trainer';
import { evaluateNaively } from '../support/evaluate';
import { linearData, matrixOf, readBack } from '../support/matrix';
import { createTestTrainer, startOn } from '../support/trainer';

let trainer: Trainer;
beforeAll(() => {
  trainer = createTestTrainer();
});
afterAll(() => trainer.dispose());

/** 24 rows for 20 features of which one matters: the training loss goes to nothing, the validation loss turns. */
const columns = linearData(
  60,
  Array.from({ length: 20 }, (_, j) => (j === 0 ? 1 : 0)),
  0,
  { noise: 1, seed: 3 },
);
const matrix = matrixOf(columns, { validationShare: 0.6, shuffleSeed: 5 });
const training = readBack(matrix);
const validation = readBack(matrix.validation!);
const RATE = 0.05;

/** Gradient descent by plain loops: theta and the validation loss at each step. */
const descendNaively = (nSteps: number): { theta: Float64Array; validationLoss: number }[] => {
  const theta = new Float64Array(21);
  return Array.from({ length: nSteps + 1 }, () => {
    const at = { theta: theta.slice(), validationLoss: evaluateNaively(validation, theta).loss };
    evaluateNaively(training, theta).gradient.forEach((slope, j) => {
      theta[j] = theta[j]! - RATE * slope;
    });
    return at;
  });
};

/** The step to keep and the one to stop at, by the rule in words. */
const stopByHand = (losses: number[], patience: number): { best: number; stop: number } => {
  let best = 0;
  for (let step = 1; step < losses.length; step++) {
    if (losses[step]! < losses[best]!) best = step;
    if (step - best >= patience) return { best, stop: step };
  }
  throw new Error('The loss falls to the end.');
};

describe('a validation part', () => {
  it('is evaluated at each step, on rows that no step sees', async () => {
    expect([matrix.plan.nSamples, matrix.validation!.plan.nSamples]).toEqual([24, 36]);
    const run = startOn(trainer, matrix, { learningRate: RATE, stop: { maxSteps: 40 } });
    const result = await run.finished;
    expect(run.info.nValidation).toBe(36);
    const { records, recordLength } = run.readFrame();
    const expected = descendNaively(40);
    expected.forEach(({ validationLoss }, step) => {
      expect(records[step * recordLength + VALIDATION_LOSS]).toBeCloseTo(validationLoss, 11);
    });
    expect(result.validationLoss).toBeCloseTo(expected[40]!.validationLoss, 11);
    await run.dispose();
  });

  it.each([1, 3, 10])('stops the run %i evaluations after its least loss and keeps the parameters of that step', async (patience) => {
    const run = startOn(trainer, matrix, { learningRate: RATE, stop: { maxSteps: 5_000, patience } });
    const result = await run.finished;
    const expected = descendNaively(400);
    const { best, stop } = stopByHand(expected.map(({ validationLoss }) => validationLoss), patience);
    expect(best).toBeGreaterThan(2);
    expect([result.stopReason, result.steps]).toEqual(['validation', best]);
    const theta = [...result.weights, result.bias];
    theta.forEach((value, j) => expect(value).toBeCloseTo(expected[best]!.theta[j]!, 11));
    expect(result.validationLoss).toBeCloseTo(expected[best]!.validationLoss, 11);
    expect(result.loss).toBeCloseTo(evaluateNaively(training, expected[best]!.theta).loss, 11);
    const { records, recordLength, latest, theta: shown } = run.readFrame();
    // The records go on to where it stopped; what is shown is what is kept.
    expect(records.length / recordLength).toBe(stop + 1);
    expect(latest[0]).toBe(best);
    expect(Array.from(shown)).toEqual(theta);
    await run.dispose();
  });

  it('keeps the best parameters also where another rule ends the run', async () => {
    const run = startOn(trainer, matrix, { learningRate: RATE, stop: { maxSteps: 400, patience: 1_000 } });
    const { stopReason, steps } = await run.finished;
    const losses = descendNaively(400).map(({ validationLoss }) => validationLoss);
    expect([stopReason, steps]).toEqual(['max-steps', losses.indexOf(Math.min(...losses))]);
    expect(steps).toBeLessThan(400);
    await run.dispose();
  });

  it('with batches is evaluated at the end of each epoch', async () => {
    const run = startOn(trainer, matrix, { learningRate: 0.01, batchSize: 10, stop: { maxSteps: 30 } });
    await run.finished;
    const { records, recordLength } = run.readFrame();
    const lossAt = (step: number): number => records[step * recordLength + VALIDATION_LOSS]!;
    for (let step = 0; step <= 30; step++) {
      const at = step * recordLength;
      // Three batches an epoch; between its ends the last figure stands.
      expect(lossAt(step)).toBe(lossAt(step - (step % 3)));
      if (step % 3 !== 0) continue;
      const theta = records.slice(at + recordLength - 21, at + recordLength);
      expect(lossAt(step)).toBeCloseTo(evaluateNaively(validation, theta).loss, 11);
    }
    await run.dispose();
  });
});

describe('averaged iterates', () => {
  it('are the mean of the parameters from a step on, and their loss is that of the mean', async () => {
    const run = startOn(trainer, matrix, { learningRate: 0.04, batchSize: 6, averageFrom: 15, stop: { maxSteps: 60 } });
    const result = await run.finished;
    const { records, recordLength, latest } = run.readFrame();
    const mean = new Float64Array(21);
    for (let step = 15; step <= 60; step++) {
      for (let j = 0; j < 21; j++) mean[j]! += records[(step + 1) * recordLength - 21 + j]! / 46;
    }
    const theta = [...result.weights, result.bias];
    theta.forEach((value, j) => expect(value).toBeCloseTo(mean[j]!, 13));
    expect(result.loss).toBeCloseTo(evaluateNaively(training, mean).loss, 12);
    expect(result.steps).toBe(60);
    expect(Array.from(latest.slice(-21))).toEqual(theta);
    await run.dispose();
  });

  it('are the last parameters where the run ends before that step', async () => {
    const run = startOn(trainer, matrix, { learningRate: RATE, averageFrom: 50, stop: { maxSteps: 20 } });
    const { weights } = await run.finished;
    descendNaively(20)[20]!.theta.subarray(0, 20).forEach((value, j) => expect(weights[j]).toBeCloseTo(value, 12));
    await run.dispose();
  });
});
