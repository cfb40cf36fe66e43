import { chooseBasis, columnCount } from '../../core/exact/basis';
import { describeDependent } from '../../core/exact/describe';
import type { ExactReply } from '../../core/exact/exactTask';
import type { Fit } from '../../core/exact/fit';
import { chunkGroups, dealGroups } from '../../core/exact/groups';
import type { ExactSolution, SolveSettings } from '../../core/schema';
import type { KernelModule } from '../../core/shards/webAssembly';
import type { WorkHooks } from '../api';
import type { DesignMatrix } from '../training/designMatrix';
import { withExactPool } from './exactPool';
import { inferFit } from './inferFit';

/** Multiplications that one worker makes in a few milliseconds: less does not pay for starting a thread. */
const WORK_PER_WORKER = 2e7;

export interface SolverOptions {
  tasksDirectory: string;
  kernels: () => KernelModule;
  maxWorkers: number;
}

export interface SolveSource {
  targetName: string;
  featureNames: string[];
}

const factorsOf = (reply: ExactReply): Float64Array<ArrayBuffer>[] => {
  if (reply.kind !== 'factored') throw new Error(`Factors were asked for, and "${reply.kind}" came.`);
  return reply.factors;
};

const fitOf = (reply: ExactReply): Fit => {
  if (reply.kind !== 'fitted') throw new Error(`A fit was asked for, and "${reply.kind}" came.`);
  return reply.fit;
};

/** The exact solution from shards, which are only read; they must stay until the promise has settled. */
export const solveMatrix = async (
  { tasksDirectory, kernels, maxWorkers }: SolverOptions,
  matrix: DesignMatrix,
  settings: Pick<SolveSettings, 'standardize' | 'degree' | 'intercept'>,
  { targetName, featureNames }: SolveSource,
  hooks: WorkHooks = {},
): Promise<ExactSolution> => {
  const startedAt = performance.now();
  const { plan, memories, summary, rowsSkipped } = matrix;
  const { standardize, degree, intercept } = settings;
  const { nSamples } = plan;
  const basis = chooseBasis(summary, degree, intercept);
  const size = columnCount(basis) + 1;
  const groups = chunkGroups(plan, size);
  const byWork = Math.floor((nSamples * size * size) / WORK_PER_WORKER);
  const nWorkers = Math.max(1, Math.min(maxWorkers, groups.length, byWork));
  const kernelModule = kernels();
  const fit = await withExactPool(tasksDirectory, nWorkers, hooks, async (run) => {
    const shards = { plan, memories };
    const parts = await Promise.all(
      dealGroups(groups, nWorkers).map((part) =>
        run({ kind: 'factor', kernelModule, shards, basis, groups: part }),
      ),
    );
    const factors = parts.flatMap(factorsOf);
    return fitOf(
      await run({ kind: 'fit', kernelModule, factors, basis, nSamples, standardize, featureNames }),
    );
  });
  return {
    targetName,
    classNames: null,
    ...inferFit(fit),
    startGaps: null,
    ...fit.spectrum,
    dependentColumns: fit.dependentColumns,
    nSamples,
    rowsSkipped,
    rank: fit.rank,
    notes: [...matrix.notes, ...describeDependent(fit.dependentColumns, nSamples, fit.rank)],
    nWorkers,
    elapsedMs: performance.now() - startedAt,
  };
};
