import { kernelsOn, type Kernels } from '../../core/shards/kernels';
import { WASM_PAGE_BYTES } from '../../core/shards/layout';
import { newSharedMemory, type KernelModule, type SharedMemory } from '../../core/shards/webAssembly';

/** Rows taken at a time: a column of them and four more fit into the nearest cache. */
export const BLOCK_ROWS = 128;
const BYTES_PER_NUMBER = 8;
/** Columns begin at multiples of this many numbers, as the kernel wants them. */
const LENGTH_STEP = 4;

/** A triangular factor that grows by rows, in a memory of this thread's own. One at a time. */
export interface Absorber {
  readonly memory: SharedMemory;
  readonly kernels: Kernels;
  /** Columns of up to BLOCK_ROWS numbers one after the other, to be filled before each `absorb`. */
  readonly block: Float64Array;
  /** Byte offset of the bytes left to others. */
  readonly restOffset: number;
  /** Takes up the rows of the block, whose columns are `length` numbers long. */
  absorb(length: number): void;
  /** Takes up another factor, rows of `nColumns` numbers. */
  merge(other: Float64Array): void;
  /** A copy, row after row. */
  factor(): Float64Array<ArrayBuffer>;
  /** Begins anew. */
  clear(): void;
}

/**
 * Each new absorber takes it over. V8 does not count shared memories when it decides to collect garbage, and a thread that waits
 * collects none.
 */
let ofThread: SharedMemory | null = null;

const memoryOfThread = (byteLength: number): SharedMemory => {
  const nPages = Math.ceil(byteLength / WASM_PAGE_BYTES);
  // The kernels import a memory that can be shared, with the greatest maximum there is.
  ofThread ??= newSharedMemory(nPages, WASM_PAGE_BYTES);
  const missing = nPages - ofThread.buffer.byteLength / WASM_PAGE_BYTES;
  if (missing > 0) ofThread.grow(missing);
  return ofThread;
};

const align = (byteLength: number): number => Math.ceil(byteLength / 64) * 64;

export const createAbsorber = (kernelModule: KernelModule, nColumns: number, restBytes = 0): Absorber => {
  const taus = nColumns * nColumns * BYTES_PER_NUMBER;
  const blockOffset = align(taus + 2 * nColumns * BYTES_PER_NUMBER);
  const restOffset = align(blockOffset + BLOCK_ROWS * nColumns * BYTES_PER_NUMBER);
  const memory = memoryOfThread(restOffset + restBytes);
  const kernels = kernelsOn(kernelModule, memory);
  const r = new Float64Array(memory.buffer, 0, nColumns * nColumns);
  const block = new Float64Array(memory.buffer, blockOffset, BLOCK_ROWS * nColumns);
  const absorb = (length: number): void => kernels.absorbRows(0, blockOffset, length, nColumns, taus);
  return {
    memory,
    kernels,
    block,
    restOffset,
    absorb,
    merge: (other) => {
      for (let start = 0; start < nColumns; start += BLOCK_ROWS) {
        const nRows = Math.min(BLOCK_ROWS, nColumns - start);
        const length = LENGTH_STEP * Math.ceil(nRows / LENGTH_STEP);
        block.fill(0, 0, length * nColumns);
        for (let i = 0; i < nRows; i++) {
          const row = (start + i) * nColumns;
          for (let j = start + i; j < nColumns; j++) block[j * length + i] = other[row + j]!;
        }
        absorb(length);
      }
    },
    factor: () => Float64Array.from(r),
    clear: () => void r.fill(0),
  };
};
