import { bendsOf, isOfResidual, slopesOf, SOFTMAX, SQUARED } from './rowLosses';
import { softmaxBends, softmaxSlopes } from './softmax';
import { addSquaredTile } from './squaredLoss';
import { COLUMN_BYTES, TILE_ROWS, columnBytes } from './tiles';
import { accumulate, addRows, copyTarget, maskRows, predict, weigh } from './walks';

/** Compiled once for each storage and for residuals or eta, so that a tile costs one call. */
function predictAll<T>(residual: bool, tile: usize, nFeatures: usize, nOutputs: usize, weights: usize, rows: usize): void {
  if (residual) {
    predict<T>(tile, nFeatures, weights, true, rows);
    return;
  }
  const step = (nFeatures + 1) << 3;
  for (const end = rows + nOutputs * COLUMN_BYTES; rows < end; rows += COLUMN_BYTES) {
    predict<T>(tile, nFeatures, weights, false, rows);
    weights += step;
  }
}

function accumulateAll<T>(tile: usize, nFeatures: usize, nOutputs: usize, rows: usize, sums: usize): void {
  const step = (nFeatures + 1) << 4;
  for (const end = rows + nOutputs * COLUMN_BYTES; rows < end; rows += COLUMN_BYTES) {
    accumulate<T>(tile, nFeatures, rows, sums);
    sums += step;
  }
}

/** What each output's rows and the losses are made of counts by the weights of the rows. */
function weighAll<T>(weights: usize, rows: usize, end: usize, values: usize): void {
  for (; rows < end; rows += COLUMN_BYTES) weigh<T>(weights, rows);
  weigh<T>(weights, values);
}

/** The whole tiles of squared loss without weights from `row`, the first of a tile, to `end`; returns the row after them. */
function addSquaredTiles<T>(tiles: usize, row: usize, end: usize, nFeatures: usize, theta: usize, sums: usize): usize {
  const tileBytes = (nFeatures + 1) * columnBytes<T>();
  const last = end & ~(TILE_ROWS - 1);
  let tile = tiles + (row >> 4) * tileBytes;
  for (const stop = tiles + (last >> 4) * tileBytes; tile < stop; tile += tileBytes) {
    addSquaredTile<T>(tile, nFeatures, theta, sums);
  }
  return last;
}

/** Gradient sums, or those of H v where `vector` is not 0; see Kernels in workers/core/shards/kernels.ts. */
function sumsOf<T>(
  loss: i32,
  parameter: f64,
  isWeighted: usize,
  tiles: usize,
  rowStart: usize,
  rowEnd: usize,
  chunkRows: usize,
  nFeatures: usize,
  nOutputs: usize,
  theta: usize,
  vector: usize,
  scratch: usize,
  partials: usize,
): void {
  const tileBytes = (nFeatures + 1 + isWeighted) * columnBytes<T>();
  const sumBytes = (nOutputs * (nFeatures + 1) + 1) << 4;
  const lossSum = scratch + sumBytes - 16;
  // Columns of 16 numbers: what a row's slope or bend is made of for each output, the loss of a row, its target.
  const rows = scratch + sumBytes;
  const along = rows + nOutputs * COLUMN_BYTES;
  const values = along + nOutputs * COLUMN_BYTES;
  const targets = values + COLUMN_BYTES;
  let partial = partials;
  let row = rowStart;
  while (row < rowEnd) {
    const end = min(rowEnd, (row / chunkRows + 1) * chunkRows);
    memory.fill(scratch, 0, sumBytes);
    while (row < end) {
      if (isWeighted == 0 && loss == SQUARED && vector == 0 && (row & (TILE_ROWS - 1)) == 0) {
        row = addSquaredTiles<T>(tiles, row, end, nFeatures, theta, scratch);
        if (row == end) break;
      }
      const start = row & ~(TILE_ROWS - 1);
      const tile = tiles + (start >> 4) * tileBytes;
      const first = row - start;
      const last = min(TILE_ROWS, end - start);
      predictAll<T>(isOfResidual(loss), tile, nFeatures, nOutputs, theta, rows);
      if (vector == 0) {
        copyTarget<T>(tile, nFeatures, targets);
        if (loss == SOFTMAX) softmaxSlopes(rows, nOutputs, targets, values);
        else slopesOf(loss, parameter, rows, targets, values);
      } else {
        predictAll<T>(false, tile, nFeatures, nOutputs, vector, along);
        if (loss == SOFTMAX) softmaxBends(rows, nOutputs, along);
        else bendsOf(loss, parameter, rows, along);
      }
      if (isWeighted) weighAll<T>(tile + tileBytes - columnBytes<T>(), rows, along, values);
      if (last - first < TILE_ROWS) {
        for (let column = rows; column < along; column += COLUMN_BYTES) maskRows(column, first, last);
        maskRows(values, first, last);
      }
      accumulateAll<T>(tile, nFeatures, nOutputs, rows, scratch);
      if (vector == 0) addRows(values, lossSum);
      row = start + last;
    }
    for (let sum = scratch; sum <= lossSum; sum += 16) {
      store<f64>(partial, load<f64>(sum) + load<f64>(sum, 8));
      partial += 8;
    }
  }
}

export function gradientSums(
  loss: i32,
  parameter: f64,
  numberBytes: usize,
  isWeighted: usize,
  tiles: usize,
  rowStart: usize,
  rowEnd: usize,
  chunkRows: usize,
  nFeatures: usize,
  nOutputs: usize,
  theta: usize,
  scratch: usize,
  partials: usize,
): void {
  if (numberBytes == 4) {
    sumsOf<f32>(loss, parameter, isWeighted, tiles, rowStart, rowEnd, chunkRows, nFeatures, nOutputs, theta, 0, scratch, partials);
  } else {
    sumsOf<f64>(loss, parameter, isWeighted, tiles, rowStart, rowEnd, chunkRows, nFeatures, nOutputs, theta, 0, scratch, partials);
  }
}

export function hessianSums(
  loss: i32,
  parameter: f64,
  numberBytes: usize,
  isWeighted: usize,
  tiles: usize,
  rowStart: usize,
  rowEnd: usize,
  chunkRows: usize,
  nFeatures: usize,
  nOutputs: usize,
  theta: usize,
  vector: usize,
  scratch: usize,
  partials: usize,
): void {
  if (numberBytes == 4) {
    sumsOf<f32>(loss, parameter, isWeighted, tiles, rowStart, rowEnd, chunkRows, nFeatures, nOutputs, theta, vector, scratch, partials);
  } else {
    sumsOf<f64>(loss, parameter, isWeighted, tiles, rowStart, rowEnd, chunkRows, nFeatures, nOutputs, theta, vector, scratch, partials);
  }
}
