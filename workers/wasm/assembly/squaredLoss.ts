import { COLUMN_BYTES, TILE_ROWS, rowMask } from './tiles';

/**
 * Adds a tile's part to the two-lane sums. The 16 residuals stay in eight registers; the features are walked
 * twice, the second time from cache. Within a tile products are added as a tree, which is exact to fewer
 * roundings than a chain.
 */
// @ts-ignore: decorator
@inline
function addTile(tile: usize, nFeatures: usize, theta: usize, sums: usize, nRows: usize, masked: bool): void {
  const target = tile + nFeatures * COLUMN_BYTES;
  const bias = v128.load64_splat(theta + (nFeatures << 3));
  let r0 = f64x2.sub(bias, v128.load(target, 0));
  let r1 = f64x2.sub(bias, v128.load(target, 16));
  let r2 = f64x2.sub(bias, v128.load(target, 32));
  let r3 = f64x2.sub(bias, v128.load(target, 48));
  let r4 = f64x2.sub(bias, v128.load(target, 64));
  let r5 = f64x2.sub(bias, v128.load(target, 80));
  let r6 = f64x2.sub(bias, v128.load(target, 96));
  let r7 = f64x2.sub(bias, v128.load(target, 112));

  let weight = theta;
  for (let column = tile; column < target; column += COLUMN_BYTES) {
    const w = v128.load64_splat(weight);
    r0 = f64x2.add(r0, f64x2.mul(w, v128.load(column, 0)));
    r1 = f64x2.add(r1, f64x2.mul(w, v128.load(column, 16)));
    r2 = f64x2.add(r2, f64x2.mul(w, v128.load(column, 32)));
    r3 = f64x2.add(r3, f64x2.mul(w, v128.load(column, 48)));
    r4 = f64x2.add(r4, f64x2.mul(w, v128.load(column, 64)));
    r5 = f64x2.add(r5, f64x2.mul(w, v128.load(column, 80)));
    r6 = f64x2.add(r6, f64x2.mul(w, v128.load(column, 96)));
    r7 = f64x2.add(r7, f64x2.mul(w, v128.load(column, 112)));
    weight += 8;
  }

  if (masked) {
    r0 = v128.and(r0, rowMask(0, nRows));
    r1 = v128.and(r1, rowMask(2, nRows));
    r2 = v128.and(r2, rowMask(4, nRows));
    r3 = v128.and(r3, rowMask(6, nRows));
    r4 = v128.and(r4, rowMask(8, nRows));
    r5 = v128.and(r5, rowMask(10, nRows));
    r6 = v128.and(r6, rowMask(12, nRows));
    r7 = v128.and(r7, rowMask(14, nRows));
  }

  let sum = sums;
  for (let column = tile; column < target; column += COLUMN_BYTES) {
    const a = f64x2.add(f64x2.mul(r0, v128.load(column, 0)), f64x2.mul(r1, v128.load(column, 16)));
    const b = f64x2.add(f64x2.mul(r2, v128.load(column, 32)), f64x2.mul(r3, v128.load(column, 48)));
    const c = f64x2.add(f64x2.mul(r4, v128.load(column, 64)), f64x2.mul(r5, v128.load(column, 80)));
    const d = f64x2.add(f64x2.mul(r6, v128.load(column, 96)), f64x2.mul(r7, v128.load(column, 112)));
    v128.store(sum, f64x2.add(v128.load(sum), f64x2.add(f64x2.add(a, b), f64x2.add(c, d))));
    sum += 16;
  }
  const residuals = f64x2.add(
    f64x2.add(f64x2.add(r0, r1), f64x2.add(r2, r3)),
    f64x2.add(f64x2.add(r4, r5), f64x2.add(r6, r7)),
  );
  v128.store(sum, f64x2.add(v128.load(sum), residuals));
  const squares = f64x2.add(
    f64x2.add(
      f64x2.add(f64x2.mul(r0, r0), f64x2.mul(r1, r1)),
      f64x2.add(f64x2.mul(r2, r2), f64x2.mul(r3, r3)),
    ),
    f64x2.add(
      f64x2.add(f64x2.mul(r4, r4), f64x2.mul(r5, r5)),
      f64x2.add(f64x2.mul(r6, r6), f64x2.mul(r7, r7)),
    ),
  );
  v128.store(sum, f64x2.add(v128.load(sum, 16), squares), 16);
}

/** Whole chunks of squared loss; see gradientSums. */
export function squaredSums(
  tiles: usize,
  nRows: usize,
  chunkRows: usize,
  nFeatures: usize,
  theta: usize,
  sums: usize,
  partials: usize,
): void {
  const tileBytes = (nFeatures + 1) * COLUMN_BYTES;
  const length = nFeatures + 2;
  let tile = tiles;
  let partial = partials;
  let left = nRows;
  while (left > 0) {
    const rows = min(left, chunkRows);
    left -= rows;
    memory.fill(sums, 0, length << 4);
    for (let full = rows >> 4; full > 0; full--) {
      addTile(tile, nFeatures, theta, sums, TILE_ROWS, false);
      tile += tileBytes;
    }
    const rest = rows & 15;
    if (rest > 0) addTile(tile, nFeatures, theta, sums, rest, true);
    for (let sum = sums, end = sums + (length << 4); sum < end; sum += 16) {
      store<f64>(partial, load<f64>(sum) + load<f64>(sum, 8));
      partial += 8;
    }
  }
}
