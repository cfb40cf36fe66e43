import { TILE_ROWS, tileBytes, tileOffset, type ShardLayout } from '../../core/shards/layout';
import type { BuildSummary, Shards } from '../../core/shards/matrix';
import type { KernelModule } from '../../core/shards/webAssembly';
import { summarize } from './columnStatistics';

export interface ShardBuilder {
  /**
   * Appends rows. `columns` are the features in order and the target last, of float64; `selection` the
   * positions of the rows to take, or null for the first `count`. With a selection, `count` is its length.
   */
  append(columns: readonly Float64Array[], count: number, selection?: Uint32Array | null): void;
  /** Once all rows are there: finds ranges, means and deviations, and standardises in place if asked. */
  finish(): BuildSummary;
}

/** Writes rows into the tiles of shards, in order. Memories may hold numbers of an earlier use. */
export const createShardBuilder = (options: {
  kernelModule: KernelModule;
  shards: Shards;
  standardize: boolean;
}): ShardBuilder => {
  const { plan, memories } = options.shards;
  const nColumns = plan.nFeatures + 1;
  const numbersPerTile = tileBytes(plan) / 8;
  let shardIndex = -1;
  let shard: ShardLayout | undefined;
  let tiles: Float64Array = new Float64Array(0);
  let row = 0;

  const enterShard = (): ShardLayout => {
    shardIndex++;
    const next = plan.shards[shardIndex];
    const memory = memories[shardIndex];
    if (!next || !memory) throw new RangeError(`More rows than the ${plan.nSamples} planned.`);
    tiles = new Float64Array(memory.buffer, next.tilesOffset, (next.byteLength - next.tilesOffset) / 8);
    shard = next;
    return next;
  };

  /** Copies `length` rows, all within one tile, from position `from` on. */
  const writeRows = (
    columns: readonly Float64Array[],
    from: number,
    length: number,
    start: number,
    selection: Uint32Array | null,
  ): void => {
    for (let j = 0; j < nColumns; j++) {
      const column = columns[j];
      if (!column) throw new RangeError(`Column ${j} of ${nColumns} is not there.`);
      const at = start + j * TILE_ROWS;
      if (selection) {
        for (let i = 0; i < length; i++) tiles[at + i] = column[selection[from + i] ?? -1] ?? NaN;
      } else {
        for (let i = 0; i < length; i++) tiles[at + i] = column[from + i] ?? NaN;
      }
    }
  };

  const append: ShardBuilder['append'] = (columns, count, selection = null) => {
    let from = 0;
    while (from < count) {
      const current = shard && row < shard.rowEnd ? shard : enterShard();
      const local = row - current.rowStart;
      const lane = local % TILE_ROWS;
      const length = Math.min(TILE_ROWS - lane, count - from, current.rowEnd - row);
      writeRows(columns, from, length, Math.floor(local / TILE_ROWS) * numbersPerTile + lane, selection);
      from += length;
      row += length;
    }
  };

  const clearPadding = (): void => {
    plan.shards.forEach((layout, index) => {
      const rest = (layout.rowEnd - layout.rowStart) % TILE_ROWS;
      const memory = memories[index];
      if (rest === 0 || !memory) return;
      const last = new Float64Array(
        memory.buffer,
        tileOffset(plan, layout, layout.rowEnd - rest),
        numbersPerTile,
      );
      for (let j = 0; j < nColumns; j++) last.fill(0, j * TILE_ROWS + rest, (j + 1) * TILE_ROWS);
    });
  };

  return {
    append,
    finish: () => {
      if (row !== plan.nSamples) throw new RangeError(`${row} rows were written, ${plan.nSamples} planned.`);
      clearPadding();
      return summarize(options.kernelModule, options.shards, options.standardize);
    },
  };
};
