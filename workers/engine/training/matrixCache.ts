import type { DatasetSummary } from '../../core/schema';
import type { Shards } from '../../core/shards/matrix';
import type { KernelModule } from '../../core/shards/webAssembly';
import type { WorkHooks } from '../api';
import { allocateShards } from './allocateShards';
import type { BuildShards, ColumnSelection, DesignMatrix } from './designMatrix';
import { checkAnyRow, checkRange, checkRowCount, checkVariation, designOf, type Design } from './matrixChecks';
import { createMemoryPool, type MemoryPool } from './memoryPool';
import { checkClassCount, checkCounts, targetNotes } from './targetChecks';

type Purpose = 'train' | 'solve';

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
    purpose?: Purpose,
  ): Promise<{ matrix: DesignMatrix; isNew: boolean }>;
  /** Whether they are there. */
  holds(dataset: DatasetSummary, selection: ColumnSelection): boolean;
  /** Gives up the shards of a dataset, or of any: their memories are for others. */
  forget(datasetId?: string): void;
}

/** All that the shards depend on. The seed counts only where rows are shuffled. */
const keyOf = (dataset: DatasetSummary, selection: ColumnSelection): string => {
  const { target, features, standardize, targetKind, degree, intercept, storage, validationShare, seed } = selection;
  const { weightColumn, partColumn } = selection;
  const scaledBy = standardize ? selection.scaledBy : null;
  const isShuffled = selection.isShuffled || validationShare > 0;
  const shuffle = isShuffled ? [seed, validationShare] : null;
  const roles = [weightColumn, partColumn];
  return JSON.stringify([dataset.id, target, features, scaledBy, targetKind, degree, intercept, storage, roles, shuffle]);
};

const FLOAT32_NOTE =
  'The numbers of the columns are stored as float32, rounded to about 7 digits; all arithmetic is float64.';

export const createMatrixCache = (
  build: BuildShards,
  kernels: () => KernelModule,
  nSeats: number,
  pool: MemoryPool = createMemoryPool(),
): MatrixCache => {
  let held: { key: string; datasetId: string; matrix: DesignMatrix } | null = null;

  const giveBack = (shards: Shards, validation: Shards | null): void =>
    pool.give([...shards.memories, ...(validation?.memories ?? [])]);

  const release = (): void => {
    if (held) giveBack(held.matrix, held.matrix.validation);
    held = null;
  };

  const buildAnew = async (
    dataset: DatasetSummary,
    selection: ColumnSelection,
    design: Design,
    hooks: WorkHooks | undefined,
    purpose: Purpose,
  ): Promise<DesignMatrix> => {
    const startedAt = performance.now();
    const taken: { value: ReturnType<typeof allocateShards> | null } = { value: null };
    try {
      const built = await build(
        dataset.id,
        selection,
        ({ nTraining, nValidation, nOutputs, isWeighted }) => {
          checkAnyRow(nTraining);
          if (selection.targetKind === 'classes') checkClassCount(selection.loss, nOutputs, design.targetName);
          if (purpose === 'train') checkRowCount(nTraining, nValidation, design);
          // Not before it is sure that there will be others.
          release();
          const nFeatures = design.columnNames.length;
          const { storage } = selection;
          taken.value = allocateShards(pool, { nTraining, nValidation, nFeatures, nOutputs, storage, isWeighted, nSeats });
          return { kernelModule: kernels(), ...taken.value };
        },
        hooks,
      );
      if (!taken.value) throw new Error('The shards were built without memory.');
      const { shards, validation } = taken.value;
      checkRange(built.summary, design);
      const notes = [...built.notes, ...(selection.storage === 'float32' ? [FLOAT32_NOTE] : [])];
      const matrix = { ...built, ...shards, validation, notes, buildMs: performance.now() - startedAt };
      held = { key: keyOf(dataset, selection), datasetId: dataset.id, matrix };
      return matrix;
    } catch (error) {
      if (taken.value) giveBack(taken.value.shards, taken.value.validation);
      throw error;
    }
  };

  const holds = (dataset: DatasetSummary, selection: ColumnSelection): boolean =>
    held?.key === keyOf(dataset, selection);

  return {
    holds,
    get: async (dataset, selection, hooks, purpose = 'train') => {
      const isNew = !holds(dataset, selection);
      const design = designOf(dataset, selection);
      const matrix =
        held && !isNew ? held.matrix : await buildAnew(dataset, selection, design, hooks, purpose);
      const { plan, summary, validation } = matrix;
      if (summary.classNames) checkClassCount(selection.loss, summary.classNames.length, design.targetName);
      checkCounts(selection.loss, summary, design.targetName);
      if (purpose === 'train') {
        checkRowCount(plan.nSamples, validation?.plan.nSamples ?? 0, design);
        checkVariation(summary, plan.nSamples, design);
      }
      const notes = targetNotes(selection.loss, summary, design.targetName);
      return { matrix: notes.length > 0 ? { ...matrix, notes: [...matrix.notes, ...notes] } : matrix, isNew };
    },
    forget: (datasetId) => {
      if (datasetId === undefined || held?.datasetId === datasetId) release();
    },
  };
};
