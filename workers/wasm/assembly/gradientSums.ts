import { squaredSums } from './squaredLoss';

/** See Kernels in workers/core/shards/kernels.ts. */
export function gradientSums(
  loss: i32,
  parameter: f64,
  numberBytes: usize,
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
  squaredSums(tiles, rowEnd - rowStart, chunkRows, nFeatures, theta, scratch, partials);
}

export function hessianSums(
  loss: i32,
  parameter: f64,
  numberBytes: usize,
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
): void {}
