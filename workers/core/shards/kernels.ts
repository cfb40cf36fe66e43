import { instantiate, type KernelModule, type SharedMemory } from './webAssembly';

/**
 * The exports of workers/wasm/assembly/index.ts, on one memory. Offsets in bytes; see there for what they
 * compute.
 */
export interface Kernels {
  squaredLossGradient(
    tiles: number,
    nRows: number,
    chunkRows: number,
    nFeatures: number,
    theta: number,
    sums: number,
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
}

const NAMES: (keyof Kernels)[] = [
  'squaredLossGradient',
  'columnSums',
  'columnDeviations',
  'columnRanges',
  'standardize',
  'centerTiles',
  'absorbRows',
  'readSum',
];

const isKernels = (exports: Record<string, unknown>): exports is Record<string, unknown> & Kernels =>
  NAMES.every((name) => typeof exports[name] === 'function');

export const kernelsOn = (module: KernelModule, memory: SharedMemory): Kernels => {
  const exports = instantiate(module, memory);
  if (!isKernels(exports))
    throw new Error('The compiled kernels do not belong to this version: build again.');
  return exports;
};
