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

// @ts-ignore: decorator
@inline
function dotOf(a: usize, b: usize, bytes: usize): f64 {
  let even = f64x2.splat(0);
  let odd = f64x2.splat(0);
  for (let at: usize = 0; at < bytes; at += 32) {
    even = f64x2.add(even, f64x2.mul(v128.load(a + at, 0), v128.load(b + at, 0)));
    odd = f64x2.add(odd, f64x2.mul(v128.load(a + at, 16), v128.load(b + at, 16)));
  }
  return addLanes(f64x2.add(even, odd));
}

/**
 * Two reflections after one another, v and then w, on two neighbouring columns, which are read and written once for both:
 * w'(c - s v) = w'c - s w'v, w'v being `cross`. `rv` and `rw` are R's numbers in the rows of v and w.
 */
// @ts-ignore: decorator
@inline
function reflectTwoByTwo(
  rv: usize, rw: usize, column: usize, v: usize, w: usize, tauV: f64, tauW: f64, cross: f64, bytes: usize,
): void {
  const c1 = column + bytes;
  let s0 = f64x2.splat(0);
  let s1 = f64x2.splat(0);
  let t0 = f64x2.splat(0);
  let t1 = f64x2.splat(0);
  for (let at: usize = 0; at < bytes; at += 16) {
    const a = v128.load(v + at);
    const b = v128.load(w + at);
    const x0 = v128.load(column + at);
    const x1 = v128.load(c1 + at);
    s0 = f64x2.add(s0, f64x2.mul(a, x0));
    s1 = f64x2.add(s1, f64x2.mul(a, x1));
    t0 = f64x2.add(t0, f64x2.mul(b, x0));
    t1 = f64x2.add(t1, f64x2.mul(b, x1));
  }
  const f0 = tauV * (load<f64>(rv, 0) + addLanes(s0));
  const f1 = tauV * (load<f64>(rv, 8) + addLanes(s1));
  const g0 = tauW * (load<f64>(rw, 0) + (addLanes(t0) - f0 * cross));
  const g1 = tauW * (load<f64>(rw, 8) + (addLanes(t1) - f1 * cross));
  store<f64>(rv, load<f64>(rv, 0) - f0, 0);
  store<f64>(rv, load<f64>(rv, 8) - f1, 8);
  store<f64>(rw, load<f64>(rw, 0) - g0, 0);
  store<f64>(rw, load<f64>(rw, 8) - g1, 8);
  const p0 = f64x2.splat(f0);
  const p1 = f64x2.splat(f1);
  const q0 = f64x2.splat(g0);
  const q1 = f64x2.splat(g1);
  for (let at: usize = 0; at < bytes; at += 16) {
    const a = v128.load(v + at);
    const b = v128.load(w + at);
    v128.store(column + at, f64x2.sub(f64x2.sub(v128.load(column + at), f64x2.mul(p0, a)), f64x2.mul(q0, b)));
    v128.store(c1 + at, f64x2.sub(f64x2.sub(v128.load(c1 + at), f64x2.mul(p1, a)), f64x2.mul(q1, b)));
  }
}

/** The same for four neighbouring columns, so that v and w are read once for all of them. */
// @ts-ignore: decorator
@inline
function reflectFourByTwo(
  rv: usize, rw: usize, column: usize, v: usize, w: usize, tauV: f64, tauW: f64, cross: f64, bytes: usize,
): void {
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
  for (let at: usize = 0; at < bytes; at += 16) {
    const a = v128.load(v + at);
    const b = v128.load(w + at);
    let x = v128.load(column + at);
    s0 = f64x2.add(s0, f64x2.mul(a, x));
    t0 = f64x2.add(t0, f64x2.mul(b, x));
    x = v128.load(c1 + at);
    s1 = f64x2.add(s1, f64x2.mul(a, x));
    t1 = f64x2.add(t1, f64x2.mul(b, x));
    x = v128.load(c2 + at);
    s2 = f64x2.add(s2, f64x2.mul(a, x));
    t2 = f64x2.add(t2, f64x2.mul(b, x));
    x = v128.load(c3 + at);
    s3 = f64x2.add(s3, f64x2.mul(a, x));
    t3 = f64x2.add(t3, f64x2.mul(b, x));
  }
  const f0 = tauV * (load<f64>(rv, 0) + addLanes(s0));
  const f1 = tauV * (load<f64>(rv, 8) + addLanes(s1));
  const f2 = tauV * (load<f64>(rv, 16) + addLanes(s2));
  const f3 = tauV * (load<f64>(rv, 24) + addLanes(s3));
  const g0 = tauW * (load<f64>(rw, 0) + (addLanes(t0) - f0 * cross));
  const g1 = tauW * (load<f64>(rw, 8) + (addLanes(t1) - f1 * cross));
  const g2 = tauW * (load<f64>(rw, 16) + (addLanes(t2) - f2 * cross));
  const g3 = tauW * (load<f64>(rw, 24) + (addLanes(t3) - f3 * cross));
  store<f64>(rv, load<f64>(rv, 0) - f0, 0);
  store<f64>(rv, load<f64>(rv, 8) - f1, 8);
  store<f64>(rv, load<f64>(rv, 16) - f2, 16);
  store<f64>(rv, load<f64>(rv, 24) - f3, 24);
  store<f64>(rw, load<f64>(rw, 0) - g0, 0);
  store<f64>(rw, load<f64>(rw, 8) - g1, 8);
  store<f64>(rw, load<f64>(rw, 16) - g2, 16);
  store<f64>(rw, load<f64>(rw, 24) - g3, 24);
  const p0 = f64x2.splat(f0);
  const p1 = f64x2.splat(f1);
  const p2 = f64x2.splat(f2);
  const p3 = f64x2.splat(f3);
  const q0 = f64x2.splat(g0);
  const q1 = f64x2.splat(g1);
  const q2 = f64x2.splat(g2);
  const q3 = f64x2.splat(g3);
  for (let at: usize = 0; at < bytes; at += 16) {
    const a = v128.load(v + at);
    const b = v128.load(w + at);
    v128.store(column + at, f64x2.sub(f64x2.sub(v128.load(column + at), f64x2.mul(p0, a)), f64x2.mul(q0, b)));
    v128.store(c1 + at, f64x2.sub(f64x2.sub(v128.load(c1 + at), f64x2.mul(p1, a)), f64x2.mul(q1, b)));
    v128.store(c2 + at, f64x2.sub(f64x2.sub(v128.load(c2 + at), f64x2.mul(p2, a)), f64x2.mul(q2, b)));
    v128.store(c3 + at, f64x2.sub(f64x2.sub(v128.load(c3 + at), f64x2.mul(p3, a)), f64x2.mul(q3, b)));
  }
}

/**
 * R becomes the triangular factor of [R; B] by Householder reflections H_k = I - tau v v', whose v is 1 in
 * row k of R and else lies in B alone. `r` holds `nColumns` rows of as many numbers; `block` holds B, column
 * after column of `length` numbers (a multiple of 4), and is overwritten; `taus` is scratch of 2 nColumns
 * numbers. A column of zeros is skipped.
 *
 * Columns are taken four at a time and all earlier reflections applied to them, two by two, while they lie in the nearest
 * cache.
 * Source: G. H. Golub, C. F. Van Loan, Matrix Computations, 4th ed., sections 5.1, 5.2 and 6.5.3 (appending
 * rows); J. Demmel et al., Communication-optimal parallel and sequential QR and LU factorizations, 2012.
 */
export function absorbRows(r: usize, block: usize, length: usize, nColumns: usize, taus: usize): void {
  const bytes = length << 3;
  const rowBytes = nColumns << 3;
  const crosses = taus + rowBytes;
  let j: usize = 0;
  while (j < nColumns) {
    const left = nColumns - j;
    const width: usize = left >= 4 ? 4 : left >= 2 ? 2 : 1;
    const column = block + j * bytes;
    // Groups before the last are of four or two columns, so that j is even.
    for (let k: usize = 0; k < j; k += 2) {
      const v = block + k * bytes;
      const w = v + bytes;
      const tauV = load<f64>(taus + (k << 3));
      const tauW = load<f64>(taus + (k << 3), 8);
      const rv = r + k * rowBytes + (j << 3);
      const rw = rv + rowBytes;
      if (width == 1) {
        reflectOne(rv, column, v, tauV, bytes);
        reflectOne(rw, column, w, tauW, bytes);
        continue;
      }
      const cross = load<f64>(crosses + (k << 3));
      if (width == 4) reflectFourByTwo(rv, rw, column, v, w, tauV, tauW, cross, bytes);
      else reflectTwoByTwo(rv, rw, column, v, w, tauV, tauW, cross, bytes);
    }
    for (let k = j; k < j + width; k++) {
      const v = block + k * bytes;
      const rk = r + k * rowBytes;
      const tau = makeReflector(rk + (k << 3), v, bytes);
      store<f64>(taus + (k << 3), tau);
      if (tau == 0) continue;
      for (let l = k + 1; l < j + width; l++) reflectOne(rk + (l << 3), block + l * bytes, v, tau, bytes);
    }
    for (let k = j; k + 1 < j + width; k += 2) {
      const v = block + k * bytes;
      store<f64>(crosses + (k << 3), dotOf(v, v + bytes, bytes));
    }
    j += width;
  }
}
