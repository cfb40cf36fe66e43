import { baseSummary, chooseBasis } from '../../core/exact/basis';
import { describeDependent } from '../../core/exact/describe';
import type { ExactSolution, SolveSettings } from '../../core/schema';
import type { WorkHooks } from '../api';
import type { DesignMatrix } from '../training/designMatrix';
import { factorShards, factorWorkers, replyOf, type SolverOptions } from './factorMatrix';
import { inferFit } from './inferFit';

export interface SolveSource {
  targetName: string;
  /** Of the columns of the file, which may lie in the shards with their powers. */
  featureNames: string[];
}

export const PENALTY_NOTE =
  'The L2 penalty draws the coefficients towards 0, so that standard errors and what follows from them are not known.';

/** The exact solution from shards, which are only read; they must stay until the promise has settled. */
export const solveMatrix = async (
  { pool, kernels, maxWorkers }: SolverOptions,
  matrix: DesignMatrix,
  settings: Pick<SolveSettings, 'standardize' | 'scaledBy' | 'degree' | 'intercept' | 'l2' | 'init'>,
  { targetName, featureNames }: SolveSource,
  hooks: WorkHooks = {},
): Promise<ExactSolution> => {
  const startedAt = performance.now();
  const { plan, rowsSkipped } = matrix;
  const { standardize, scaledBy, degree, intercept, l2, init } = settings;
  const scaling = standardize && scaledBy === 'range' ? matrix.summary.scaling : null;
  const { nSamples } = plan;
  const basis = chooseBasis(baseSummary(matrix.summary, featureNames.length), degree, intercept);
  const nWorkers = factorWorkers(plan, basis, maxWorkers);
  const kernelModule = kernels();
  const { fit } = await pool.use(hooks, async (run) => {
    const factors = await factorShards(run, kernelModule, matrix, basis, nWorkers);
    const task = { kernelModule, factors, basis, nSamples, standardize, scaling, l2, init, featureNames };
    return replyOf('fitted', await run({ kind: 'fit', ...task }));
  });
  return {
    targetName,
    classNames: null,
    ...inferFit(fit),
    startGaps: fit.startGaps,
    ...fit.spectrum,
    dependentColumns: fit.dependentColumns,
    nSamples,
    rowsSkipped,
    rank: fit.rank,
    notes: [
      ...matrix.notes,
      ...describeDependent(fit.dependentColumns, nSamples, fit.rank),
      ...(l2 > 0 ? [PENALTY_NOTE] : []),
    ],
    nWorkers,
    elapsedMs: performance.now() - startedAt,
  };
};
