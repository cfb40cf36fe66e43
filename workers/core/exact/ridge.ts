import { columnsOfLoss, type FactoredLoss } from './factoredLoss';
import { reduceColumns } from './reduceColumns';
import { solveUpper } from './triangular';

/**
 * The objective L(theta) + (l2 / 2) ||w||^2 as a loss of the same form, through the triangular factor of R with a row
 * sqrt(l2 n / 2) e_j more for each weight; the bias is free.
 * Source: A. Bjorck, Numerical Methods for Least Squares Problems, 1996, section 2.7.1.
 */
export const withRidge = (loss: FactoredLoss, l2: number): FactoredLoss => {
  if (l2 === 0) return loss;
  const { nSamples, intercept, size, projected } = loss;
  const first = intercept ? 1 : 0;
  const nRows = 2 * size - first;
  const columns = columnsOfLoss(loss, nRows);
  for (let j = first; j < size; j++) columns[j]![size + j - first] = Math.sqrt((l2 * nSamples) / 2);
  const target = new Float64Array(nRows);
  target.set(projected);
  const reduced = reduceColumns({ columns, target }, () => false);
  return { ...loss, upper: reduced.upper, projected: reduced.projected, residual: Math.hypot(loss.residual, reduced.residual) };
};

/** Where the loss is least, [b, w...] as the columns lie. R must be regular. */
export const minimiser = ({ upper, size, projected }: FactoredLoss): Float64Array => {
  const solution = projected.slice();
  solveUpper(upper, size, size, solution);
  return solution;
};
