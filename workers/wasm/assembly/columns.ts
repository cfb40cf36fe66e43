import { COLUMN_BYTES, TILE_ROWS, rowMask } from './tiles';

const ROW_PAIR_BYTES: usize = 16;

/**
 * Sums of every column of `nRows` rows: sums[j] = sum_i x_ij, over `nColumns` columns (features and target).
 * `lanes` is scratch of 2 nColumns numbers. Padding must be zero.
 */
export function columnSums(tiles: usize, nRows: usize, nColumns: usize, lanes: usize, sums: usize): void {
  memory.fill(lanes, 0, nColumns << 4);
  let column = tiles;
  for (let row: usize = 0; row < nRows; row += TILE_ROWS) {
    for (let lane = lanes, end = lanes + (nColumns << 4); lane < end; lane += 16) {
      let sum = v128.load(column);
      for (let pair = column + ROW_PAIR_BYTES, last = column + COLUMN_BYTES; pair < last; pair += ROW_PAIR_BYTES) {
        sum = f64x2.add(sum, v128.load(pair));
      }
      v128.store(lane, f64x2.add(v128.load(lane), sum));
      column += COLUMN_BYTES;
    }
  }
  addLanes(lanes, nColumns, sums);
}

/**
 * Deviations from `centers` after a multiplication by `factors` (powers of two, so exact):
 * with d_ij = (x_ij - center_j) factor_j, sums[j] = sum_i d_ij and sums[nColumns + j] = sum_i d_ij^2.
 * `lanes` is scratch of 4 nColumns numbers.
 */
export function columnDeviations(
  tiles: usize,
  nRows: usize,
  nColumns: usize,
  centers: usize,
  factors: usize,
  lanes: usize,
  sums: usize,
): void {
  const squares = nColumns << 4;
  memory.fill(lanes, 0, nColumns << 5);
  let column = tiles;
  for (let row: usize = 0; row < nRows; row += TILE_ROWS) {
    for (let j: usize = 0; j < nColumns; j++) {
      const center = v128.load64_splat(centers + (j << 3));
      const factor = v128.load64_splat(factors + (j << 3));
      let sum = f64x2.splat(0);
      let square = f64x2.splat(0);
      for (let at: usize = 0; at < TILE_ROWS; at += 2) {
        const scaled = f64x2.mul(f64x2.sub(v128.load(column + (at << 3)), center), factor);
        const deviation = v128.and(scaled, rowMask(<i64>(row + at), nRows));
        sum = f64x2.add(sum, deviation);
        square = f64x2.add(square, f64x2.mul(deviation, deviation));
      }
      const lane = lanes + (j << 4);
      v128.store(lane, f64x2.add(v128.load(lane), sum));
      v128.store(lane + squares, f64x2.add(v128.load(lane + squares), square));
      column += COLUMN_BYTES;
    }
  }
  addLanes(lanes, nColumns << 1, sums);
}

/** Widens ranges[2j] and ranges[2j + 1] to the least and greatest value of column j. */
export function columnRanges(tiles: usize, nRows: usize, nColumns: usize, ranges: usize): void {
  let column = tiles;
  for (let row: usize = 0; row < nRows; row += TILE_ROWS) {
    const rows = min(TILE_ROWS, nRows - row);
    for (let range = ranges, end = ranges + (nColumns << 4); range < end; range += 16) {
      let low = load<f64>(range);
      let high = load<f64>(range, 8);
      for (let at: usize = 0; at < rows; at++) {
        const value = load<f64>(column + (at << 3));
        low = min<f64>(low, value);
        high = max<f64>(high, value);
      }
      store<f64>(range, low);
      store<f64>(range, high, 8);
      column += COLUMN_BYTES;
    }
  }
}

/**
 * x_ij <- (x_ij - mean_j) / scale_j for the first `nColumns` of `nColumns + 1` columns; the target is left as
 * it is.
 */
export function standardize(tiles: usize, nRows: usize, nColumns: usize, means: usize, scales: usize): void {
  let column = tiles;
  for (let row: usize = 0; row < nRows; row += TILE_ROWS) {
    for (let j: usize = 0; j < nColumns; j++) {
      const mean = v128.load64_splat(means + (j << 3));
      const scale = v128.load64_splat(scales + (j << 3));
      for (let at = column, last = column + COLUMN_BYTES; at < last; at += ROW_PAIR_BYTES) {
        v128.store(at, f64x2.div(f64x2.sub(v128.load(at), mean), scale));
      }
      column += COLUMN_BYTES;
    }
    column += COLUMN_BYTES;
  }
}

function addLanes(lanes: usize, count: usize, sums: usize): void {
  for (let j: usize = 0; j < count; j++) {
    store<f64>(sums + (j << 3), load<f64>(lanes + (j << 4)) + load<f64>(lanes + (j << 4), 8));
  }
}
