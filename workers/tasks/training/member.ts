import { kernelsOn } from '../../core/shards/kernels';
import {
  accumulatorOffset,
  partialsOffset,
  segmentsOf,
  thetaOffset,
  tileOffset,
} from '../../core/shards/layout';
import type { SeatTask } from '../../core/training/trainTask';

/** Evaluates the chunks of one worker at theta and leaves their partial sums in the chunks' slots. */
export type ComputeChunks = (theta: Float64Array) => void;

export const createMember = (task: SeatTask): ComputeChunks => {
  const { plan, memories } = task.shards;
  const { nFeatures, chunkRows } = plan;
  const parts = segmentsOf(plan, task.worker, task.nWorkers).map((segment) => {
    const shard = plan.shards[segment.shard];
    const memory = memories[segment.shard];
    if (!shard || !memory) throw new RangeError(`Shard ${segment.shard} is not there.`);
    const theta = thetaOffset(plan, shard, task.workspace, task.worker);
    return {
      kernels: kernelsOn(task.kernelModule, memory),
      theta,
      thetaView: new Float64Array(memory.buffer, theta, nFeatures + 1),
      tiles: tileOffset(plan, shard, segment.rowStart),
      nRows: segment.rowEnd - segment.rowStart,
      sums: accumulatorOffset(plan, shard, task.workspace, task.worker),
      partials: partialsOffset(plan, shard, task.workspace, segment.chunkStart),
    };
  });
  return (theta) => {
    for (const part of parts) {
      part.thetaView.set(theta);
      part.kernels.squaredLossGradient(
        part.tiles,
        part.nRows,
        chunkRows,
        nFeatures,
        part.theta,
        part.sums,
        part.partials,
      );
    }
  };
};
