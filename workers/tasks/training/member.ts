import { lossParameter } from '../../core/losses/parameter';
import { kernelsOn, LOSS_CODE } from '../../core/shards/kernels';
import {
  bytesPerNumber,
  partialLength,
  partialsOffset,
  scratchOffset,
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
  const nParameters = task.nOutputs * (nFeatures + 1);
  const code = LOSS_CODE[task.loss.kind];
  const parameter = lossParameter(task.loss) ?? 0;
  const numberBytes = bytesPerNumber(plan.storage);
  const parts = segmentsOf(plan, task.worker, task.nWorkers).map((segment) => {
    const shard = plan.shards[segment.shard];
    const memory = memories[segment.shard];
    if (!shard || !memory) throw new RangeError(`Shard ${segment.shard} is not there.`);
    const theta = thetaOffset(plan, shard, task.workspace, task.worker);
    const firstPartial = (segment.chunkStart - shard.chunkStart) * partialLength(nParameters) * 8;
    return {
      kernels: kernelsOn(task.kernelModule, memory),
      theta,
      thetaView: new Float64Array(memory.buffer, theta, nParameters),
      tiles: tileOffset(plan, shard, segment.rowStart),
      nRows: segment.rowEnd - segment.rowStart,
      scratch: scratchOffset(plan, shard, task.workspace, task.worker),
      partials: partialsOffset(plan, shard, task.workspace) + firstPartial,
    };
  });
  return (theta) => {
    for (const part of parts) {
      part.thetaView.set(theta);
      part.kernels.gradientSums(
        code,
        parameter,
        numberBytes,
        part.tiles,
        0,
        part.nRows,
        chunkRows,
        nFeatures,
        task.nOutputs,
        part.theta,
        part.scratch,
        part.partials,
      );
    }
  };
};
