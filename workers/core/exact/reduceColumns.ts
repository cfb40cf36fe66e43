import { solveUpper } from './triangular';

/** A matrix as columns, with a target of the same length. */
export interface ColumnMatrix {
  columns: Float64Array[];
  target: Float64Array;
}

/** What is left of a column after its part along the kept columns before it has been taken away. */
export interface Candidate {
  column: number;
  /** Euclidean norms of the whole column and of what is left. */
  norm: number;
  residual: number;
  kept: readonly number[];
  /** The factors by which the kept columns, added up, come nearest to this one. */
  relation: () => Float64Array;
}

export interface Reduced {
  kept: number[];
  /** For each column that was not kept: the factors of the columns kept before it. */
  dropped: { column: number; relation: Float64Array }[];
  /** Triangular factor of the kept columns, row after row. */
  upper: Float64Array;
  /** Q'y: its part along the kept columns. */
  projected: Float64Array;
  /** Norm of the rest of y. */
  residual: number;
}

const normFrom = (column: Float64Array, start: number): number => {
  let sum = 0;
  for (let i = start; i < column.length; i++) sum += column[i]! * column[i]!;
  return Math.sqrt(sum);
};

/**
 * Makes of `v` from row `start` on the reflector that leaves `beta` there, with v[start] = 1; returns tau.
 */
const reflector = (v: Float64Array, start: number, norm: number): { tau: number; beta: number } => {
  const alpha = v[start]!;
  const beta = alpha < 0 || Object.is(alpha, -0) ? norm : -norm;
  for (let i = start + 1; i < v.length; i++) v[i] = v[i]! / (alpha - beta);
  v[start] = 1;
  return { tau: (beta - alpha) / beta, beta };
};

const reflect = (v: Float64Array, tau: number, start: number, column: Float64Array): void => {
  let sum = 0;
  for (let i = start; i < v.length; i++) sum += v[i]! * column[i]!;
  for (let i = start; i < v.length; i++) column[i] = column[i]! - tau * sum * v[i]!;
};

/**
 * Householder QR of the columns in their order, leaving out those that `isDependent` says are nothing but a
 * combination of the columns kept before them: the first of several dependent columns stay, as a person
 * expects. The matrix is overwritten.
 * Source: the limited pivoting of dqrdc2 in R's lm; G. H. Golub, C. F. Van Loan, Matrix Computations, 4th
 * ed., section 5.2.
 */
export const reduceColumns = (
  { columns, target }: ColumnMatrix,
  isDependent: (candidate: Candidate) => boolean,
): Reduced => {
  const nRows = target.length;
  const kept: number[] = [];
  const dropped: Reduced['dropped'] = [];
  const packed = (): Float64Array => {
    const size = kept.length;
    const upper = new Float64Array(size * size);
    kept.forEach((column, j) => {
      for (let i = 0; i <= j; i++) upper[i * size + j] = columns[column]![i]!;
    });
    return upper;
  };
  columns.forEach((v, column) => {
    const rank = kept.length;
    const residual = normFrom(v, rank);
    const relation = (): Float64Array => {
      const factors = v.slice(0, rank);
      solveUpper(packed(), rank, rank, factors);
      return factors;
    };
    if (rank === nRows || isDependent({ column, norm: normFrom(v, 0), residual, kept, relation })) {
      dropped.push({ column, relation: relation() });
      return;
    }
    const { tau, beta } = reflector(v, rank, residual);
    for (const later of columns.slice(column + 1)) reflect(v, tau, rank, later);
    reflect(v, tau, rank, target);
    v[rank] = beta;
    kept.push(column);
  });
  return {
    kept,
    dropped,
    upper: packed(),
    projected: target.slice(0, kept.length),
    residual: normFrom(target, kept.length),
  };
};
