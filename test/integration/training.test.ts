import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LOSS, LOSS_MAX, LOSS_MIN, STEP } from '../../workers/core/training/record';
import type { Trainer } from '../../workers/engine/training/trainer';
import { linearData, matrixOf } from '../support/matrix';
import { createTestTrainer, startOn, trainOn } from '../support/trainer';

const WEIGHTS = [2, 4, 5, 9, 11];
const BIAS = 2;

let trainer: Trainer;
beforeAll(() => {
  trainer = createTestTrainer();
});
afterAll(() => trainer.dispose());

const largestError = (found: { weights: number[]; bias: number }, relative: boolean): number =>
  Math.max(
    ...[...found.weights, found.bias].map((value, j) => {
      const truth = [...WEIGHTS, BIAS][j]!;
      return Math.abs(value - truth) / (relative ? truth : 1);
    }),
  );

describe('the classic experiment, 5,000 x 5 without scaling at 0.01', () => {
  const matrix = matrixOf(linearData(5_000, WEIGHTS, BIAS));

  it('finds [2, 4, 5, 9, 11] and 2 to 1e-6 after 1,000 steps', async () => {
    const result = await trainOn(trainer, matrix);
    expect(result).toMatchObject({ stopReason: 'max-steps', steps: 1_000, divergence: null, failure: null });
    expect(largestError(result, false)).toBeLessThan(1e-6);
    expect(result.loss).toBeLessThan(1e-12);
  });

  it('has about 0.6 % of the error left after 250 steps: (1 - 2 * 0.01)^250 = 0.0064', async () => {
    const left = largestError(await trainOn(trainer, matrix, { stop: { maxSteps: 250 } }), true);
    expect(left).toBeGreaterThan(0.0064 / 2);
    expect(left).toBeLessThan(0.0064 * 2);
  });

  it('runs on one worker when left to choose', async () => {
    expect((await trainOn(trainer, matrix, { workers: 'auto', stop: { maxSteps: 3 } })).nWorkers).toBe(1);
  });

  it('is solved just as well on standardised columns of wild scales', async () => {
    const columns = linearData(5_000, WEIGHTS, BIAS);
    const wild = columns.map((column, j) =>
      j < 5 ? column.map((x) => 10 ** (3 * j - 6) * x + 100 * j) : column,
    );
    const result = await trainOn(trainer, matrixOf(wild, { standardize: true }), {
      learningRate: 0.3,
      stop: { maxSteps: 200 },
    });
    const inOriginalUnits = result.weights.map((weight, j) => weight * 10 ** (3 * j - 6));
    const shift = result.weights.reduce((sum, weight, j) => sum + weight * 100 * j, 0);
    // The bias is a difference of numbers as large as the largest weight, 2 * 10^6: ten digits of them are left.
    expect(largestError({ weights: inOriginalUnits, bias: BIAS }, false)).toBeLessThan(1e-6);
    expect(Math.abs(result.bias + shift - BIAS)).toBeLessThan(1e-6);
  });
});

describe('initial parameters', () => {
  const matrix = matrixOf(linearData(2_000, [1, -1], 3));

  it('that are exact have no loss and stop at once where a rule asks for it', async () => {
    const init = { kind: 'given' as const, weights: [1, -1], bias: 3 };
    const result = await trainOn(trainer, matrix, { init, stop: { gradientNorm: 1e-9 } });
    expect(result).toMatchObject({ stopReason: 'gradient-norm', steps: 0, weights: [1, -1], bias: 3 });
    // And without the rule a loss of next to nothing is no reason to speak of divergence.
    expect((await trainOn(trainer, matrix, { init })).stopReason).toBe('max-steps');
  });

  it('from a seed are the same each time and lead to the same place', async () => {
    const init = { kind: 'random' as const, seed: 42 };
    const [a, b] = [await trainOn(trainer, matrix, { init }), await trainOn(trainer, matrix, { init })];
    expect(a.thetaHash).toBe(b.thetaHash);
    expect(a.thetaHash).not.toBe((await trainOn(trainer, matrix, { init: { ...init, seed: 43 } })).thetaHash);
    expect(a.weights[1]).toBeCloseTo(-1, 6);
  });
});

describe('stop rules', () => {
  const matrix = matrixOf(linearData(2_000, [1, -1], 3, { noise: 0.5 }));

  it('end the run at the first step that meets them', async () => {
    const run = startOn(trainer, matrix, { learningRate: 0.1, stop: { lossChange: 1e-6 } });
    const { steps, stopReason } = await run.finished;
    const { records, recordLength } = run.readFrame();
    const loss = (step: number): number => records[step * recordLength + LOSS]!;
    expect(stopReason).toBe('loss-change');
    for (let step = 1; step <= steps; step++) {
      expect(Math.abs(loss(step) - loss(step - 1)) <= 1e-6 * loss(step - 1)).toBe(step === steps);
    }
    await run.dispose();
  });

  it('know the norm of the gradient and the time', async () => {
    const still = await trainOn(trainer, matrix, { learningRate: 0.1, stop: { gradientNorm: 1e-3 } });
    expect(still.stopReason).toBe('gradient-norm');
    expect(still.gradientNorm).toBeLessThanOrEqual(1e-3);
    const timed = await trainOn(trainer, matrix, { stop: { maxSteps: 1e9, elapsedMs: 30 } });
    expect(timed.stopReason).toBe('time');
    expect(timed.elapsedMs).toBeGreaterThanOrEqual(30);
  });
});

describe('the frames of a run', () => {
  it('hold every step of a short run and end with its last', async () => {
    const run = startOn(trainer, matrixOf(linearData(2_000, [1, -1], 3)), {
      workers: 2,
      stop: { maxSteps: 100 },
    });
    const result = await run.finished;
    const frame = run.readFrame();
    expect(frame).toMatchObject({ state: 'finished', stride: 1, runId: run.info.runId, learningRate: 0.01 });
    const steps = Array.from(
      { length: frame.records.length / frame.recordLength },
      (_, i) => frame.records[i * frame.recordLength + STEP],
    );
    expect(steps).toEqual(Array.from({ length: 101 }, (_, step) => step));
    expect(frame.latest[STEP]).toBe(100);
    expect(frame.latest[LOSS]).toBe(result.loss);
    expect(Array.from(frame.latest.slice(-3))).toEqual([...result.weights, result.bias]);
    // Not standardised: training space and raw units are one.
    expect(Array.from(frame.theta)).toEqual([...result.weights, result.bias]);
    expect(Math.hypot(...frame.gradient)).toBeCloseTo(result.gradientNorm, 12);
    expect(frame.totalsMs.length).toBe(5);
    expect(run.readFrame().records.length).toBe(0);
    await run.dispose();
  });

  it('stay bounded over 200,000 steps and keep the extremes of the loss', async () => {
    const run = startOn(trainer, matrixOf(linearData(64, [1], 3)), {
      learningRate: 1e-5,
      stop: { maxSteps: 200_000 },
    });
    await run.finished;
    const seen: number[] = [];
    for (;;) {
      const { records, recordLength, stride } = run.readFrame();
      if (records.length === 0) break;
      expect(stride).toBe(4);
      expect(records.length / recordLength).toBeLessThanOrEqual(8_192);
      for (let at = 0; at < records.length; at += recordLength) {
        seen.push(records[at + STEP]!);
        expect(records[at + LOSS_MAX]).toBe(records[at + LOSS]);
        expect(records[at + LOSS_MIN]).toBeLessThanOrEqual(records[at + LOSS]!);
      }
    }
    expect(seen).toEqual(Array.from({ length: 50_001 }, (_, i) => 4 * i));
    await run.dispose();
  });
});
