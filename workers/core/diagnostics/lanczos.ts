import { createRandom } from '../random/generator';
import { euclideanNorm } from '../training/norm';
import { tridiagonalEigen, tridiagonalVectors } from './tridiagonal';

/** Writes H v to `out`. Returns false to give up. */
export type SymmetricProduct = (v: Float64Array, out: Float64Array) => boolean;

export interface Extremes {
  largest: number;
  /** Of those above 0: below the rounding of the largest an eigenvalue counts as 0. */
  smallest: number;
  /** An eigenvalue lies within this of each; where the search ended by itself, that is the extreme one. */
  largestError: number;
  smallestError: number;
  nProducts: number;
}

export interface ExtremePairs extends Extremes {
  /** Of length 1, the largest element of each positive. */
  largestVector: Float64Array<ArrayBuffer>;
  smallestVector: Float64Array<ArrayBuffer>;
}

export interface LanczosOptions {
  /** Relative errors to reach; `smallest` null: it need not be known well. */
  tolerance: { largest: number; smallest: number | null };
  maxProducts?: number;
}

const MAX_PRODUCTS = 300;
/**
 * A start vector may have next to nothing of the first eigenvector: a few products must pass before a small error
 * counts.
 */
const MIN_PRODUCTS = 8;

/**
 * A fixed vector with no Math.log in it, so with the same bits on every machine; out <- H v of it, so that directions
 * in which nothing is (H v = 0) stay out of the search.
 */
const startVector = (dimension: number, product: SymmetricProduct): Float64Array | null => {
  const random = createRandom(1);
  const v = new Float64Array(dimension).map(() => random() - 0.5);
  const start = new Float64Array(dimension);
  if (!product(v, start)) return null;
  return normalise(start) > 0 ? start : null;
};

/** Scales v to norm 1; its norm before, or 0 where that is not possible. */
const normalise = (v: Float64Array): number => {
  const norm = euclideanNorm(v);
  if (!(norm > 0) || !Number.isFinite(norm)) return 0;
  for (let j = 0; j < v.length; j++) v[j] = v[j]! / norm;
  return norm;
};

/** Makes v orthogonal to the basis, twice, for once loses what rounding left; v . last of it before. */
const orthogonalise = (basis: readonly Float64Array[], v: Float64Array): number => {
  let alongLast = 0;
  for (let pass = 0; pass < 2; pass++) {
    basis.forEach((earlier, k) => {
      let product = 0;
      for (let j = 0; j < v.length; j++) product += earlier[j]! * v[j]!;
      for (let j = 0; j < v.length; j++) v[j] = v[j]! - product * earlier[j]!;
      if (k === basis.length - 1) alongLast += product;
    });
  }
  return alongLast;
};

/** The extreme Ritz values with the bounds |beta s_k| on their errors, or null without one above 0. */
const extremesOf = (diagonal: readonly number[], beside: readonly number[], dimension: number): Extremes | null => {
  const eigen = tridiagonalEigen(diagonal, beside);
  if (eigen === null) return null;
  const { values, lastElements } = eigen;
  const beta = beside[diagonal.length - 1]!;
  const largest = values.reduce((most, value) => Math.max(most, value), -Infinity);
  if (!(largest > 0) || !Number.isFinite(largest)) return null;
  const rounding = dimension * 2 ** -52 * largest;
  const smallest = values.reduce((least, value) => (value > rounding ? Math.min(least, value) : least), largest);
  const errorOf = (value: number): number => Math.abs(beta * lastElements[values.indexOf(value)]!);
  return {
    largest,
    smallest,
    largestError: errorOf(largest),
    smallestError: errorOf(smallest),
    nProducts: diagonal.length + 1,
  };
};

/** How far an iteration came: H seen through an orthonormal basis is the tridiagonal matrix. */
interface Krylov {
  basis: Float64Array[];
  diagonal: number[];
  beside: number[];
  extremes: Extremes;
}

const iterate = (
  dimension: number,
  product: SymmetricProduct,
  { tolerance, maxProducts = MAX_PRODUCTS }: LanczosOptions,
): Krylov | null => {
  let v = startVector(dimension, product);
  if (v === null) return null;
  const basis: Float64Array[] = [];
  const diagonal: number[] = [];
  const beside: number[] = [];
  let extremes: Extremes | null = null;
  const found = (): Krylov | null => extremes && { basis, diagonal, beside, extremes };
  while (basis.length < Math.min(dimension, maxProducts)) {
    basis.push(v);
    const next = new Float64Array(dimension);
    if (!product(v, next)) return basis.length > MIN_PRODUCTS ? found() : null;
    const size = euclideanNorm(next);
    if (!Number.isFinite(size)) return null;
    diagonal.push(orthogonalise(basis, next));
    const beta = normalise(next);
    // What is left is rounding: the basis holds all that H reaches.
    const isComplete = beta <= dimension * 2 ** -52 * size || basis.length === dimension;
    beside.push(isComplete ? 0 : beta);
    extremes = extremesOf(diagonal, beside, dimension);
    if (extremes === null || isComplete) return found();
    const { largest, largestError, smallest, smallestError } = extremes;
    const isGood =
      largestError <= tolerance.largest * largest &&
      (tolerance.smallest === null || smallestError <= tolerance.smallest * smallest);
    if (isGood && basis.length >= MIN_PRODUCTS) return found();
    v = next;
  }
  return found();
};

/** Sum of s_k q_k over the basis, of length 1 with its largest element positive: a Ritz vector. */
const ritzVector = ({ basis }: Krylov, coordinates: Float64Array): Float64Array<ArrayBuffer> => {
  const vector = new Float64Array(basis[0]!.length);
  coordinates.forEach((share, k) => {
    const q = basis[k]!;
    for (let j = 0; j < vector.length; j++) vector[j] = vector[j]! + share * q[j]!;
  });
  normalise(vector);
  const most = vector.reduce((largest, value) => (Math.abs(value) > Math.abs(largest) ? value : largest), 0);
  return most < 0 ? vector.map((value) => -value) : vector;
};

/**
 * Largest and smallest eigenvalue above 0 of a symmetric positive semi-definite H given by its products, by Lanczos
 * iteration with full reorthogonalisation. Estimates of the largest come from below, of the smallest from above. It
 * ends at the tolerance, after as many products as H has different eigenvalues (which is then exact), after maxProducts
 * (300), or where a product gives up: then with the estimates so far, whose errors are told. Null where a product is not
 * finite, where H v = 0, or where there are fewer than eight products of a larger H.
 * Source: Golub and Van Loan, Matrix Computations, 4th ed., sections 10.1 and 10.3; Parlett, The Symmetric Eigenvalue
 * Problem (1998), section 13.2 for the bounds.
 */
export const extremeEigenvalues = (
  dimension: number,
  product: SymmetricProduct,
  options: LanczosOptions,
): Extremes | null => iterate(dimension, product, options)?.extremes ?? null;

/**
 * The same with an eigenvector of each: the Ritz vectors, for which |H x - lambda x| is at most the error that is told of the
 * value.
 * Source: Parlett, The Symmetric Eigenvalue Problem (1998), section 13.2.
 */
export const extremePairs = (
  dimension: number,
  product: SymmetricProduct,
  options: LanczosOptions,
): ExtremePairs | null => {
  const krylov = iterate(dimension, product, options);
  if (krylov === null) return null;
  const { extremes, diagonal, beside } = krylov;
  const eigen = tridiagonalVectors(diagonal, beside);
  if (eigen === null) return null;
  const vectorOf = (value: number): Float64Array<ArrayBuffer> => {
    const nearest = eigen.values.reduce(
      (best, candidate, k) => (Math.abs(candidate - value) < Math.abs(eigen.values[best]! - value) ? k : best),
      0,
    );
    return ritzVector(krylov, eigen.vectors[nearest]!);
  };
  return { ...extremes, largestVector: vectorOf(extremes.largest), smallestVector: vectorOf(extremes.smallest) };
};

/** The largest eigenvalue to a relative error of 1e-7, or the best estimate where the product gives up late. */
export const largestEigenvalue = (dimension: number, product: SymmetricProduct): number | null =>
  extremeEigenvalues(dimension, product, { tolerance: { largest: 1e-7, smallest: null } })?.largest ?? null;
