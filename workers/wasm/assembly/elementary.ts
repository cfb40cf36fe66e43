/**
 * exp, log and log1p of two numbers at once, from IEEE 754 additions, multiplications and divisions alone: the same bits
 * on every machine, which Math.exp and Math.log do not promise. No result is more than 1 ulp away from the true value.
 * Source of the reductions: J.-M. Muller, Elementary Functions: Algorithms and Implementation, 3rd ed. (2016), sections
 * 5.4 and 11.1 (Cody and Waite's splitting of a constant); P. T. P. Tang, ACM TOMS 16 (1990), 378-400 (the logarithm by
 * s = f / (2 + f)). The polynomials are the Taylor series, cut where the rest is below 2^-57 of the result.
 */

/** ln 2 in two parts; the first has 33 bits, so that its products with exponents, of 11 bits, are exact. */
const LN2_HIGH: f64 = 6.93147180369123816490e-1;
const LN2_LOW: f64 = 1.90821492927058770002e-10;
/** 1.5 * 2^52: adding it rounds to a whole number and leaves it in the low bits. */
const WHOLE: f64 = 6755399441055744;

/** 2^k for the k that the low bits of `bits` hold, -1022 <= k <= 1023. */
// @ts-ignore: decorator
@inline
function powerOfTwo(bits: v128): v128 {
  return i64x2.add(i64x2.shl(bits, 52), i64x2.splat(0x3ff0000000000000));
}

/**
 * e^x = 2^k e^r with k = round(x / ln 2) and |r| <= ln(2) / 2. Under- and overflow end in 0 and Infinity, through the
 * subnormal numbers; NaN stays NaN.
 */
// @ts-ignore: decorator
@inline
export function exp(number: v128): v128 {
  // e^-746 and e^710 are beyond the range. NaN passes both, for a comparison with it is false.
  const x = f64x2.pmax(f64x2.pmin(number, f64x2.splat(710)), f64x2.splat(-746));
  const whole = f64x2.splat(WHOLE);
  const k = f64x2.sub(f64x2.add(f64x2.mul(x, f64x2.splat(1.44269504088896338700)), whole), whole);
  // Exact; r itself is rounded, and only its square and beyond are taken of it.
  const high = f64x2.sub(x, f64x2.mul(k, f64x2.splat(LN2_HIGH)));
  const low = f64x2.mul(k, f64x2.splat(LN2_LOW));
  const r = f64x2.sub(high, low);
  // sum_{j=2..13} r^(j-2) / j!, even and odd powers apart, so that neither waits for the other.
  const square = f64x2.mul(r, r);
  let even = f64x2.splat(1.0 / 479001600);
  let odd = f64x2.splat(1.0 / 6227020800);
  even = f64x2.add(f64x2.mul(even, square), f64x2.splat(1.0 / 3628800));
  odd = f64x2.add(f64x2.mul(odd, square), f64x2.splat(1.0 / 39916800));
  even = f64x2.add(f64x2.mul(even, square), f64x2.splat(1.0 / 40320));
  odd = f64x2.add(f64x2.mul(odd, square), f64x2.splat(1.0 / 362880));
  even = f64x2.add(f64x2.mul(even, square), f64x2.splat(1.0 / 720));
  odd = f64x2.add(f64x2.mul(odd, square), f64x2.splat(1.0 / 5040));
  even = f64x2.add(f64x2.mul(even, square), f64x2.splat(1.0 / 24));
  odd = f64x2.add(f64x2.mul(odd, square), f64x2.splat(1.0 / 120));
  even = f64x2.add(f64x2.mul(even, square), f64x2.splat(0.5));
  odd = f64x2.add(f64x2.mul(odd, square), f64x2.splat(1.0 / 6));
  let p = f64x2.add(even, f64x2.mul(odd, r));
  p = f64x2.add(f64x2.splat(1), f64x2.add(high, f64x2.sub(f64x2.mul(square, p), low)));
  // 2^k in two factors, each within the range of the exponent; only the second may round.
  const half = f64x2.add(f64x2.mul(k, f64x2.splat(0.5)), whole);
  const rest = f64x2.add(f64x2.sub(k, f64x2.sub(half, whole)), whole);
  return f64x2.mul(f64x2.mul(p, powerOfTwo(half)), powerOfTwo(rest));
}

/**
 * log(x (1 + c)) for a c of rounding size, of a positive, normal and finite x: x = 2^k (1 + f) with
 * 1 + f in [sqrt(1/2), sqrt(2)), s = f / (2 + f), log(1 + f) = 2 s + 2/3 s^3 + 2/5 s^5 + ...
 */
// @ts-ignore: decorator
@inline
function logOf(x: v128, c: v128, extraExponent: v128): v128 {
  // Bits of sqrt(1/2), rounded; shifted so that the exponent steps up there.
  const root = i64x2.splat(0x3fe6a09e667f3bcd);
  const shifted = i64x2.add(x, i64x2.sub(i64x2.splat(0x3ff0000000000000), root));
  // An exponent as the low bits of 2^52 + exponent.
  const biased = v128.or(i64x2.shr_u(shifted, 52), i64x2.splat(0x4330000000000000));
  const k = f64x2.add(f64x2.sub(biased, f64x2.splat(4503599627370496.0 + 1023.0)), extraExponent);
  const m = i64x2.add(v128.and(shifted, i64x2.splat(0x000fffffffffffff)), root);
  const f = f64x2.sub(m, f64x2.splat(1));
  const s = f64x2.div(f, f64x2.add(f, f64x2.splat(2)));
  const z = f64x2.mul(s, s);
  // sum_{j=1..10} 2/(2j+1) s^(2j), again in two parts.
  const square = f64x2.mul(z, z);
  let even = f64x2.splat(2.0 / 19);
  let odd = f64x2.splat(2.0 / 21);
  even = f64x2.add(f64x2.mul(even, square), f64x2.splat(2.0 / 15));
  odd = f64x2.add(f64x2.mul(odd, square), f64x2.splat(2.0 / 17));
  even = f64x2.add(f64x2.mul(even, square), f64x2.splat(2.0 / 11));
  odd = f64x2.add(f64x2.mul(odd, square), f64x2.splat(2.0 / 13));
  even = f64x2.add(f64x2.mul(even, square), f64x2.splat(2.0 / 7));
  odd = f64x2.add(f64x2.mul(odd, square), f64x2.splat(2.0 / 9));
  even = f64x2.add(f64x2.mul(even, square), f64x2.splat(2.0 / 3));
  odd = f64x2.add(f64x2.mul(odd, square), f64x2.splat(2.0 / 5));
  const p = f64x2.mul(f64x2.add(even, f64x2.mul(odd, z)), z);
  // 2 s = f - s f = f - (f^2/2 - s f^2/2), so that f itself stays exact.
  const half = f64x2.mul(f64x2.mul(f, f), f64x2.splat(0.5));
  const low = f64x2.add(f64x2.mul(k, f64x2.splat(LN2_LOW)), c);
  const tail = f64x2.sub(half, f64x2.add(f64x2.mul(s, f64x2.add(half, p)), low));
  return f64x2.add(f64x2.mul(k, f64x2.splat(LN2_HIGH)), f64x2.sub(f, tail));
}

/** log(0) is -Infinity, of a negative number NaN. */
// @ts-ignore: decorator
@inline
export function log(x: v128): v128 {
  const zero = f64x2.splat(0);
  const subnormal = f64x2.lt(x, f64x2.splat(2.2250738585072014e-308));
  const normal = v128.bitselect(f64x2.mul(x, f64x2.splat(18014398509481984)), x, subnormal);
  const result = logOf(normal, zero, v128.and(subnormal, f64x2.splat(-54)));
  return ends(x, result);
}

/** log(1 + x) for x >= 0, as exact for a small x as for a large one. */
// @ts-ignore: decorator
@inline
export function log1p(x: v128): v128 {
  const one = f64x2.splat(1);
  const u = f64x2.add(x, one);
  // What the addition lost; above 2^53 it does not count.
  const lost = f64x2.div(f64x2.sub(x, f64x2.sub(u, one)), u);
  const c = v128.and(lost, f64x2.lt(u, f64x2.splat(9007199254740992)));
  return ends(u, logOf(u, c, f64x2.splat(0)));
}

/**
 * The same for z from 0 to 1 (or NaN) of which u = 1 + z and 1 / u are at hand: nothing is left to be told apart.
 */
// @ts-ignore: decorator
@inline
export function log1pOfShare(z: v128, u: v128, inverse: v128): v128 {
  const lost = f64x2.sub(z, f64x2.sub(u, f64x2.splat(1)));
  return logOf(u, f64x2.mul(lost, inverse), f64x2.splat(0));
}

/** `result` where x is positive and finite; else what the logarithm of 0, Infinity, negative numbers and NaN is. */
// @ts-ignore: decorator
@inline
function ends(x: v128, result: v128): v128 {
  const infinity = f64x2.splat(Infinity);
  const zero = f64x2.splat(0);
  const finite = v128.bitselect(result, infinity, f64x2.ne(x, infinity));
  const orZero = v128.bitselect(f64x2.splat(-Infinity), finite, f64x2.eq(x, zero));
  return v128.bitselect(orZero, f64x2.splat(NaN), f64x2.ge(x, zero));
}

/** to_i <- exp(from_i) for an even number of numbers; the same for the others. */
export function expInto(from: usize, to: usize, length: usize): void {
  for (let at: usize = 0; at < length << 3; at += 16) v128.store(to + at, exp(v128.load(from + at)));
}

export function logInto(from: usize, to: usize, length: usize): void {
  for (let at: usize = 0; at < length << 3; at += 16) v128.store(to + at, log(v128.load(from + at)));
}

export function log1pInto(from: usize, to: usize, length: usize): void {
  for (let at: usize = 0; at < length << 3; at += 16) v128.store(to + at, log1p(v128.load(from + at)));
}
