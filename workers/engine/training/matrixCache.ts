import { availableParallelism } from 'node:os';
import { FallLineError, type DatasetSummary } from '../../core/schema';
import { planShards } from '../../core/shards/layout';
import type { Shards } from '../../core/shards/matrix';
import type { KernelModule } from '../../core/shards/webAssembly';
import type { WorkHooks } from '../api';
import type { BuildShards, ColumnSelection, DesignMatrix } from './designMatrix';
import { checkAnyRow, checkDetermined, checkRange, type ColumnNames } from './matrixChecks';
import { createMemoryPool } from './memoryPool';
import { formatCount } from '../../core/text/counted';

/** The shards of the last selection, kept for the next run with the same one. */
export interface MatrixCache {
  /**
   * `isNew` says whether the shards had to be built. Replaces those of another selection: no run may be at
   * work on them. For training the rows must determine the weights.
   */
  get(
    dataset: DatasetSummary,
    selection: ColumnSelection,
    hooks?: WorkHooks,
    purpose?: 'train' | 'solve',
  ): Promise<{ matrix: DesignMatrix; isNew: boolean }>;
  /** Whether they are there. */
  holds(dataset: DatasetSummary, selection: ColumnSelection): boolean;
  /** Gives up the shards of a dataset. */
  forget(datasetId: string): void;
}

const keyOf = (dataset: DatasetSummary, selection: ColumnSelection): string =>
  JSON.stringify([dataset.id, selection.target, selection.features, selection.standardize]);

const nameOf = (dataset: DatasetSummary, index: number): string =>
  dataset.columns.find((column) => column.index === index)?.name ?? `column ${index}`;

export const createMatrixCache = (
  build: BuildShards,
  kernels: () => KernelModule,
  nSeats: number,
): MatrixCache => {
  const pool = createMemoryPool();
  let held: { key: string; datasetId: string; matrix: DesignMatrix } | null = null;

  const release = (): void => {
    if (held) pool.give(held.matrix.memories);
    held = null;
  };

  const allocate = (nSamples: number, nFeatures: number): Shards => {
    checkAnyRow(nSamples);
    const plan = planShards(nSamples, nFeatures, { nThreads: availableParallelism(), nSeats });
    if (!plan) {
      throw new FallLineError(
        'setting-invalid',
        `${nFeatures} features do not fit into memory. Choose fewer.`,
      );
    }
    const memories: Shards['memories'] = [];
    try {
      for (const shard of plan.shards) memories.push(pool.take(shard.byteLength));
    } catch (error) {
      pool.give(memories);
      if (!(error instanceof RangeError)) throw error;
      throw new FallLineError(
        'setting-invalid',
        `There is not enough memory for ${formatCount(nSamples)} rows of ${nFeatures} features. Choose fewer features.`,
      );
    }
    return { plan, memories };
  };

  const namesOf = (dataset: DatasetSummary, { target, features }: ColumnSelection): ColumnNames => ({
    featureNames: features.map((index) => nameOf(dataset, index)),
    targetName: nameOf(dataset, target),
  });

  const buildAnew = async (
    dataset: DatasetSummary,
    selection: ColumnSelection,
    hooks?: WorkHooks,
  ): Promise<DesignMatrix> => {
    release();
    const startedAt = performance.now();
    const taken: { shards: Shards | null } = { shards: null };
    try {
      const built = await build(
        dataset.id,
        selection,
        ({ nTraining }) => {
          taken.shards = allocate(nTraining, selection.features.length);
          return { kernelModule: kernels(), shards: taken.shards, validation: null };
        },
        hooks,
      );
      const { shards } = taken;
      if (!shards) throw new Error('The shards were built without memory.');
      checkRange(built, namesOf(dataset, selection));
      const matrix = { ...built, ...shards, validation: null, buildMs: performance.now() - startedAt };
      held = { key: keyOf(dataset, selection), datasetId: dataset.id, matrix };
      return matrix;
    } catch (error) {
      if (taken.shards) pool.give(taken.shards.memories);
      throw error;
    }
  };

  const holds = (dataset: DatasetSummary, selection: ColumnSelection): boolean =>
    held?.key === keyOf(dataset, selection);

  return {
    holds,
    get: async (dataset, selection, hooks, purpose = 'train') => {
      const isNew = !holds(dataset, selection);
      const matrix = held && !isNew ? held.matrix : await buildAnew(dataset, selection, hooks);
      if (purpose === 'train') checkDetermined(matrix, matrix.plan.nSamples, namesOf(dataset, selection));
      return { matrix, isNew };
    },
    forget: (datasetId) => {
      if (held?.datasetId === datasetId) release();
    },
  };
};
