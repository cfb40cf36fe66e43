import type { ColumnDefinition, Dialect, RejectedLine } from '../../core/schema';
import { FallLineError } from '../../core/schema';
import type { Reject } from '../../core/design/rejected';
import { NO_CONTROL } from './control';
import type { Database } from './database';

/** An imported file: the table `t` of its own database, rows in the order of the file, numbers all finite. Or a view of one. */
export interface Dataset {
  database: Database;
  /** Where its rows are: `t`, or a view of the same database. */
  relation: string;
  /** Of a view: the dataset with which it ends, and what it leaves in the database. */
  view: { sourceId: string; drop: readonly string[] } | null;
  columns: ColumnDefinition[];
  dialect: Dialect | null;
  nRows: number;
  /** The lines left out that are listed, in the order of the file. */
  rejected: RejectedLine[];
}

/** Read, but the lines of its rejects are still to be found: entries of `located` wait for theirs, in the same order. */
export interface PendingDataset extends Omit<Dataset, 'rejected' | 'relation' | 'view'> {
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

/** Removes what a view has left in the database, or may have: on a connection of its own, which nothing interrupts. */
export const dropView = async ({ database }: Dataset, drop: readonly string[]): Promise<void> => {
  await database.use(NO_CONTROL, async (connection) => {
    for (const sql of drop) await connection.run(sql);
  });
};

/** Ends a dataset with its views; a view is dropped, and its source stays. */
export const closeDataset = async (id: string): Promise<void> => {
  const dataset = open.get(id);
  open.delete(id);
  if (dataset?.view) return dropView(dataset, dataset.view.drop);
  for (const [other, { view }] of open) if (view?.sourceId === id) open.delete(other);
  (dataset ?? pending.get(id))?.database.close();
  pending.delete(id);
};

export const closeAll = (): void => {
  for (const { database } of [...open.values(), ...pending.values()]) database.close();
  open.clear();
  pending.clear();
};
