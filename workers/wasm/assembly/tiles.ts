/** Rows of a tile, and the bytes of one column of it in float64. */
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

/** Rows 2 `index` and 2 `index` + 1 of a column stored as T (f64 or f32), as float64. `index` is a literal. */
// @ts-ignore: decorator
@inline
export function loadPair<T>(column: usize, index: usize): v128 {
  if (sizeof<T>() == 4) return f64x2.promote_low_f32x4(loadHalf(column, index));
  return v128.load(column + index * 16);
}

/** Eight bytes; the offset of this load must be spelt out to become part of the instruction. */
// @ts-ignore: decorator
@inline
function loadHalf(column: usize, index: usize): v128 {
  if (index == 0) return v128.load64_zero(column);
  if (index == 1) return v128.load64_zero(column, 8);
  if (index == 2) return v128.load64_zero(column, 16);
  if (index == 3) return v128.load64_zero(column, 24);
  if (index == 4) return v128.load64_zero(column, 32);
  if (index == 5) return v128.load64_zero(column, 40);
  if (index == 6) return v128.load64_zero(column, 48);
  return v128.load64_zero(column, 56);
}

/** Bytes of a column of a tile. */
// @ts-ignore: decorator
@inline
export function columnBytes<T>(): usize {
  return TILE_ROWS * sizeof<T>();
}
