import quantile from '@stdlib/stats-base-dists-t-quantile';
import cdf from '@stdlib/stats-base-dists-t-cdf';
import { chooseBasis, columnCount, type Basis } from '../../workers/core/exact/basis';
import type { Factor } from '../../workers/core/exact/factor';
import { fitFactor, type Fit, type FitOptions } from '../../workers/core/exact/fit';
import { chunkGroups } from '../../workers/core/exact/groups';
import { infer } from '../../workers/core/exact/inference';
import { DEFAULT_SOLVE } from '../../workers/core/training/defaults';
import { factorGroups } from '../../workers/tasks/exact/factorGroups';
import { mergeFactors } from '../../workers/tasks/exact/mergeFactors';
import type { DesignMatrix } from '../../workers/engine/training/designMatrix';
import { kernelModule, matrixOf, type Columns, type MatrixOptions } from './matrix';

/** The degree is that of the solution's own basis: the shards hold the columns as they are. */
export type ExactOptions = MatrixOptions & Partial<FitOptions>;

/** R of the basis of a matrix, on this thread. */
export const factorOf = (matrix: DesignMatrix, basis: Basis): Factor => {
  const size = columnCount(basis) + 1;
  const groups = chunkGroups(matrix.plan, size);
  const factors = factorGroups({
    kind: 'factor',
    kernelModule: kernelModule(),
    shards: matrix,
    basis,
    groups,
  });
  return { size, values: mergeFactors(kernelModule(), factors, size) };
};

export const namesOf = (nFeatures: number): string[] =>
  Array.from({ length: nFeatures }, (_, j) => `x${j + 1}`);

export const fitOf = (columns: Columns, options: ExactOptions = {}): Fit => {
  const { degree = 1, intercept = true, standardize = false, l2 = 0, init = DEFAULT_SOLVE.init } = options;
  const matrix = matrixOf(columns, { ...options, degree: 1, standardize: standardize && intercept });
  const basis = chooseBasis(matrix.summary, degree, intercept);
  const { nSamples, nFeatures } = matrix.plan;
  return fitFactor(factorOf(matrix, basis), basis, nSamples, namesOf(nFeatures), { l2, init, standardize });
};

/** All that the engine says of the solution but times and notes. */
export const solveColumns = (columns: Columns, options: ExactOptions = {}) => {
  const fit = fitOf(columns, options);
  const { dependentColumns, rank, spectrum, startGaps } = fit;
  return { dependentColumns, rank, spectrum, startGaps, ...infer(fit, { cdf, quantile }) };
};
