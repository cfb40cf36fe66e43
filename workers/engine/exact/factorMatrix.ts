import { chooseBasis, columnCount, type Basis } from '../../core/exact/basis';
import type { ExactReply } from '../../core/exact/exactTask';
import type { FactoredLoss } from '../../core/exact/factoredLoss';
import { chunkGroups, dealGroups } from '../../core/exact/groups';
import type { DesignSettings } from '../../core/schema';
import type { ShardPlan } from '../../core/shards/layout';
import type { KernelModule } from '../../core/shards/webAssembly';
import type { WorkHooks } from '../api';
import type { DesignMatrix } from '../training/designMatrix';
import type { ExactPool, RunExactTask } from './exactPool';

/** Multiplications that one worker makes in a few milliseconds: less does not pay for another thread. */
const WORK_PER_WORKER = 2e7;

export interface SolverOptions {
  pool: ExactPool;
  kernels: () => KernelModule;
  maxWorkers: number;
}

/** The reply of the kind that was asked for. */
export const replyOf = <K extends ExactReply['kind']>(kind: K, reply: ExactReply): Extract<ExactReply, { kind: K }> => {
  if (reply.kind !== kind) throw new Error(`A reply "${kind}" was asked for, and "${reply.kind}" came.`);
  return reply as Extract<ExactReply, { kind: K }>;
};

export const factorWorkers = (plan: ShardPlan, basis: Basis, maxWorkers: number): number => {
  const size = columnCount(basis) + 1;
  const byWork = Math.floor((plan.nSamples * size * size) / WORK_PER_WORKER);
  return Math.max(1, Math.min(maxWorkers, chunkGroups(plan, size).length, byWork));
};

/** Triangular factors of groups of chunks, in order: the same for any number of workers. */
export const factorShards = async (
  run: RunExactTask,
  kernelModule: KernelModule,
  { plan, memories }: DesignMatrix,
  basis: Basis,
  nWorkers: number,
): Promise<Float64Array<ArrayBuffer>[]> => {
  const groups = chunkGroups(plan, columnCount(basis) + 1);
  const shards = { plan, memories };
  const parts = await Promise.all(
    dealGroups(groups, nWorkers).map((part) => run({ kind: 'factor', kernelModule, shards, basis, groups: part })),
  );
  return parts.flatMap((part) => replyOf('factored', part).factors);
};

/**
 * Squared loss over all rows of a matrix as training sees them, through the triangular factor of its columns:
 * shards of powers have one for each power. They are only read, and must stay until the promise has settled.
 */
export const factorMatrix = (
  { pool, kernels, maxWorkers }: SolverOptions,
  matrix: DesignMatrix,
  { intercept }: Pick<DesignSettings, 'intercept'>,
  hooks: WorkHooks = {},
): Promise<FactoredLoss> => {
  const { nSamples, nFeatures } = matrix.plan;
  const { scaling } = matrix.summary;
  const kernelModule = kernels();
  const basis = chooseBasis(matrix.summary, 1, intercept);
  return pool.use(hooks, async (run) => {
    const factors = await factorShards(run, kernelModule, matrix, basis, factorWorkers(matrix.plan, basis, maxWorkers));
    const featureNames = Array.from({ length: nFeatures }, (_, j) => `column ${j + 1}`);
    const reply = await run({ kind: 'loss', kernelModule, factors, basis, nSamples, scaling, featureNames });
    return replyOf('loss', reply).loss;
  });
};
