import { describe, expect, it } from 'vitest';
import {
  CHECKPOINT_BYTES,
  checkpointBefore,
  createCheckpointWriter,
  restoreState,
} from '../../../../workers/core/training/checkpoints';

/** A run whose state at each step is [step, -step] and [step / 2]. */
const runTo = (nSteps: number, byteLength: number): SharedArrayBuffer => {
  const buffer = new SharedArrayBuffer(byteLength);
  const state = [new Float64Array(2), new Float64Array(1)];
  const writer = createCheckpointWriter(buffer, state);
  for (let step = 0; step <= nSteps; step++) {
    state[0]!.set([step, -step]);
    state[1]![0] = step / 2;
    writer.observe(step);
  }
  return buffer;
};

/** A header of 8 numbers and room for eight checkpoints of 3. */
const SMALL = 8 * (8 + 8 * 3);

describe('checkpoints', () => {
  it.each([0, 1, 15, 16, 17, 127, 128, 129, 1_000, 4_095, 4_096, 100_000])(
    'of %i steps hold what the run remembered at the last one before any step, at most a quarter of the run away',
    (nSteps) => {
      const buffer = runTo(nSteps, SMALL);
      for (const step of new Set([0, 1, 16, nSteps >> 2, nSteps >> 1, nSteps - 1, nSteps])) {
        if (step < 0 || step > nSteps) continue;
        const checkpoint = checkpointBefore(buffer, step)!;
        expect(checkpoint.step).toBeLessThanOrEqual(step);
        // Room for eight: after a thinning out there are four.
        expect(step - checkpoint.step).toBeLessThan(Math.max(16, nSteps / 4));
        const restored = [new Float64Array(2), new Float64Array(1)];
        restoreState(restored, checkpoint);
        const taken = checkpoint.step;
        expect(restored.map((array) => Array.from(array))).toEqual([[taken, -taken], [taken / 2]]);
      }
    },
  );

  it('are none where not even two have room, so the run is made again from its start', () => {
    expect(checkpointBefore(runTo(100, 8 * (8 + 4)), 50)).toBeNull();
  });

  it('of a run that uses the memory of another are its own', () => {
    const buffer = runTo(1_000, SMALL);
    createCheckpointWriter(buffer, [new Float64Array(3)]);
    expect(checkpointBefore(buffer, 500)).toBeNull();
  });

  it('of 20 parameters and an optimiser that remembers 400 more come every 16 steps up to 16,384', () => {
    const buffer = new SharedArrayBuffer(CHECKPOINT_BYTES);
    const writer = createCheckpointWriter(buffer, [new Float64Array(21), new Float64Array(420)]);
    for (let step = 0; step < 16_384; step++) writer.observe(step);
    expect(checkpointBefore(buffer, 16_383)!.step).toBe(16_368);
  });
});
