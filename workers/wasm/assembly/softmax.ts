import { exp, log1p } from './elementary';
import { COLUMN_BYTES } from './tiles';

/**
 * p_k = exp(eta_k) / sum_l exp(eta_l) takes the place of eta_k for one pair of rows; `rows` is the pair's eta_0, a column
 * of a tile further eta_1, and so on. Returns log sum_l exp(eta_l) less `at`, the eta of the row's own class: with the
 * greatest eta, m, taken out first nothing overflows, and its own exp(0) = 1 is left to log1p.
 */
// @ts-ignore: decorator
@inline
function normalize(rows: usize, end: usize, at: v128): v128 {
  const zero = f64x2.splat(0);
  const one = f64x2.splat(1);
  let greatest = v128.load(rows);
  for (let row = rows + COLUMN_BYTES; row < end; row += COLUMN_BYTES) greatest = f64x2.max(greatest, v128.load(row));
  let others = zero;
  let found = zero;
  for (let row = rows; row < end; row += COLUMN_BYTES) {
    const eta = v128.load(row);
    const share = exp(f64x2.sub(eta, greatest));
    const isFirst = v128.andnot(f64x2.eq(eta, greatest), found);
    found = v128.or(found, isFirst);
    others = f64x2.add(others, v128.andnot(share, isFirst));
    v128.store(row, share);
  }
  const sum = f64x2.add(one, others);
  for (let row = rows; row < end; row += COLUMN_BYTES) v128.store(row, f64x2.div(v128.load(row), sum));
  return f64x2.add(log1p(others), f64x2.sub(greatest, at));
}

/**
 * The losses of a tile's rows go to `values`, and the slopes p_k - [k = y] take the place of eta_k at `rows`, a column for
 * each of `nOutputs` classes.
 */
export function softmaxSlopes(rows: usize, nOutputs: usize, target: usize, values: usize): void {
  const one = f64x2.splat(1);
  for (let pair: usize = 0; pair < COLUMN_BYTES; pair += 16) {
    const y = v128.load(target + pair);
    const first = rows + pair;
    const end = first + nOutputs * COLUMN_BYTES;
    let own = f64x2.splat(0);
    let k: f64 = 0;
    for (let row = first; row < end; row += COLUMN_BYTES) {
      own = v128.bitselect(v128.load(row), own, f64x2.eq(y, f64x2.splat(k)));
      k += 1;
    }
    v128.store(values + pair, normalize(first, end, own));
    k = 0;
    for (let row = first; row < end; row += COLUMN_BYTES) {
      const isOwn = v128.and(f64x2.eq(y, f64x2.splat(k)), one);
      v128.store(row, f64x2.sub(v128.load(row), isOwn));
      k += 1;
    }
  }
}

/** p_k (s_k - sum_l p_l s_l) takes the place of eta_k at `rows`; s_k are the columns at `along`. */
export function softmaxBends(rows: usize, nOutputs: usize, along: usize): void {
  const step = along - rows;
  for (let pair: usize = 0; pair < COLUMN_BYTES; pair += 16) {
    const first = rows + pair;
    const end = first + nOutputs * COLUMN_BYTES;
    normalize(first, end, f64x2.splat(0));
    let mean = f64x2.splat(0);
    for (let row = first; row < end; row += COLUMN_BYTES) {
      mean = f64x2.add(mean, f64x2.mul(v128.load(row), v128.load(row + step)));
    }
    for (let row = first; row < end; row += COLUMN_BYTES) {
      v128.store(row, f64x2.mul(v128.load(row), f64x2.sub(v128.load(row + step), mean)));
    }
  }
}
