/** Upper bidiagonal: `upper[k]` stands right of `diagonal[k]`. */
export interface Bidiagonal {
  diagonal: Float64Array;
  upper: Float64Array;
}

/** sum_i a_i b_i from `start` on, in four partial sums, for one would wait for itself. */
export const dotFrom = (a: Float64Array, b: Float64Array, start: number): number => {
  const whole = a.length - ((a.length - start) % 4);
  let [s0, s1, s2, s3] = [0, 0, 0, 0];
  for (let i = start; i < whole; i += 4) {
    s0 += a[i]! * b[i]!;
    s1 += a[i + 1]! * b[i + 1]!;
    s2 += a[i + 2]! * b[i + 2]!;
    s3 += a[i + 3]! * b[i + 3]!;
  }
  for (let i = whole; i < a.length; i++) s0 += a[i]! * b[i]!;
  return s0 + s1 + (s2 + s3);
};

const addFrom = (to: Float64Array, from: Float64Array, factor: number, start: number): void => {
  for (let i = start; i < to.length; i++) to[i] = to[i]! + factor * from[i]!;
};

/** Makes of `v` from `start` on the reflector that leaves `beta` there, H = I - tau v v'. */
const makeReflector = (v: Float64Array, start: number): { tau: number; beta: number } => {
  const norm = Math.sqrt(dotFrom(v, v, start));
  if (norm === 0) return { tau: 0, beta: 0 };
  const alpha = v[start]!;
  const beta = alpha < 0 ? norm : -norm;
  v[start] = alpha - beta;
  return { tau: 1 / (beta * (beta - alpha)), beta };
};

/**
 * Householder reflections from both sides of a square matrix, which has the same singular values; the columns are
 * overwritten. 8/3 p^3 operations; the error is a small multiple of eps |A|.
 * Source: G. H. Golub, C. F. Van Loan, Matrix Computations, 4th ed., section 5.4.8.
 */
export const bidiagonalize = (columns: Float64Array[]): Bidiagonal => {
  const size = columns.length;
  const diagonal = new Float64Array(size);
  const upper = new Float64Array(Math.max(0, size - 1));
  const row = new Float64Array(size);
  const sum = new Float64Array(size);
  for (let k = 0; k < size; k++) {
    const v = columns[k]!;
    const left = makeReflector(v, k);
    diagonal[k] = left.beta;
    for (let j = k + 1; j < size; j++) {
      const column = columns[j]!;
      if (left.tau !== 0) addFrom(column, v, -left.tau * dotFrom(v, column, k), k);
      row[j] = column[k]!;
    }
    if (k === size - 1) break;
    const right = makeReflector(row, k + 1);
    upper[k] = right.beta;
    if (right.tau === 0) continue;
    sum.fill(0, k + 1);
    for (let j = k + 1; j < size; j++) addFrom(sum, columns[j]!, row[j]!, k + 1);
    for (let j = k + 1; j < size; j++) addFrom(columns[j]!, sum, -right.tau * row[j]!, k + 1);
  }
  return { diagonal, upper };
};

/**
 * Singular values, descending, by bisection: those of B are the eigenvalues above 0 of the tridiagonal matrix with zeros on the
 * diagonal and d_1, e_1, d_2, e_2, ... beside it, and the number of its eigenvalues below x is that of the negative pivots of
 * T - x I. Each to eps relative to its size, and to eps^2 of the largest one.
 * Source: J. Demmel, W. Kahan, Accurate singular values of bidiagonal matrices, 1990.
 */
export const bidiagonalSingularValues = ({ diagonal, upper }: Bidiagonal): Float64Array => {
  const size = diagonal.length;
  const squares = new Float64Array(2 * size - 1);
  diagonal.forEach((value, k) => (squares[2 * k] = value * value));
  upper.forEach((value, k) => (squares[2 * k + 1] = value * value));
  let bound = 0;
  for (let k = 0; k < size; k++) {
    bound = Math.max(bound, Math.abs(diagonal[k]!) + Math.abs(upper[k] ?? 0), Math.abs(diagonal[k]!) + Math.abs(upper[k - 1] ?? 0));
  }
  const values = new Float64Array(size);
  if (bound === 0) return values;
  const tiny = bound * bound * Number.MIN_VALUE + Number.MIN_VALUE;
  const countBelow = (x: number): number => {
    let pivot = -x;
    let count = 1;
    for (let i = 0; i < squares.length; i++) {
      pivot = -x - squares[i]! / pivot;
      if (pivot > -tiny && pivot < tiny) pivot = -tiny;
      if (pivot < 0) count++;
    }
    return count - size;
  };
  /** The values of ascending ranks [from, to) lie in (low, high]. */
  const split = (low: number, high: number, from: number, to: number): void => {
    if (from === to) return;
    const middle = low + (high - low) / 2;
    const isNarrow = high - low <= 2 * Number.EPSILON * Math.max(low, Number.EPSILON * bound);
    if (isNarrow || middle <= low || middle >= high) {
      values.fill(middle, size - to, size - from);
      return;
    }
    const between = Math.min(to, Math.max(from, countBelow(middle)));
    split(low, middle, from, between);
    split(middle, high, between, to);
  };
  split(0, bound * (1 + 4 * Number.EPSILON), 0, size);
  return values;
};
