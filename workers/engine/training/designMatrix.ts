import type { BuildSummary, Shards } from '../../core/shards/matrix';
import type { WorkHooks } from '../api';

/** Features and target of the rows used, in tiles. The memories belong to the engine. */
export interface DesignMatrix extends Shards {
  summary: BuildSummary;
  /** Rows left out because a chosen column is missing there. */
  rowsSkipped: number;
  notes: string[];
  buildMs: number;
}

export interface ColumnSelection {
  /** Column indices of the dataset. */
  target: number;
  features: number[];
  standardize: boolean;
}

/**
 * Called once the number of complete rows is known: throws a FallLineError where they do not suffice, else returns the
 * memories to fill by `createShardBuilder` of workers/tasks/shards/tileWriter.ts.
 */
export type AllocateShards = (nSamples: number) => Shards;

/**
 * The data half's part of a run. After the promise has settled, also by a rejection, no thread may touch the memories
 * any more: they are used again. `shards` of the result is what `allocate` returned, `summary` what `finish` did.
 */
export type BuildShards = (
  datasetId: string,
  selection: ColumnSelection,
  allocate: AllocateShards,
  hooks?: WorkHooks,
) => Promise<DesignMatrix>;
