import { compensatedSum } from '../reduce/compensated';

/** Sum of w_i; the number of rows where each counts the same. */
export const totalWeight = (weights: Float64Array | null, count: number): number =>
  weights === null ? count : compensatedSum(count, (i) => weights[i]!);

/** sum_i w_i term(i) / sum_i w_i over `count` rows, in compensated sums; NaN where no row counts. */
export const weightedMean = (weights: Float64Array | null, count: number, term: (i: number) => number): number => {
  const sum =
    weights === null
      ? compensatedSum(count, term)
      : // A row that counts nothing adds nothing, also where its term is not finite.
        compensatedSum(count, (i) => (weights[i] === 0 ? 0 : weights[i]! * term(i)));
  return sum / totalWeight(weights, count);
};
