import { openControlBlock, SLOT } from '../../core/training/controlBlock';
import type { SeatTask } from '../../core/training/trainTask';
import { waitForSlot } from './barrier';
import { createMember } from './member';

/** Takes a seat and evaluates its chunks at each generation, until the leader closes the gang. */
export const follow = (task: SeatTask): void => {
  const block = openControlBlock(task.control, task.nWorkers, task.nOutputs * (task.shards.plan.nFeatures + 1));
  const { ints } = block;
  const compute = createMember(task);
  const nFollowers = task.nWorkers - 1;
  // Read before the seat is taken, for the leader begins as soon as all are seated.
  let seen = Atomics.load(ints, SLOT.generation);
  Atomics.add(ints, SLOT.seated, 1);
  Atomics.notify(ints, SLOT.seated);
  for (;;) {
    seen = waitForSlot(ints, SLOT.generation, task.spins, (value) => value !== seen);
    if (Atomics.load(ints, SLOT.closed) !== 0) return;
    const startedAt = performance.now();
    compute(block.theta);
    block.computeMs[task.worker] = performance.now() - startedAt;
    if (Atomics.add(ints, SLOT.arrived, 1) + 1 === nFollowers) Atomics.notify(ints, SLOT.arrived);
  }
};
