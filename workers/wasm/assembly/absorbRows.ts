/**
 * Adds the reflector of the numbers at `column` and r, and leaves v at `column` (its first element, 1, is
 * implied).
 */
// @ts-ignore: decorator
@inline
function makeReflector(r: usize, column: usize, bytes: usize): f64 {
  let even = f64x2.splat(0);
  let odd = f64x2.splat(0);
  for (let at = column, end = column + bytes; at < end; at += 32) {
    const a = v128.load(at, 0);
    const b = v128.load(at, 16);
    even = f64x2.add(even, f64x2.mul(a, a));
    odd = f64x2.add(odd, f64x2.mul(b, b));
  }
  const squares = addLanes(f64x2.add(even, odd));
  if (squares == 0) return 0;
  const alpha = load<f64>(r);
  const beta = -copysign<f64>(sqrt<f64>(alpha * alpha + squares), alpha);
  const first = alpha - beta;
  store<f64>(r, beta);
  const factor = f64x2.splat(1 / first);
  for (let at = column, end = column + bytes; at < end; at += 16) {
    v128.store(at, f64x2.mul(v128.load(at), factor));
  }
  return -first / beta;
}

// @ts-ignore: decorator
@inline
function addLanes(sum: v128): f64 {
  return f64x2.extract_lane(sum, 0) + f64x2.extract_lane(sum, 1);
}

// @ts-ignore: decorator
@inline
function reflectOne(r: usize, column: usize, v: usize, tau: f64, bytes: usize): void {
  let even = f64x2.splat(0);
  let odd = f64x2.splat(0);
  for (let at: usize = 0; at < bytes; at += 32) {
    even = f64x2.add(even, f64x2.mul(v128.load(v + at, 0), v128.load(column + at, 0)));
    odd = f64x2.add(odd, f64x2.mul(v128.load(v + at, 16), v128.load(column + at, 16)));
  }
  const share = tau * (load<f64>(r) + addLanes(f64x2.add(even, odd)));
  store<f64>(r, load<f64>(r) - share);
  const factor = f64x2.splat(share);
  for (let at: usize = 0; at < bytes; at += 16) {
    v128.store(column + at, f64x2.sub(v128.load(column + at), f64x2.mul(factor, v128.load(v + at))));
  }
}

/** The same for four neighbouring columns, so that v is read once for all of them. */
// @ts-ignore: decorator
@inline
function reflectFour(r: usize, column: usize, v: usize, tau: f64, bytes: usize): void {
  const c1 = column + bytes;
  const c2 = c1 + bytes;
  const c3 = c2 + bytes;
  let s0 = f64x2.splat(0);
  let s1 = f64x2.splat(0);
  let s2 = f64x2.splat(0);
  let s3 = f64x2.splat(0);
  let t0 = f64x2.splat(0);
  let t1 = f64x2.splat(0);
  let t2 = f64x2.splat(0);
  let t3 = f64x2.splat(0);
  for (let at: usize = 0; at < bytes; at += 32) {
    const a = v128.load(v + at, 0);
    s0 = f64x2.add(s0, f64x2.mul(a, v128.load(column + at, 0)));
    s1 = f64x2.add(s1, f64x2.mul(a, v128.load(c1 + at, 0)));
    s2 = f64x2.add(s2, f64x2.mul(a, v128.load(c2 + at, 0)));
    s3 = f64x2.add(s3, f64x2.mul(a, v128.load(c3 + at, 0)));
    const b = v128.load(v + at, 16);
    t0 = f64x2.add(t0, f64x2.mul(b, v128.load(column + at, 16)));
    t1 = f64x2.add(t1, f64x2.mul(b, v128.load(c1 + at, 16)));
    t2 = f64x2.add(t2, f64x2.mul(b, v128.load(c2 + at, 16)));
    t3 = f64x2.add(t3, f64x2.mul(b, v128.load(c3 + at, 16)));
  }
  const share0 = tau * (load<f64>(r, 0) + addLanes(f64x2.add(s0, t0)));
  const share1 = tau * (load<f64>(r, 8) + addLanes(f64x2.add(s1, t1)));
  const share2 = tau * (load<f64>(r, 16) + addLanes(f64x2.add(s2, t2)));
  const share3 = tau * (load<f64>(r, 24) + addLanes(f64x2.add(s3, t3)));
  store<f64>(r, load<f64>(r, 0) - share0, 0);
  store<f64>(r, load<f64>(r, 8) - share1, 8);
  store<f64>(r, load<f64>(r, 16) - share2, 16);
  store<f64>(r, load<f64>(r, 24) - share3, 24);
  const f0 = f64x2.splat(share0);
  const f1 = f64x2.splat(share1);
  const f2 = f64x2.splat(share2);
  const f3 = f64x2.splat(share3);
  for (let at: usize = 0; at < bytes; at += 16) {
    const a = v128.load(v + at);
    v128.store(column + at, f64x2.sub(v128.load(column + at), f64x2.mul(f0, a)));
    v128.store(c1 + at, f64x2.sub(v128.load(c1 + at), f64x2.mul(f1, a)));
    v128.store(c2 + at, f64x2.sub(v128.load(c2 + at), f64x2.mul(f2, a)));
    v128.store(c3 + at, f64x2.sub(v128.load(c3 + at), f64x2.mul(f3, a)));
  }
}

/**
 * R becomes the triangular factor of [R; B] by Householder reflections H_k = I - tau v v', whose v is 1 in
 * row k of R and else lies in B alone. `r` holds `nColumns` rows of as many numbers; `block` holds B, column
 * after column of `length` numbers (a multiple of 4), and is overwritten; `taus` is scratch of nColumns
 * numbers. A column of zeros is skipped.
 *
 * Columns are taken four at a time and all earlier reflections applied to them while they lie in the nearest
 * cache.
 * Source: G. H. Golub, C. F. Van Loan, Matrix Computations, 4th ed., sections 5.1, 5.2 and 6.5.3 (appending
 * rows); J. Demmel et al., Communication-optimal parallel and sequential QR and LU factorizations, 2012.
 */
export function absorbRows(r: usize, block: usize, length: usize, nColumns: usize, taus: usize): void {
  const bytes = length << 3;
  const rowBytes = nColumns << 3;
  let j: usize = 0;
  while (j < nColumns) {
    const width: usize = nColumns - j >= 4 ? 4 : 1;
    const column = block + j * bytes;
    for (let k: usize = 0; k < j; k++) {
      const tau = load<f64>(taus + (k << 3));
      if (tau == 0) continue;
      const rk = r + k * rowBytes + (j << 3);
      if (width == 4) reflectFour(rk, column, block + k * bytes, tau, bytes);
      else reflectOne(rk, column, block + k * bytes, tau, bytes);
    }
    for (let k = j; k < j + width; k++) {
      const v = block + k * bytes;
      const rk = r + k * rowBytes;
      const tau = makeReflector(rk + (k << 3), v, bytes);
      store<f64>(taus + (k << 3), tau);
      if (tau == 0) continue;
      for (let l = k + 1; l < j + width; l++) reflectOne(rk + (l << 3), block + l * bytes, v, tau, bytes);
    }
    j += width;
  }
}
