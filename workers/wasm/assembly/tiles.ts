/** Rows of a tile, and the bytes of one column of it. */
export const TILE_ROWS: usize = 16;
export const COLUMN_BYTES: usize = 128;

/**
 * All bits set in the lanes of rows `row` and `row + 1` that are below nRows; the tile's padding lies beyond.
 */
// @ts-ignore: decorator
@inline
export function rowMask(row: i64, nRows: usize): v128 {
  return i64x2.lt_s(i64x2.add(i64x2.splat(row), i64x2(0, 1)), i64x2.splat(<i64>nRows));
}
