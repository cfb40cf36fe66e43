import type { LossKind } from '../schema';
import { instantiate, type KernelModule, type SharedMemory } from './webAssembly';

/**
 * The exports of workers/wasm/assembly/index.ts, on one memory. Offsets in bytes; see there for what they
 * compute.
 */
export interface Kernels {
  /**
   * Sums over rows: for each chunk that the rows [rowStart, rowEnd) touch, the slope of each parameter in the order of
   * theta and then the loss, one partial sum after the other at `partials`. Rows are counted from the first tile at
   * `tiles`, which begins a chunk. `loss` and `parameter` as LOSS_CODE says; `numberBytes` 8 or 4;
   * `isWeighted` 1 where the rows have weights, by which their losses and slopes are multiplied, else 0.
   */
  gradientSums(
    loss: number,
    parameter: number,
    numberBytes: number,
    isWeighted: number,
    tiles: number,
    rowStart: number,
    rowEnd: number,
    chunkRows: number,
    nFeatures: number,
    nOutputs: number,
    theta: number,
    scratch: number,
    partials: number,
  ): void;
  /** The same with, for each parameter, the sums of H v for v at `vector`; the last number is 0. */
  hessianSums(
    loss: number,
    parameter: number,
    numberBytes: number,
    isWeighted: number,
    tiles: number,
    rowStart: number,
    rowEnd: number,
    chunkRows: number,
    nFeatures: number,
    nOutputs: number,
    theta: number,
    vector: number,
    scratch: number,
    partials: number,
  ): void;
  columnSums(tiles: number, nRows: number, nColumns: number, lanes: number, sums: number): void;
  columnDeviations(
    tiles: number,
    nRows: number,
    nColumns: number,
    centers: number,
    factors: number,
    lanes: number,
    sums: number,
  ): void;
  columnRanges(tiles: number, nRows: number, nColumns: number, ranges: number): void;
  standardize(tiles: number, nRows: number, nColumns: number, means: number, scales: number): void;
  centerTiles(
    tiles: number,
    nRows: number,
    nColumns: number,
    centers: number,
    factors: number,
    block: number,
    length: number,
    step: number,
  ): void;
  absorbRows(r: number, block: number, length: number, nColumns: number, taus: number): void;
  readSum(offset: number, byteLength: number): number;
  /** An even number of numbers each, with at most 1 ulp of error; log1p for numbers from 0 on. */
  expInto(from: number, to: number, length: number): void;
  logInto(from: number, to: number, length: number): void;
  log1pInto(from: number, to: number, length: number): void;
}

/** How the kernels call the losses: workers/wasm/assembly. */
export const LOSS_CODE: Record<LossKind, number> = {
  squared: 0,
  huber: 1,
  absolute: 2,
  quantile: 3,
  logistic: 4,
  softmax: 5,
  poisson: 6,
};

const NAMES: (keyof Kernels)[] = [
  'gradientSums',
  'hessianSums',
  'columnSums',
  'columnDeviations',
  'columnRanges',
  'standardize',
  'centerTiles',
  'absorbRows',
  'readSum',
  'expInto',
  'logInto',
  'log1pInto',
];

const isKernels = (exports: Record<string, unknown>): exports is Record<string, unknown> & Kernels =>
  NAMES.every((name) => typeof exports[name] === 'function');

export const kernelsOn = (module: KernelModule, memory: SharedMemory): Kernels => {
  const exports = instantiate(module, memory);
  if (!isKernels(exports))
    throw new Error('The compiled kernels do not belong to this version: build again.');
  return exports;
};
