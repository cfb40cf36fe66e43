import { finishGradient } from '../../core/losses/finish';
import { reducePairwise } from '../../core/reduce/pairwise';
import { partialLength, partialsOffset } from '../../core/shards/layout';
import { openControlBlock, SLOT, type ControlBlock } from '../../core/training/controlBlock';
import type { SeatTask } from '../../core/training/trainTask';
import { throwIfAborted, waitForSlot } from './barrier';
import { createMember } from './member';

/** The leader's side of a gang. Every call throws GangAborted once the gang is to give up. */
export interface Gang {
  readonly block: ControlBlock;
  /** Loss and gradient at theta, over all rows. Afterwards the times below are those of this evaluation. */
  evaluate(theta: Float64Array, gradient: Float64Array): number;
  readonly computeMs: Float64Array;
  /** Of each worker: from the end of its chunks to the end of the slowest one's. */
  readonly waitMs: Float64Array;
  reduceMs: number;
  /** By performance.now(). */
  endedAt: number;
  /** Sends the followers home. */
  close(): void;
}

/** Waits until all followers are seated. */
export const createGang = (task: SeatTask): Gang => {
  const { plan, memories } = task.shards;
  const { nWorkers, spins } = task;
  const nFollowers = nWorkers - 1;
  const nParameters = task.nOutputs * (plan.nFeatures + 1);
  const block = openControlBlock(task.control, nWorkers, nParameters);
  const { ints } = block;
  const computeChunks = createMember(task);
  const length = partialLength(nParameters);
  const sums = new Float64Array(plan.nChunks * length);
  const partials = plan.shards.map((shard, k) => {
    const offset = partialsOffset(plan, shard, task.workspace);
    const count = (shard.chunkEnd - shard.chunkStart) * length;
    return { at: shard.chunkStart * length, view: new Float64Array(memories[k]!.buffer, offset, count) };
  });
  const allArrived = (value: number): boolean => value === nFollowers;

  const bumpGeneration = (): void => {
    Atomics.add(ints, SLOT.generation, 1);
    Atomics.notify(ints, SLOT.generation);
  };

  const gang: Gang = {
    block,
    computeMs: new Float64Array(nWorkers),
    waitMs: new Float64Array(nWorkers),
    reduceMs: 0,
    endedAt: 0,
    evaluate: (theta, gradient) => {
      throwIfAborted(ints);
      const startedAt = performance.now();
      if (nFollowers > 0) {
        block.theta.set(theta);
        Atomics.store(ints, SLOT.arrived, 0);
        bumpGeneration();
      }
      computeChunks(theta);
      const computedAt = performance.now();
      let closedAt = computedAt;
      gang.computeMs[0] = computedAt - startedAt;
      if (nFollowers > 0) {
        waitForSlot(ints, SLOT.arrived, spins, allArrived);
        closedAt = performance.now();
        const span = closedAt - startedAt;
        gang.waitMs[0] = closedAt - computedAt;
        for (let w = 1; w < nWorkers; w++) {
          gang.computeMs[w] = block.computeMs[w]!;
          gang.waitMs[w] = Math.max(0, span - block.computeMs[w]!);
        }
      }
      for (const { at, view } of partials) sums.set(view, at);
      reducePairwise(sums, plan.nChunks, length);
      const loss = finishGradient(task.loss, sums, plan.nSamples, gradient);
      gang.endedAt = performance.now();
      gang.reduceMs = gang.endedAt - closedAt;
      return loss;
    },
    close: () => {
      Atomics.store(ints, SLOT.closed, 1);
      bumpGeneration();
    },
  };
  Atomics.add(ints, SLOT.seated, 1);
  waitForSlot(ints, SLOT.seated, 0, (value) => value === nWorkers);
  return gang;
};
