import type { Scaling } from '../schema';
import { dot } from '../training/vectors';
import { singularSystem } from './singularValues';

/** What the Hessian H of a mean loss at its minimum says. Plain data: it crosses threads. */
export interface Curvature {
  /** Of H, descending, 0 beyond the rank. */
  eigenvalues: number[];
  rank: number;
  /**
   * [T H^-1 T'] on the diagonal in the order of theta, T taking theta to the units of the file: 0 where a parameter is held.
   * null where H is singular.
   */
  unitVariances: number[] | null;
}

/** H in columns, of the parameters that are free. */
export interface FreeHessian {
  columns: Float64Array[];
  /** Their places in theta. */
  places: readonly number[];
}

interface Inverse {
  rank: number;
  /** out = H^+ v. */
  solve: (v: Float64Array) => Float64Array;
}

/**
 * The pseudo-inverse by the eigenvalues of S H S, S making the diagonal 1, so that parameters in very different units do no
 * harm. Those below eps p of the largest one are rounding of 0.
 */
export const invertHessian = ({ columns }: FreeHessian): Inverse => {
  const size = columns.length;
  const factors = columns.map((column, j) => (column[j]! > 0 ? 1 / Math.sqrt(column[j]!) : 0));
  const { values, right } = singularSystem(
    columns.map((column, j) => column.map((value, i) => value * factors[i]! * factors[j]!)),
  );
  const least = 16 * size * Number.EPSILON * (values[0] ?? 0);
  const rank = values.filter((value) => value > least).length;
  return {
    rank,
    solve: (v) => {
      const scaled = v.map((value, i) => value * factors[i]!);
      const out = new Float64Array(size);
      for (let k = 0; k < rank; k++) {
        const share = dot(right[k]!, scaled) / values[k]!;
        for (let i = 0; i < size; i++) out[i] = out[i]! + share * right[k]![i]!;
      }
      return out.map((value, i) => value * factors[i]!);
    },
  };
};

/** For each parameter of theta its row of T over theta: w_j / scale_j, and b - sum_j w_j mean_j / scale_j. */
const rowsToRaw = ({ means, scales }: Scaling, length: number): Float64Array[] => {
  const d = means.length;
  return Array.from({ length }, (_, parameter) => {
    const row = new Float64Array(length);
    const j = parameter % (d + 1);
    const start = parameter - j;
    if (j < d) row[parameter] = 1 / scales[j]!;
    else {
      row[parameter] = 1;
      for (let k = 0; k < d; k++) row[start + k] = -means[k]! / scales[k]!;
    }
    return row;
  });
};

/** Of a symmetric H that is not negative. */
export const describeCurvature = (hessian: FreeHessian, scaling: Scaling, length: number): Curvature => {
  const { columns, places } = hessian;
  const { rank, solve } = invertHessian(hessian);
  const { values } = singularSystem(columns.map((column) => column.slice()));
  const eigenvalues = Array.from(values, (value, i) => (i < rank ? value : 0));
  if (rank < columns.length) return { eigenvalues, rank, unitVariances: null };
  const unitVariances = rowsToRaw(scaling, length).map((row) => {
    const free = Float64Array.from(places, (place) => row[place]!);
    return dot(free, solve(free));
  });
  return { eigenvalues, rank, unitVariances };
};
