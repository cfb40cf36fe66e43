/**
 * Numbers of about 32 digits as unevaluated sums high + low of two float64, |low| <= ulp(high) / 2. For the
 * few places where a change of units would cancel digits; not for loops over rows.
 * Source: T. J. Dekker, A floating-point technique for extending the available precision, 1971; Y. Hida, X.
 * S. Li, D. H. Bailey, Algorithms for quad-double precision floating point arithmetic, 2001.
 */
export type DoubleDouble = readonly [high: number, low: number];

export const ZERO: DoubleDouble = [0, 0];
export const ONE: DoubleDouble = [1, 0];

/** 2^27 + 1 cuts a float64 into two halves of 26 bits. */
const SPLITTER = 134_217_729;

export const fromNumber = (value: number): DoubleDouble => [value, 0];
export const toNumber = ([high, low]: DoubleDouble): number => high + low;

/** high + low = a + b exactly. */
export const twoSum = (a: number, b: number): DoubleDouble => {
  const sum = a + b;
  const part = sum - a;
  return [sum, a - (sum - part) + (b - part)];
};

/** The same where |a| >= |b|. */
const quickTwoSum = (a: number, b: number): DoubleDouble => {
  const sum = a + b;
  return [sum, b - (sum - a)];
};

/** high + low = a b exactly, unless a factor is beyond 2^996. */
export const twoProduct = (a: number, b: number): DoubleDouble => {
  const product = a * b;
  const aSplit = SPLITTER * a;
  const aHigh = aSplit - (aSplit - a);
  const aLow = a - aHigh;
  const bSplit = SPLITTER * b;
  const bHigh = bSplit - (bSplit - b);
  const bLow = b - bHigh;
  return [product, aLow * bLow - (product - aHigh * bHigh - aLow * bHigh - aHigh * bLow)];
};

export const add = (a: DoubleDouble, b: DoubleDouble): DoubleDouble => {
  const [high, highError] = twoSum(a[0], b[0]);
  const [low, lowError] = twoSum(a[1], b[1]);
  const [sum, rest] = quickTwoSum(high, highError + low);
  return quickTwoSum(sum, rest + lowError);
};

export const negate = ([high, low]: DoubleDouble): DoubleDouble => [-high, -low];

export const multiply = (a: DoubleDouble, b: DoubleDouble): DoubleDouble => {
  const [product, error] = twoProduct(a[0], b[0]);
  return quickTwoSum(product, error + (a[0] * b[1] + a[1] * b[0]));
};

export const divide = (a: DoubleDouble, b: DoubleDouble): DoubleDouble => {
  const first = a[0] / b[0];
  const rest = add(a, negate(multiply(b, fromNumber(first))));
  const second = rest[0] / b[0];
  const last = add(rest, negate(multiply(b, fromNumber(second))));
  return add(quickTwoSum(first, second), fromNumber(last[0] / b[0]));
};

/** sum_k a_k b_k. */
export const dot = (a: readonly DoubleDouble[], b: readonly DoubleDouble[]): DoubleDouble =>
  a.reduce((sum, value, k) => add(sum, multiply(value, b[k]!)), ZERO);
