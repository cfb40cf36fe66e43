import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createBatchOrder } from '../../workers/core/training/batches';
import { GRADIENT_NORM, LOSS, STEP } from '../../workers/core/training/record';
import type { Trainer } from '../../workers/engine/training/trainer';
import { evaluateNaively } from '../support/evaluate';
import { linearData, matrixOf, readBack, type Columns } from '../support/matrix';
import { createTestTrainer, startOn, trainOn, until } from '../support/trainer';

let trainer: Trainer;
beforeAll(() => {
  trainer = createTestTrainer();
});
afterAll(() => trainer.dispose());

const N = 2_500;
const matrix = matrixOf(linearData(N, [1, -2, 0.5], 3, { noise: 0.5 }), { shuffleSeed: 7 });
const rows: Columns = readBack(matrix);
const RATE = 0.05;

/** Stochastic gradient descent by plain loops over the rows of each batch: the loss of the batch and theta, at each step. */
const descendNaively = (batchSize: number, seed: number, nSteps: number): { loss: number; theta: number[]; norm: number }[] => {
  const order = createBatchOrder(N, batchSize, seed);
  const theta = new Float64Array(4);
  return Array.from({ length: nSteps + 1 }, (_, step) => {
    const { rowStart, rowEnd } = order.rowsOf(step);
    const batch = rows.map((column) => column.subarray(rowStart, rowEnd));
    const { loss, gradient } = evaluateNaively(batch, theta);
    const at = { loss, theta: Array.from(theta), norm: Math.hypot(...gradient) };
    gradient.forEach((slope, j) => {
      theta[j] = theta[j]! - RATE * slope;
    });
    return at;
  });
};

describe('a run in batches', () => {
  it.each([
    [1, 3_000],
    [37, 200],
    [1_024, 30],
    [1_500, 30],
    [N, 20],
  ])('of %i rows makes the steps of stochastic gradient descent over its epochs', async (batchSize, nSteps) => {
    const run = startOn(trainer, matrix, { batchSize, seed: 7, learningRate: RATE, stop: { maxSteps: nSteps } });
    const result = await run.finished;
    expect([result.stopReason, result.steps]).toEqual(['max-steps', nSteps]);
    const { records, recordLength } = run.readFrame();
    const expected = descendNaively(batchSize, 7, nSteps);
    expected.forEach(({ loss, theta, norm }, step) => {
      const at = step * recordLength;
      expect(records[at + STEP]).toBe(step);
      expect(Math.abs(records[at + LOSS]! - loss)).toBeLessThan(1e-10 * Math.max(1, loss));
      expect(Math.abs(records[at + GRADIENT_NORM]! - norm)).toBeLessThan(1e-10 * Math.max(1, norm));
      theta.forEach((value, j) => {
        expect(Math.abs(records[at + recordLength - 4 + j]! - value)).toBeLessThan(1e-10);
      });
    });
    // The result is of all rows.
    const whole = evaluateNaively(rows, Float64Array.from(expected.at(-1)!.theta));
    expect(result.loss).toBeCloseTo(whole.loss, 10);
    expect(result.gradientNorm).toBeCloseTo(Math.hypot(...whole.gradient), 9);
    await run.dispose();
  });

  it('that are large enough to share has the same bits on one worker and on four', async () => {
    // 30,000 rows of 9 features and the bias are 300,000 numbers: more than one worker's worth.
    const columns = linearData(70_000, [1, 2, 3, 4, 5, 6, 7, 8, 9], 1, { noise: 1 });
    const hashes = new Set<string>();
    for (const workers of [1, 2, 4]) {
      const large = matrixOf(columns, { shuffleSeed: 1, nThreads: workers, standardize: true });
      const run = startOn(trainer, large, { batchSize: 30_000, workers, stop: { maxSteps: 10 } });
      hashes.add((await run.finished).thetaHash);
      const { totalsMs } = run.readFrame();
      for (let w = 0; w < workers; w++) expect(totalsMs[2 * w]).toBeGreaterThan(0);
      await run.dispose();
    }
    expect(hashes.size).toBe(1);
  });

  it('that are small leaves its other workers asleep', async () => {
    const run = startOn(trainer, matrix, { batchSize: 10, workers: 2, stop: { maxSteps: 50 } });
    await run.finished;
    const { totalsMs } = run.readFrame();
    expect(totalsMs[0]).toBeGreaterThan(0);
    expect(totalsMs[2]).toBe(0);
    await run.dispose();
  });

  it('looks at the change of the loss at the ends of epochs, over all rows', async () => {
    const change = { batchSize: 500, seed: 7, learningRate: RATE, stop: { maxSteps: 1_000, lossChange: 0.01 } };
    const { stopReason, steps, loss } = await trainOn(trainer, matrix, change);
    const losses = descendNaively(500, 7, steps)
      .map(({ theta }) => evaluateNaively(rows, Float64Array.from(theta)).loss)
      .filter((_, step) => step % 5 === 0);
    const end = losses.findIndex((now, k) => k > 0 && Math.abs(now - losses[k - 1]!) <= 0.01 * losses[k - 1]!);
    expect([stopReason, steps]).toEqual(['loss-change', 5 * end]);
    expect(loss).toBeCloseTo(losses[end]!, 10);
  });

  it('shows the figures of all rows while it is paused, and those of the batch in its records', async () => {
    const run = startOn(trainer, matrix, { batchSize: 100, seed: 7, learningRate: RATE, startPaused: true });
    await until(() => run.state() === 'paused');
    run.control({ kind: 'step' });
    await until(() => run.readFrame().latest[STEP] === 1 && run.state() === 'paused');
    const expected = descendNaively(100, 7, 1)[1]!;
    const whole = evaluateNaively(rows, Float64Array.from(expected.theta)).loss;
    expect(run.snapshot().loss).toBeCloseTo(whole, 10);
    expect(Math.abs(whole - expected.loss)).toBeGreaterThan(1e-3);
    expect((await trainer.stateAt(run, 1)).loss).toBeCloseTo(expected.loss, 10);
    run.control({ kind: 'stop' });
    await run.finished;
    await run.dispose();
  });

  it('that diverges keeps its last finite parameters, with the figures of all rows', async () => {
    const result = await trainOn(trainer, matrix, { batchSize: 100, learningRate: 5 });
    expect(result.stopReason).toBe('diverged');
    const theta = Float64Array.from([...result.weights, result.bias]);
    expect(Array.from(theta).every(Number.isFinite)).toBe(true);
    expect(result.loss / evaluateNaively(rows, theta).loss).toBeCloseTo(1, 10);
  });

  it('larger than the rows there are is refused before it begins', () => {
    expect(() => startOn(trainer, matrix, { batchSize: N + 1 })).toThrow(
      'The batch size is 2,501, but there are only 2,500 rows to train on. Choose 2,500 at most, or switch batches off.',
    );
  });
});
