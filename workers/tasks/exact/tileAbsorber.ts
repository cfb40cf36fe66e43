import { columnCount, type Basis } from '../../core/exact/basis';
import { fillPowers } from '../../core/exact/fillPowers';
import { TILE_ROWS, tileBytes, tileColumns, type ShardPlan } from '../../core/shards/layout';
import type { KernelModule } from '../../core/shards/webAssembly';
import { BLOCK_ROWS, createAbsorber } from './absorber';

const BYTES_PER_NUMBER = 8;

export interface TileAbsorber {
  /** Takes up to BLOCK_ROWS rows from whole tiles, which are copied. */
  absorb(tiles: Float64Array | Float32Array, nRows: number): void;
  factor(): Float64Array<ArrayBuffer>;
  clear(): void;
}

/**
 * Takes up rows as they lie in shards: as the basis' columns and the target. Where the shards hold powers of each feature of the
 * basis, these are left out. A row with weight w counts as sqrt(w) times itself, the 1 of the intercept too, so that the squares of
 * its residual do so w times.
 */
export const createTileAbsorber = (
  kernelModule: KernelModule,
  basis: Basis,
  { nFeatures: nColumns, isWeighted }: Pick<ShardPlan, 'nFeatures' | 'isWeighted'>,
): TileAbsorber => {
  const step = nColumns / basis.nFeatures;
  const { nFeatures, degree, intercept } = basis;
  const nTileColumns = nFeatures + 1;
  const tilesBytes = (BLOCK_ROWS / TILE_ROWS) * tileBytes({ nFeatures, storage: 'float64', isWeighted: false });
  const constantsBytes = nTileColumns * BYTES_PER_NUMBER;
  const absorber = createAbsorber(kernelModule, columnCount(basis) + 1, tilesBytes + 2 * constantsBytes);
  const { block, restOffset: tilesOffset, memory, kernels } = absorber;
  const centers = tilesOffset + tilesBytes;
  const factors = centers + constantsBytes;
  const copies = new Float64Array(memory.buffer, tilesOffset, tilesBytes / BYTES_PER_NUMBER);
  new Float64Array(memory.buffer, centers, nTileColumns).set(basis.tileCenters);
  new Float64Array(memory.buffer, factors, nTileColumns).set(basis.tileFactors);

  const tileNumbers = TILE_ROWS * tileColumns({ nFeatures: nColumns, isWeighted });
  /** All columns of the block, the constant and the target too. */
  const weigh = (tiles: Float64Array | Float32Array, nRows: number, length: number): void => {
    for (let i = 0; i < nRows; i++) {
      const lane = i % TILE_ROWS;
      const root = Math.sqrt(tiles[((i - lane) / TILE_ROWS + 1) * tileNumbers - TILE_ROWS + lane]!);
      for (let j = 0; j <= columnCount(basis); j++) block[j * length + i] = root * block[j * length + i]!;
    }
  };

  const copy = (tiles: Float64Array | Float32Array): void => {
    if (step === 1 && !isWeighted) return copies.set(tiles);
    for (let tile = 0, to = 0; tile < tiles.length; tile += tileNumbers) {
      for (let j = 0; j <= nFeatures; j++, to += TILE_ROWS) {
        const from = tile + j * step * TILE_ROWS;
        copies.set(tiles.subarray(from, from + TILE_ROWS), to);
      }
    }
  };

  return {
    absorb: (tiles, nRows) => {
      const length = TILE_ROWS * Math.ceil(nRows / TILE_ROWS);
      const firstFeature = intercept ? length : 0;
      copy(tiles);
      if (intercept) block.fill(1, 0, nRows).fill(0, nRows, length);
      const to = block.byteOffset + firstFeature * BYTES_PER_NUMBER;
      kernels.centerTiles(tilesOffset, nRows, nTileColumns, centers, factors, to, length, degree);
      if (degree > 1) {
        for (let j = 0; j < nFeatures; j++) {
          fillPowers(block, firstFeature + j * degree * length, length, degree);
        }
      }
      if (isWeighted) weigh(tiles, nRows, length);
      absorber.absorb(length);
    },
    factor: absorber.factor,
    clear: absorber.clear,
  };
};
