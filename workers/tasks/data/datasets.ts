import type { ColumnDefinition, Dialect, RejectedLine } from '../../core/schema';
import { FallLineError } from '../../core/schema';
import type { Reject } from '../../core/design/rejected';
import type { Database } from './database';

/** An imported file: the table `t` of its own database, rows in the order of the file, numbers all finite. */
export interface Dataset {
  database: Database;
  columns: ColumnDefinition[];
  dialect: Dialect | null;
  nRows: number;
  /** The lines left out that are listed, in the order of the file. */
  rejected: RejectedLine[];
}

/** Read, but the lines of its rejects are still to be found: entries of `located` wait for theirs, in the same order. */
export interface PendingDataset extends Omit<Dataset, 'rejected'> {
  byReader: Reject[];
  byValue: Reject[];
}

const open = new Map<string, Dataset>();
const pending = new Map<string, PendingDataset>();

export const addPending = (id: string, dataset: PendingDataset): void => void pending.set(id, dataset);

export const takePending = (id: string): PendingDataset => {
  const dataset = pending.get(id);
  if (!dataset) throw new FallLineError('not-open', 'The data set is not open any more. Open the file again.');
  pending.delete(id);
  return dataset;
};

export const addDataset = (id: string, dataset: Dataset): void => void open.set(id, dataset);

export const datasetOf = (id: string): Dataset => {
  const dataset = open.get(id);
  if (!dataset) throw new FallLineError('not-open', 'The data set is not open any more. Open the file again.');
  return dataset;
};

export const closeDataset = (id: string): void => {
  for (const datasets of [open, pending]) {
    datasets.get(id)?.database.close();
    datasets.delete(id);
  }
};

export const closeAll = (): void => {
  for (const id of [...open.keys(), ...pending.keys()]) closeDataset(id);
};
