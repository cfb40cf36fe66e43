import { kernelsOn } from '../core/shards/kernels';
import { segmentsOf, tileBytes, TILE_ROWS, tileOffset } from '../core/shards/layout';
import { openControlBlock, SLOT } from '../core/training/controlBlock';
import { nParameters } from '../core/training/parameterShape';
import { shapeOf, type ReadTask, type TrainReply, type TrainTask } from '../core/training/trainTask';
import { GangAborted, waitForSlot } from './training/barrier';
import { runDescent } from './training/descent';
import { follow } from './training/follower';
import { createGang, type Gang } from './training/gang';
import { findOptimum } from './exact/optimum';
import { runProbe } from './training/probe';
import { runReplay, runVisit } from './training/replay';

const withGang = (task: TrainTask, lead: (gang: Gang) => TrainReply): TrainReply => {
  const gang = createGang(task);
  try {
    return lead(gang);
  } finally {
    gang.close();
  }
};

const readRepeatedly = (task: ReadTask): TrainReply => {
  const { plan, memories } = task.shards;
  const parts = segmentsOf(plan, task.worker, task.nWorkers).map((segment) => {
    const nTiles = Math.ceil((segment.rowEnd - segment.rowStart) / TILE_ROWS);
    return {
      kernels: kernelsOn(task.kernelModule, memories[segment.shard]!),
      offset: tileOffset(plan, plan.shards[segment.shard]!, segment.rowStart),
      byteLength: nTiles * tileBytes(plan),
    };
  });
  // All begin together, so that they share the memory's bandwidth from first to last.
  const { ints } = openControlBlock(task.control, task.nWorkers, nParameters(shapeOf(task)));
  Atomics.add(ints, SLOT.seated, 1);
  Atomics.notify(ints, SLOT.seated);
  waitForSlot(ints, SLOT.seated, task.spins, (value) => value === task.nWorkers);
  const startedAt = performance.now();
  for (let i = 0; i < task.repeats; i++) {
    for (const { kernels, offset, byteLength } of parts) kernels.readSum(offset, byteLength);
  }
  return { kind: 'read', elapsedMs: performance.now() - startedAt };
};

/** One seat of a gang, from the first step to the last: a single long task of the worker pool. */
export default (task: TrainTask): TrainReply => {
  try {
    switch (task.kind) {
      case 'descend':
        return withGang(task, (gang) => runDescent(task, gang));
      case 'replay':
        return withGang(task, (gang) => runReplay(task, gang));
      case 'visit':
        return withGang(task, (gang) => runVisit(task, gang));
      case 'optimum':
        return withGang(task, (gang) => ({ kind: 'optimum', ...findOptimum(task, gang) }));
      case 'probe':
        return withGang(task, (gang) => ({ kind: 'probed', reply: runProbe(task, gang) }));
      case 'follow':
        follow(task);
        return { kind: 'followed' };
      case 'read':
        return readRepeatedly(task);
    }
  } catch (error) {
    if (error instanceof GangAborted) return { kind: 'aborted' };
    throw error;
  }
};
