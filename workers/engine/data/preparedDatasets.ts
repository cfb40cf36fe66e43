import { randomUUID } from 'node:crypto';
import type { Resplit } from '../../core/preparation/parts';
import { FallLineError, type AppliedPreparation, type ColumnDefinition, type DatasetSummary, type Preparation, type Prepared, type Recipe } from '../../core/schema';
import type { DataRequests } from '../../tasks/data/messages';
import type { WorkHooks } from '../api';
import { inputIndexes } from './columns';
import type { Imported } from './importDataset';
import { cancelled, type Work } from './work';

type Kind = 'prepare' | 'apply' | 'close';

export interface PreparedHost {
  /** Of an imported file; throws where it is not open. */
  sourceOf(datasetId: string): Imported;
  track<T>(hooks: WorkHooks, run: (work: Work) => Promise<T>): Promise<T>;
  call<K extends Kind>(work: Work, kind: K, request: DataRequests[K]['request']): Promise<DataRequests[K]['response']>;
}

/** A view of an imported file, which is a dataset of its own and ends with the file. */
interface View extends Imported {
  sourceId: string;
  preparation: Preparation;
}

export interface PreparedDatasets {
  find(id: string): Imported | undefined;
  from(sourceId: string): string[];
  /** The dataset of the file that one was made of; null where it is none of these. */
  sourceId(id: string): string | null;
  preparationOf(id: string): Preparation | null;
  prepare(datasetId: string, recipe: Recipe, how: Resplit | null, hooks: WorkHooks): Promise<Prepared>;
  apply(preparation: Preparation, datasetId: string, hooks: WorkHooks): Promise<AppliedPreparation>;
  /** What is held on this side of one; false where there is none. */
  forget(id: string): boolean;
  clear(): void;
}

export const createPreparedDatasets = ({ sourceOf, track, call }: PreparedHost): PreparedDatasets => {
  const views = new Map<string, View>();

  /** Opens a view; nothing of it stays where nobody waits for it any more, or its file has been closed. */
  const open = <R extends { definitions: ColumnDefinition[]; nRows: number; notes: string[] }>(
    datasetId: string,
    hooks: WorkHooks,
    ask: (work: Work, viewId: string) => Promise<R & { preparation: Preparation }>,
  ): Promise<{ dataset: DatasetSummary; response: R }> =>
    track(hooks, async (work) => {
      const startedAt = performance.now();
      const id = randomUUID();
      const source = sourceOf(datasetId);
      const response = await ask(work, id);
      try {
        if (work.isCancelled()) throw cancelled();
        sourceOf(datasetId);
      } catch (error) {
        await call(work, 'close', { datasetId: id }).catch(() => undefined);
        throw error;
      }
      const { definitions: columns, nRows, notes, preparation } = response;
      const dataset = { ...source.summary, id, nRows, columns, notes, elapsedMs: performance.now() - startedAt };
      views.set(id, { summary: dataset, sha256: source.sha256, options: source.options, sourceId: datasetId, preparation });
      return { dataset, response };
    });

  return {
    find: (id) => views.get(id),
    from: (sourceId) => [...views].filter(([, view]) => view.sourceId === sourceId).map(([id]) => id),
    sourceId: (id) => views.get(id)?.sourceId ?? null,
    preparationOf: (id) => views.get(id)?.preparation ?? null,
    prepare: async (datasetId, recipe, how, hooks) => {
      const { dataset, response } = await open(datasetId, hooks, (work, preparedId) =>
        call(work, 'prepare', { datasetId, preparedId, recipe, resplit: how }),
      );
      const { preparation, columns, parts, leftOut, byteLength, notes } = response;
      return { dataset, sourceId: datasetId, preparation, columns, nRows: parts, leftOut, byteLength, notes };
    },
    apply: async (preparation, datasetId, hooks) => {
      const { dataset, response } = await open(datasetId, hooks, async (work, viewId) => {
        const inputs = inputIndexes(sourceOf(datasetId).summary, preparation.inputs);
        return { preparation, ...(await call(work, 'apply', { datasetId, viewId, preparation, inputs })) };
      });
      return { dataset, sourceId: datasetId, columns: response.columns, newLevels: response.newLevels };
    },
    forget: (id) => views.delete(id),
    clear: () => views.clear(),
  };
};

export const notOpen = (): FallLineError =>
  new FallLineError('not-open', 'The data set is not open any more. Open the file again.');
