import { openControlBlock, SLOT, type Command, type Part } from '../../core/training/controlBlock';
import { nParameters } from '../../core/training/parameterShape';
import { shapeOf, type SeatTask } from '../../core/training/trainTask';
import { waitForSlot } from './barrier';
import { createMember, type Work } from './member';

/** Takes a seat and evaluates its share at each generation, until the leader closes the gang. */
export const follow = (task: SeatTask): void => {
  const block = openControlBlock(task.control, task.nWorkers, nParameters(shapeOf(task)));
  const { ints } = block;
  const compute = createMember(task);
  const nFollowers = task.nWorkers - 1;
  const work: Work = { command: 0, part: 0, rowStart: 0, rowEnd: 0, mostOfChunk: 0 };
  // Read before the seat is taken, for the leader begins as soon as all are seated.
  let seen = Atomics.load(ints, SLOT.generation);
  Atomics.add(ints, SLOT.seated, 1);
  Atomics.notify(ints, SLOT.seated);
  for (;;) {
    seen = waitForSlot(ints, SLOT.generation, task.spins, (value) => value !== seen);
    if (Atomics.load(ints, SLOT.closed) !== 0) return;
    const startedAt = performance.now();
    work.command = Atomics.load(ints, SLOT.command) as Command;
    work.part = Atomics.load(ints, SLOT.part) as Part;
    work.rowStart = Atomics.load(ints, SLOT.rowStart);
    work.rowEnd = Atomics.load(ints, SLOT.rowEnd);
    work.mostOfChunk = Atomics.load(ints, SLOT.mostOfChunk);
    compute(work, task.nWorkers, block.theta, block.vector);
    block.computeMs[task.worker] = performance.now() - startedAt;
    if (Atomics.add(ints, SLOT.arrived, 1) + 1 === nFollowers) Atomics.notify(ints, SLOT.arrived);
  }
};
