import { bidiagonalize, bidiagonalSingularValues, dotFrom } from './bidiagonal';

const MAX_SWEEPS = 60;

const dotOf = (a: Float64Array, b: Float64Array): number => dotFrom(a, b, 0);

/**
 * tan of the angle by which columns with these squared norms and product become orthogonal: the smaller one.
 */
const tangentOf = (aSquared: number, bSquared: number, product: number): number => {
  const zeta = (bSquared - aSquared) / (2 * product);
  return (zeta < 0 ? -1 : 1) / (Math.abs(zeta) + Math.hypot(1, zeta));
};

const rotate = (a: Float64Array, b: Float64Array, tangent: number): void => {
  const cosine = 1 / Math.sqrt(1 + tangent * tangent);
  const sine = cosine * tangent;
  for (let i = 0; i < a.length; i++) {
    const left = a[i]!;
    const right = b[i]!;
    a[i] = cosine * left - sine * right;
    b[i] = sine * left + cosine * right;
  }
};

/**
 * One-sided Jacobi rotations: pairs of columns are made orthogonal until all are, A V = U Sigma, and then their norms are the
 * singular values. Small ones are as exact, relative to their size, as the condition of the matrix with columns of norm 1
 * allows, so columns in very different units do no harm. The columns are overwritten; `followers`, as many, are rotated and
 * exchanged as they are. Returns the norms.
 * Source: J. Demmel, K. Veselic, Jacobi's method is more accurate than QR, 1992; G. H. Golub, C. F. Van Loan,
 * Matrix Computations, 4th ed., section 8.6.3. Columns are taken by falling norm after P. P. M. de Rijk,
 * 1989.
 */
const orthogonalize = (columns: Float64Array[], followers: Float64Array[] | null): Float64Array => {
  const size = columns.length;
  const squares = new Float64Array(size);
  const measure = (): void => columns.forEach((column, j) => (squares[j] = dotOf(column, column)));
  const tolerance = Number.EPSILON * Math.sqrt(Math.max(1, columns[0]?.length ?? 1));
  const swapToFront = (p: number): void => {
    let largest = p;
    for (let q = p + 1; q < size; q++) if (squares[q]! > squares[largest]!) largest = q;
    [columns[p], columns[largest]] = [columns[largest]!, columns[p]!];
    [squares[p], squares[largest]] = [squares[largest]!, squares[p]!];
    if (followers) [followers[p], followers[largest]] = [followers[largest]!, followers[p]!];
  };
  for (let sweep = 0, hasTurned = true; hasTurned && sweep < MAX_SWEEPS; sweep++) {
    hasTurned = false;
    measure();
    for (let p = 0; p < size - 1; p++) {
      swapToFront(p);
      for (let q = p + 1; q < size; q++) {
        const product = dotOf(columns[p]!, columns[q]!);
        if (Math.abs(product) <= tolerance * Math.sqrt(squares[p]!) * Math.sqrt(squares[q]!)) continue;
        hasTurned = true;
        const tangent = tangentOf(squares[p]!, squares[q]!, product);
        rotate(columns[p]!, columns[q]!, tangent);
        if (followers) rotate(followers[p]!, followers[q]!, tangent);
        squares[p] = Math.max(0, squares[p]! - tangent * product);
        squares[q] = Math.max(0, squares[q]! + tangent * product);
      }
    }
  }
  measure();
  return squares.map(Math.sqrt);
};

/** Jacobi rotations of more columns than these would take seconds. */
const MOST_FOR_JACOBI = 300;
/** Bidiagonals know a singular value to a share of the largest one: smaller ones than this share of it are left to Jacobi. */
const LEAST_FOR_BIDIAGONAL = 1e-6;

/**
 * Singular values of the matrix with these columns, descending, those beyond the rank being anything. Small ones are exact
 * relative to their size, see above; of many columns to 1e-8 at least. The columns are overwritten.
 */
export const singularValues = (columns: Float64Array[], rank = columns.length): Float64Array => {
  if (columns.length > MOST_FOR_JACOBI) {
    const values = bidiagonalSingularValues(bidiagonalize(columns.map((column) => column.slice())));
    if (values[rank - 1]! >= LEAST_FOR_BIDIAGONAL * values[0]!) return values;
  }
  return orthogonalize(columns, null).sort().reverse();
};

/** A = U Sigma V', columns of `scaled` being sigma_i u_i and those of `right` v_i. */
export interface SingularSystem {
  values: Float64Array;
  scaled: Float64Array[];
  right: Float64Array[];
}

/** The same by descending singular values, with the vectors. The columns are overwritten. */
export const singularSystem = (columns: Float64Array[]): SingularSystem => {
  const right = columns.map((_, j) => Float64Array.from(columns, (__, i) => (i === j ? 1 : 0)));
  const norms = orthogonalize(columns, right);
  const order = Array.from(norms.keys()).sort((a, b) => norms[b]! - norms[a]!);
  return {
    values: Float64Array.from(order, (k) => norms[k]!),
    scaled: order.map((k) => columns[k]!),
    right: order.map((k) => right[k]!),
  };
};
