import { TILE_ROWS, tileColumns, type ShardLayout } from '../../core/shards/layout';
import type { Shards } from '../../core/shards/matrix';

type Tiles = Float64Array | Float32Array;

/** Writes rows into the tiles of shards; the columns are the features in order, the target, and the weights where there are some, in float64. */
export interface TileRows {
  /** `count` rows of the columns to the rows from `row` on. */
  writeRun(columns: readonly Float64Array[], count: number, row: number): void;
  /** Row `i` of the columns to row `positions[i] - offset`, where that is one of these. */
  scatter(columns: readonly Float64Array[], positions: Uint32Array, offset: number): void;
  /** Zeros beyond the last row, which sums may then add. */
  clearPadding(): void;
  /** The first column that holds what is no finite number; padding must be clear. */
  firstNotFinite(): number | null;
}

interface Section {
  layout: ShardLayout;
  tiles: Tiles;
}

const sectionsOf = ({ plan, memories }: Shards): Section[] =>
  plan.shards.map((layout, k) => {
    const memory = memories[k];
    if (!memory) throw new RangeError(`Shard ${k} has no memory.`);
    const { tilesOffset, byteLength } = layout;
    const tiles =
      plan.storage === 'float32'
        ? new Float32Array(memory.buffer, tilesOffset, (byteLength - tilesOffset) / 4)
        : new Float64Array(memory.buffer, tilesOffset, (byteLength - tilesOffset) / 8);
    return { layout, tiles };
  });

/** float64 numbers are rounded to the nearest that the tiles hold. */
export const tileRowsOf = (shards: Shards): TileRows => {
  const { plan } = shards;
  const nColumns = tileColumns(plan);
  const perTile = TILE_ROWS * nColumns;
  const sections = sectionsOf(shards);
  let current = sections[0];
  let sources = new Uint32Array(0);
  /** A memory of 4 GiB holds fewer than 2^32 numbers. */
  let places = new Uint32Array(0);

  const sectionOf = (row: number): Section => {
    if (current && row >= current.layout.rowStart && row < current.layout.rowEnd) return current;
    current = sections.find(({ layout }) => row >= layout.rowStart && row < layout.rowEnd);
    if (!current) throw new RangeError(`More rows than the ${plan.nSamples} planned.`);
    return current;
  };

  /** Place of the first feature of a row, counted from the shard's first. */
  const placeOf = (local: number): number => {
    const lane = local % TILE_ROWS;
    return ((local - lane) / TILE_ROWS) * perTile + lane;
  };

  const scatterColumn = (column: Float64Array, tiles: Tiles, at: number, count: number): void => {
    for (let k = 0; k < count; k++) tiles[places[k]! + at] = column[sources[k]!]!;
  };

  return {
    writeRun: (columns, count, row) => {
      for (let from = 0; from < count; ) {
        const { layout, tiles } = sectionOf(row + from);
        const local = row + from - layout.rowStart;
        const place = placeOf(local);
        const length = Math.min(TILE_ROWS - (local % TILE_ROWS), count - from, layout.rowEnd - row - from);
        for (let j = 0; j < nColumns; j++) {
          const column = columns[j]!;
          const at = place + j * TILE_ROWS;
          for (let i = 0; i < length; i++) tiles[at + i] = column[from + i]!;
        }
        from += length;
      }
    },
    scatter: (columns, positions, offset) => {
      if (sources.length < positions.length) {
        sources = new Uint32Array(positions.length);
        places = new Uint32Array(positions.length);
      }
      for (const { layout, tiles } of sections) {
        let count = 0;
        for (let i = 0; i < positions.length; i++) {
          const row = positions[i]! - offset;
          if (row < layout.rowStart || row >= layout.rowEnd) continue;
          sources[count] = i;
          places[count++] = placeOf(row - layout.rowStart);
        }
        // By column: the processor then has many of these far writes under way at a time.
        for (let j = 0; j < nColumns; j++) scatterColumn(columns[j]!, tiles, j * TILE_ROWS, count);
      }
    },
    clearPadding: () => {
      for (const { layout, tiles } of sections) {
        const nRows = layout.rowEnd - layout.rowStart;
        const rest = nRows % TILE_ROWS;
        if (rest === 0) continue;
        const tile = placeOf(nRows - rest);
        for (let j = 0; j < nColumns; j++) {
          tiles.fill(0, tile + j * TILE_ROWS + rest, tile + (j + 1) * TILE_ROWS);
        }
      }
    },
    firstNotFinite: () => {
      let first = nColumns;
      for (const { tiles } of sections) {
        for (let at = 0; at < tiles.length; at++) {
          if (Number.isFinite(tiles[at])) continue;
          first = Math.min(first, Math.floor((at % perTile) / TILE_ROWS));
        }
      }
      return first < nColumns ? first : null;
    },
  };
};
