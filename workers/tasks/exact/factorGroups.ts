import type { FactorTask } from '../../core/exact/exactTask';
import { TILE_ROWS, tileColumns, tileOffset } from '../../core/shards/layout';
import { BLOCK_ROWS } from './absorber';
import { createTileAbsorber } from './tileAbsorber';

/**
 * The triangular factor of each group, its chunks taken in order and each in blocks of whole tiles, so that
 * it does not matter in which shard a chunk lies.
 */
export const factorGroups = ({
  kernelModule,
  shards,
  basis,
  groups,
}: FactorTask): Float64Array<ArrayBuffer>[] => {
  const { plan, memories } = shards;
  const absorber = createTileAbsorber(kernelModule, basis, plan);
  const numbersAt = (buffer: SharedArrayBuffer, offset: number, length: number): Float64Array | Float32Array =>
    plan.storage === 'float32' ? new Float32Array(buffer, offset, length) : new Float64Array(buffer, offset, length);
  const absorbChunk = (chunk: number): void => {
    const index = plan.shards.findIndex(
      ({ chunkStart, chunkEnd }) => chunk >= chunkStart && chunk < chunkEnd,
    );
    const shard = plan.shards[index];
    const memory = memories[index];
    if (!shard || !memory) throw new RangeError(`Chunk ${chunk} is in no shard.`);
    const rowEnd = Math.min(plan.nSamples, (chunk + 1) * plan.chunkRows);
    for (let row = chunk * plan.chunkRows; row < rowEnd; row += BLOCK_ROWS) {
      const nRows = Math.min(BLOCK_ROWS, rowEnd - row);
      const length = TILE_ROWS * Math.ceil(nRows / TILE_ROWS);
      const tiles = numbersAt(memory.buffer, tileOffset(plan, shard, row), length * tileColumns(plan));
      absorber.absorb(tiles, nRows);
    }
  };
  return groups.map(({ chunkStart, chunkEnd }) => {
    absorber.clear();
    for (let chunk = chunkStart; chunk < chunkEnd; chunk++) absorbChunk(chunk);
    return absorber.factor();
  });
};
