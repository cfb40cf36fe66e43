import { COLUMN_BYTES, TILE_ROWS, rowMask } from './tiles';

/**
 * Writes `nRows` rows of tiles as columns: column j of the tiles becomes column j step of `block`, whose
 * columns hold `length` numbers (whole tiles), as (t - centers[j]) factors[j], and 0 beyond nRows.
 */
export function centerTiles(
  tiles: usize,
  nRows: usize,
  nColumns: usize,
  centers: usize,
  factors: usize,
  block: usize,
  length: usize,
  step: usize,
): void {
  const columnStep = (step * length) << 3;
  let from = tiles;
  for (let row: usize = 0; row < nRows; row += TILE_ROWS) {
    let to = block + (row << 3);
    for (let j: usize = 0; j < nColumns; j++) {
      const center = v128.load64_splat(centers + (j << 3));
      const factor = v128.load64_splat(factors + (j << 3));
      for (let at: usize = 0; at < COLUMN_BYTES; at += 16) {
        v128.store(to + at, f64x2.mul(f64x2.sub(v128.load(from + at), center), factor));
      }
      if (row + TILE_ROWS > nRows) {
        for (let at: usize = 0; at < TILE_ROWS; at += 2) {
          const pair = to + (at << 3);
          v128.store(pair, v128.and(v128.load(pair), rowMask(<i64>(row + at), nRows)));
        }
      }
      from += COLUMN_BYTES;
      to += columnStep;
    }
  }
}
