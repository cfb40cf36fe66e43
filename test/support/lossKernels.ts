import { lossParameter } from '../../workers/core/losses/parameter';
import type { LossSettings, Storage } from '../../workers/core/schema';
import { kernelsOn, LOSS_CODE, type Kernels } from '../../workers/core/shards/kernels';
import { newSharedMemory } from '../../workers/core/shards/webAssembly';
import { kernelModule } from './matrix';

/** Rows of features and a target, laid out as tiles of 16 by nothing but the words of the layout. */
export interface TileRows {
  features: Float64Array[];
  target: Float64Array;
  /** Default: none. */
  weights?: Float64Array;
  storage: Storage;
  chunkRows: number;
  nOutputs: number;
}

export interface LossKernels {
  /** A partial sum for every chunk that rows [rowStart, rowEnd) touch. */
  gradientSums(loss: LossSettings, theta: Float64Array, rowStart: number, rowEnd: number): Float64Array[];
  hessianSums(
    loss: LossSettings,
    theta: Float64Array,
    vector: Float64Array,
    rowStart: number,
    rowEnd: number,
  ): Float64Array[];
}

const PAGE = 65_536;
/** Beyond the numbers that a kernel may write; it must be found as it was. */
const GUARD = 0x1234_5678;

export const lossKernels = ({ features, target, weights, storage, chunkRows, nOutputs }: TileRows): LossKernels => {
  const columns = [...features, target, ...(weights ? [weights] : [])];
  const nRows = target.length;
  const nTiles = Math.ceil(nRows / 16);
  const numberBytes = storage === 'float32' ? 4 : 8;
  const nParameters = nOutputs * (features.length + 1);
  const length = nParameters + 1;
  const nChunks = Math.ceil(nRows / chunkRows);
  let end = 0;
  const take = (byteLength: number): number => {
    const offset = end;
    end = 64 * Math.ceil((end + byteLength) / 64);
    return offset;
  };
  // Not at 0, where a forgotten offset would find something.
  take(64);
  const theta = take(8 * nParameters);
  const vector = take(8 * nParameters);
  const scratch = take(16 * length + 128 * (2 * nOutputs + 2));
  const scratchGuard = take(64);
  const partials = take(8 * length * nChunks);
  const partialsGuard = take(64);
  const tiles = take(16 * numberBytes * columns.length * nTiles);
  const pages = Math.ceil(end / PAGE);
  const memory = newSharedMemory(pages, pages);
  const numbers =
    storage === 'float32'
      ? new Float32Array(memory.buffer, tiles, 16 * columns.length * nTiles)
      : new Float64Array(memory.buffer, tiles, 16 * columns.length * nTiles);
  columns.forEach((column, j) => {
    for (let i = 0; i < nRows; i++) {
      numbers[16 * (columns.length * Math.floor(i / 16) + j) + (i % 16)] = column[i]!;
    }
  });
  const guards = [scratchGuard, partialsGuard].map((at) => new Int32Array(memory.buffer, at, 16).fill(GUARD));
  const kernels: Kernels = kernelsOn(kernelModule(), memory);
  const put = (at: number, values: Float64Array): void => new Float64Array(memory.buffer, at, nParameters).set(values);

  const partialsOf = (rowStart: number, rowEnd: number): Float64Array[] => {
    if (guards.some((guard) => guard.some((value) => value !== GUARD))) throw new Error('Written beyond its numbers.');
    const count = Math.ceil(rowEnd / chunkRows) - Math.floor(rowStart / chunkRows);
    return Array.from({ length: count }, (_, k) =>
      new Float64Array(memory.buffer, partials + 8 * length * k, length).slice(),
    );
  };
  const head = (loss: LossSettings, rowStart: number, rowEnd: number) =>
    [
      LOSS_CODE[loss.kind],
      lossParameter(loss) ?? 0,
      numberBytes,
      weights ? 1 : 0,
      tiles,
      rowStart,
      rowEnd,
      chunkRows,
      features.length,
      nOutputs,
      theta,
    ] as const;

  return {
    gradientSums: (loss, at, rowStart, rowEnd) => {
      put(theta, at);
      kernels.gradientSums(...head(loss, rowStart, rowEnd), scratch, partials);
      return partialsOf(rowStart, rowEnd);
    },
    hessianSums: (loss, at, along, rowStart, rowEnd) => {
      put(theta, at);
      put(vector, along);
      kernels.hessianSums(...head(loss, rowStart, rowEnd), vector, scratch, partials);
      return partialsOf(rowStart, rowEnd);
    },
  };
};
