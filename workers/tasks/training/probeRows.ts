import { createHardest } from '../../core/explain/hardest';
import { rowLossOf } from '../../core/losses/rowLoss';
import { softmaxSlopes } from '../../core/losses/softmax';
import type { LossSettings, ProbedRow, ProbeReply } from '../../core/schema';
import { bytesPerNumber, TILE_ROWS, tileColumns, tileOffset } from '../../core/shards/layout';
import type { SeatTask } from '../../core/training/trainTask';

interface RowsRequest {
  theta: Float64Array;
  nFirst: number;
  parameter: number;
  nHardest: number;
}

/** dl/deta of one output, from the predictors of all of them. */
const slopeOf = (loss: LossSettings, output: number): ((eta: Float64Array, y: number) => number) => {
  if (loss.kind !== 'softmax') {
    const row = rowLossOf(loss);
    return (eta, y) => row.slope(eta[0]!, y);
  }
  let slopes = new Float64Array(0);
  return (eta, y) => {
    if (slopes.length !== eta.length) slopes = new Float64Array(eta.length);
    softmaxSlopes(eta, y, slopes);
    return slopes[output]!;
  };
};

/**
 * The first rows, and those that pull hardest at a parameter, by one pass of the leader over the tiles; of equal pulls the row
 * that comes first.
 */
export const probeRows = (
  { shards, loss, nOutputs }: SeatTask,
  { theta, nFirst, parameter, nHardest }: RowsRequest,
  throwIfAborted: () => void,
): ProbeReply => {
  const { plan, memories } = shards;
  const { nFeatures, nSamples, storage, chunkRows } = plan;
  const length = nFeatures + 1;
  const nColumns = tileColumns(plan);
  const output = Math.floor(parameter / length);
  const column = parameter % length;
  const slopeAt = slopeOf(loss, output);
  const eta = new Float64Array(nOutputs);
  const first: ProbedRow[] = [];
  const hardest = createHardest<ProbedRow>(nHardest);

  for (const [index, shard] of plan.shards.entries()) {
    const { buffer } = memories[index]!;
    for (let tileRow = shard.rowStart; tileRow < shard.rowEnd; tileRow += TILE_ROWS) {
      if ((tileRow - shard.rowStart) % chunkRows === 0) throwIfAborted();
      const at = tileOffset(plan, shard, tileRow);
      const size = TILE_ROWS * nColumns;
      const tile =
        bytesPerNumber(storage) === 4 ? new Float32Array(buffer, at, size) : new Float64Array(buffer, at, size);
      const nLanes = Math.min(TILE_ROWS, shard.rowEnd - tileRow);
      for (let lane = 0; lane < nLanes; lane++) {
        for (let k = 0; k < nOutputs; k++) {
          const set = k * length;
          let sum = theta[set + nFeatures]!;
          for (let j = 0; j < nFeatures; j++) sum += theta[set + j]! * tile[j * TILE_ROWS + lane]!;
          eta[k] = sum;
        }
        const rowIndex = tileRow + lane;
        const target = tile[nFeatures * TILE_ROWS + lane]!;
        const slope = slopeAt(eta, target);
        const x = column === nFeatures ? 1 : tile[column * TILE_ROWS + lane]!;
        const weight = plan.isWeighted ? tile[length * TILE_ROWS + lane]! : 1;
        const pull = (weight * slope * x) / nSamples;
        const isFirst = first.length < nFirst;
        if (!isFirst && !hardest.takes(Math.abs(pull))) continue;
        const features = Array.from({ length: nFeatures }, (_, j) => tile[j * TILE_ROWS + lane]!);
        const row: ProbedRow = { index: rowIndex, features, target, predictor: eta[output]!, slope, weight, pull };
        if (isFirst) first.push(row);
        hardest.add(Math.abs(pull), row);
      }
    }
  }
  return { kind: 'rows', first, hardest: [...hardest.things] };
};
