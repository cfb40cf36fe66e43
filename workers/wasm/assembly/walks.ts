import { COLUMN_BYTES, columnBytes, loadPair } from './tiles';

/**
 * The two walks over a tile's features. Between them the 16 numbers of its rows lie as eight pairs at `rows`, in the
 * nearest cache; the second walk finds the tile in a cache as well.
 */

/**
 * rows_i <- w . x_i + b, less the target y_i where `residual` (a literal) says so. `weights` holds [w..., b].
 */
// @ts-ignore: decorator
@inline
export function predict<T>(tile: usize, nFeatures: usize, weights: usize, residual: bool, rows: usize): void {
  const target = tile + nFeatures * columnBytes<T>();
  const bias = v128.load64_splat(weights + (nFeatures << 3));
  let r0 = bias;
  let r1 = bias;
  let r2 = bias;
  let r3 = bias;
  let r4 = bias;
  let r5 = bias;
  let r6 = bias;
  let r7 = bias;
  if (residual) {
    r0 = f64x2.sub(bias, loadPair<T>(target, 0));
    r1 = f64x2.sub(bias, loadPair<T>(target, 1));
    r2 = f64x2.sub(bias, loadPair<T>(target, 2));
    r3 = f64x2.sub(bias, loadPair<T>(target, 3));
    r4 = f64x2.sub(bias, loadPair<T>(target, 4));
    r5 = f64x2.sub(bias, loadPair<T>(target, 5));
    r6 = f64x2.sub(bias, loadPair<T>(target, 6));
    r7 = f64x2.sub(bias, loadPair<T>(target, 7));
  }
  let weight = weights;
  for (let column = tile; column < target; column += columnBytes<T>()) {
    const w = v128.load64_splat(weight);
    r0 = f64x2.add(r0, f64x2.mul(w, loadPair<T>(column, 0)));
    r1 = f64x2.add(r1, f64x2.mul(w, loadPair<T>(column, 1)));
    r2 = f64x2.add(r2, f64x2.mul(w, loadPair<T>(column, 2)));
    r3 = f64x2.add(r3, f64x2.mul(w, loadPair<T>(column, 3)));
    r4 = f64x2.add(r4, f64x2.mul(w, loadPair<T>(column, 4)));
    r5 = f64x2.add(r5, f64x2.mul(w, loadPair<T>(column, 5)));
    r6 = f64x2.add(r6, f64x2.mul(w, loadPair<T>(column, 6)));
    r7 = f64x2.add(r7, f64x2.mul(w, loadPair<T>(column, 7)));
    weight += 8;
  }
  v128.store(rows, r0, 0);
  v128.store(rows, r1, 16);
  v128.store(rows, r2, 32);
  v128.store(rows, r3, 48);
  v128.store(rows, r4, 64);
  v128.store(rows, r5, 80);
  v128.store(rows, r6, 96);
  v128.store(rows, r7, 112);
}

/**
 * Adds sum_i rows_i x_ij to the two-lane sum of each feature and sum_i rows_i to the one after them. Within a tile
 * products are added as a tree, which takes fewer roundings than a chain.
 */
// @ts-ignore: decorator
@inline
export function accumulate<T>(tile: usize, nFeatures: usize, rows: usize, sums: usize): void {
  const r0 = v128.load(rows, 0);
  const r1 = v128.load(rows, 16);
  const r2 = v128.load(rows, 32);
  const r3 = v128.load(rows, 48);
  const r4 = v128.load(rows, 64);
  const r5 = v128.load(rows, 80);
  const r6 = v128.load(rows, 96);
  const r7 = v128.load(rows, 112);
  let sum = sums;
  const end = tile + nFeatures * columnBytes<T>();
  for (let column = tile; column < end; column += columnBytes<T>()) {
    const a = f64x2.add(f64x2.mul(r0, loadPair<T>(column, 0)), f64x2.mul(r1, loadPair<T>(column, 1)));
    const b = f64x2.add(f64x2.mul(r2, loadPair<T>(column, 2)), f64x2.mul(r3, loadPair<T>(column, 3)));
    const c = f64x2.add(f64x2.mul(r4, loadPair<T>(column, 4)), f64x2.mul(r5, loadPair<T>(column, 5)));
    const d = f64x2.add(f64x2.mul(r6, loadPair<T>(column, 6)), f64x2.mul(r7, loadPair<T>(column, 7)));
    v128.store(sum, f64x2.add(f64x2.add(f64x2.add(a, b), f64x2.add(c, d)), v128.load(sum)));
    sum += 16;
  }
  const a = f64x2.add(r0, r1);
  const b = f64x2.add(r2, r3);
  const c = f64x2.add(r4, r5);
  const d = f64x2.add(r6, r7);
  v128.store(sum, f64x2.add(v128.load(sum), f64x2.add(f64x2.add(a, b), f64x2.add(c, d))));
}

/** Adds the 16 numbers at `rows` to one two-lane sum. */
export function addRows(rows: usize, sum: usize): void {
  const a = f64x2.add(v128.load(rows, 0), v128.load(rows, 16));
  const b = f64x2.add(v128.load(rows, 32), v128.load(rows, 48));
  const c = f64x2.add(v128.load(rows, 64), v128.load(rows, 80));
  const d = f64x2.add(v128.load(rows, 96), v128.load(rows, 112));
  v128.store(sum, f64x2.add(v128.load(sum), f64x2.add(f64x2.add(a, b), f64x2.add(c, d))));
}

/** Multiplies the 16 numbers at `rows` by the weights, the column of a tile after the target. */
// @ts-ignore: decorator
@inline
export function weigh<T>(weights: usize, rows: usize): void {
  v128.store(rows, f64x2.mul(v128.load(rows, 0), loadPair<T>(weights, 0)), 0);
  v128.store(rows, f64x2.mul(v128.load(rows, 16), loadPair<T>(weights, 1)), 16);
  v128.store(rows, f64x2.mul(v128.load(rows, 32), loadPair<T>(weights, 2)), 32);
  v128.store(rows, f64x2.mul(v128.load(rows, 48), loadPair<T>(weights, 3)), 48);
  v128.store(rows, f64x2.mul(v128.load(rows, 64), loadPair<T>(weights, 4)), 64);
  v128.store(rows, f64x2.mul(v128.load(rows, 80), loadPair<T>(weights, 5)), 80);
  v128.store(rows, f64x2.mul(v128.load(rows, 96), loadPair<T>(weights, 6)), 96);
  v128.store(rows, f64x2.mul(v128.load(rows, 112), loadPair<T>(weights, 7)), 112);
}

/** Sets the rows of a tile outside [first, last) to 0, whatever they hold. */
export function maskRows(rows: usize, first: usize, last: usize): void {
  memory.fill(rows, 0, first << 3);
  memory.fill(rows + (last << 3), 0, COLUMN_BYTES - (last << 3));
}

/** The 16 targets of a tile as float64. */
// @ts-ignore: decorator
@inline
export function copyTarget<T>(tile: usize, nFeatures: usize, rows: usize): void {
  const target = tile + nFeatures * columnBytes<T>();
  v128.store(rows, loadPair<T>(target, 0), 0);
  v128.store(rows, loadPair<T>(target, 1), 16);
  v128.store(rows, loadPair<T>(target, 2), 32);
  v128.store(rows, loadPair<T>(target, 3), 48);
  v128.store(rows, loadPair<T>(target, 4), 64);
  v128.store(rows, loadPair<T>(target, 5), 80);
  v128.store(rows, loadPair<T>(target, 6), 96);
  v128.store(rows, loadPair<T>(target, 7), 112);
}
