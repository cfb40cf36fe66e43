import { isForClasses } from '../../core/losses/properties';
import type { DesignSettings, LossKind, RunSettings } from '../../core/schema';
import type { BuildSummary, Shards } from '../../core/shards/matrix';
import type { KernelModule } from '../../core/shards/webAssembly';
import type { WorkHooks } from '../api';
import type { MatrixSize } from './allocateShards';

export interface ColumnSelection extends DesignSettings {
  /** Column indices of the dataset. */
  target: number;
  features: number[];
  standardize: boolean;
  /** Classes: the labels of the target are numbered in their order, and any type of column will do. */
  targetKind: 'number' | 'classes';
  /** What is asked of the target; the shards do not depend on it. */
  loss: LossKind;
  /** Whether the rows lie in the order of a shuffle with the seed; with a validation part they always do. */
  isShuffled: boolean;
}

/** The shards that a run needs. */
export const selectionOf = (settings: RunSettings): ColumnSelection => ({
  target: settings.target,
  features: settings.features,
  standardize: settings.standardize,
  targetKind: isForClasses(settings.loss) ? 'classes' : 'number',
  loss: settings.loss.kind,
  isShuffled: settings.batchSize !== null || settings.validationShare > 0,
  degree: settings.degree,
  intercept: settings.intercept,
  scaledBy: settings.scaledBy,
  storage: settings.storage,
  validationShare: settings.validationShare,
  seed: settings.seed,
  weightColumn: settings.weightColumn,
  partColumn: settings.partColumn,
});

/**
 * Called once, on the main thread, when the number of complete rows and of classes is known: throws a FallLineError where
 * they do not suffice, else returns the memories to fill, and the kernels, for `createShardBuilder` of
 * workers/tasks/shards/tileWriter.ts.
 */
export type AllocateShards = (size: Pick<MatrixSize, 'nTraining' | 'nValidation' | 'nOutputs' | 'isWeighted'>) => {
  kernelModule: KernelModule;
  shards: Shards;
  validation: Shards | null;
};

export interface BuiltShards {
  /** What `finish` of the builder returned. */
  summary: BuildSummary;
  /** Rows left out because a chosen column is missing there. */
  rowsSkipped: number;
  /** Sentences for the person, e.g. on rows left out. */
  notes: string[];
}

/**
 * The data half's part of a run: fills the shards with the complete rows, in the order of the file or of the shuffle. After
 * the promise has settled, also by a rejection, no thread may touch the memories any more, for they are used again.
 */
export type BuildShards = (
  datasetId: string,
  selection: ColumnSelection,
  allocate: AllocateShards,
  hooks?: WorkHooks,
) => Promise<BuiltShards>;

/** Features and target of the rows used, in tiles. The memories belong to the engine. */
export interface DesignMatrix extends Shards, BuiltShards {
  /** The rows left out of training, with the scaling of the others. */
  validation: Shards | null;
  buildMs: number;
}

const tilesBytes = ({ plan }: Shards): number =>
  plan.shards.reduce((sum, shard) => sum + shard.byteLength - shard.tilesOffset, 0);

/** Bytes of the tiles, those of the validation part too. */
export const matrixBytes = (matrix: DesignMatrix): number =>
  tilesBytes(matrix) + (matrix.validation ? tilesBytes(matrix.validation) : 0);
