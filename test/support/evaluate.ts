import { lossParameter } from '../../workers/core/losses/parameter';
import { reducePairwise } from '../../workers/core/reduce/pairwise';
import type { LossSettings } from '../../workers/core/schema';
import { kernelsOn, LOSS_CODE } from '../../workers/core/shards/kernels';
import {
  bytesPerNumber,
  partialLength,
  partialsOffset,
  RUN_WORKSPACE,
  scratchOffset,
  thetaOffset,
} from '../../workers/core/shards/layout';
import type { Shards } from '../../workers/core/shards/matrix';
import { kernelModule } from './matrix';

const SQUARED: LossSettings = { kind: 'squared' };

/** Mean loss and gradient at theta, by the kernels on this thread. */
export const evaluate = (
  { plan, memories }: Shards,
  theta: Float64Array,
  loss: LossSettings = SQUARED,
): { loss: number; gradient: Float64Array } => {
  const length = partialLength(theta.length);
  const nOutputs = theta.length / (plan.nFeatures + 1);
  const sums = new Float64Array(plan.nChunks * length);
  plan.shards.forEach((shard, k) => {
    const memory = memories[k]!;
    const thetaAt = thetaOffset(plan, shard, RUN_WORKSPACE, 0);
    const partials = partialsOffset(plan, shard, RUN_WORKSPACE);
    new Float64Array(memory.buffer, thetaAt, theta.length).set(theta);
    kernelsOn(kernelModule(), memory).gradientSums(
      LOSS_CODE[loss.kind],
      lossParameter(loss) ?? 0,
      bytesPerNumber(plan.storage),
      plan.isWeighted ? 1 : 0,
      shard.tilesOffset,
      0,
      shard.rowEnd - shard.rowStart,
      plan.chunkRows,
      plan.nFeatures,
      nOutputs,
      thetaAt,
      scratchOffset(plan, shard, RUN_WORKSPACE, 0),
      partials,
    );
    const count = (shard.chunkEnd - shard.chunkStart) * length;
    sums.set(new Float64Array(memory.buffer, partials, count), shard.chunkStart * length);
  });
  reducePairwise(sums, plan.nChunks, length);
  const factor = (loss.kind === 'squared' ? 2 : 1) / plan.nSamples;
  return {
    loss: sums[theta.length]! / plan.nSamples,
    gradient: Float64Array.from(theta, (_, j) => factor * sums[j]!),
  };
};

/** The same by plain loops over the rows: L = (1/n) sum r^2, dL/dw_j = (2/n) sum r x_j, dL/db = (2/n) sum r. */
export const evaluateNaively = (
  columns: readonly Float64Array[],
  theta: Float64Array,
): { loss: number; gradient: Float64Array } => {
  const features = columns.slice(0, -1);
  const target = columns[features.length]!;
  const n = target.length;
  const gradient = new Float64Array(theta.length);
  let loss = 0;
  for (let i = 0; i < n; i++) {
    let r = theta[features.length]! - target[i]!;
    features.forEach((column, j) => {
      r += theta[j]! * column[i]!;
    });
    loss += (r * r) / n;
    features.forEach((column, j) => {
      gradient[j] = gradient[j]! + (2 * r * column[i]!) / n;
    });
    gradient[features.length] = gradient[features.length]! + (2 * r) / n;
  }
  return { loss, gradient };
};
