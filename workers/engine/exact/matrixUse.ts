import { FallLineError, type DatasetSummary } from '../../core/schema';
import type { WorkHooks } from '../api';
import type { ColumnSelection, DesignMatrix } from '../training/designMatrix';
import type { MatrixCache } from '../training/matrixCache';

export interface MatrixRequest {
  dataset: DatasetSummary;
  /** What is built where none of it is there. */
  selection: ColumnSelection;
  /** Serves as well where its shards are there. */
  instead?: ColumnSelection;
  purpose: 'train' | 'solve';
}

/**
 * Keeps the shards in place for those who work on them: they are replaced only when nobody reads them and no
 * run is open on them.
 */
export interface MatrixUse {
  /** Begins work on the shards as soon as they are there; they cannot be replaced before `begin` returns. */
  acquire<T>(
    request: MatrixRequest,
    hooks: WorkHooks | undefined,
    begin: (matrix: DesignMatrix, isNew: boolean) => T,
  ): Promise<T>;
  /** Until it settles the shards stay. For work begun by `acquire`. */
  read<T>(work: Promise<T>): Promise<T>;
  /** Work on a dataset that `release` ends, from before its shards are there. */
  follow<T>(
    datasetId: string,
    signal: AbortSignal | undefined,
    work: (signal: AbortSignal) => Promise<T>,
  ): Promise<T>;
  /** Ends what is followed, on one dataset or on all, and waits until it has ended. */
  release(datasetId?: string): Promise<void>;
}

export const createMatrixUse = (matrices: MatrixCache, hasOpenRun: () => boolean): MatrixUse => {
  const readers = new Set<Promise<unknown>>();
  const followed = new Set<{ datasetId: string; aborter: AbortController; settled: Promise<unknown> }>();
  let last: Promise<unknown> = Promise.resolve();

  /** The selection to take, once nobody is in the way of it. */
  const waitForTurn = async ({ dataset, selection, instead }: MatrixRequest): Promise<ColumnSelection> => {
    if (matrices.holds(dataset, selection)) return selection;
    if (instead && matrices.holds(dataset, instead)) return instead;
    if (hasOpenRun()) {
      throw new FallLineError(
        'setting-invalid',
        'A run on other columns is open. Choose its columns, or end it first.',
      );
    }
    await Promise.allSettled(readers);
    return selection;
  };

  return {
    acquire: async (request, hooks, begin) => {
      const turn = last.then(async () => {
        const { dataset, purpose } = request;
        const selection = await waitForTurn(request);
        const { matrix, isNew } = await matrices.get(dataset, selection, hooks, purpose);
        // Wrapped, for what has begun must not be waited for here.
        return { begun: begin(matrix, isNew) };
      });
      last = turn.catch(() => undefined);
      const { begun } = await turn;
      return begun;
    },
    read: async (work) => {
      readers.add(work);
      try {
        return await work;
      } finally {
        readers.delete(work);
      }
    },
    follow: async (datasetId, signal, work) => {
      const aborter = new AbortController();
      const settled = work(signal ? AbortSignal.any([signal, aborter.signal]) : aborter.signal);
      const entry = { datasetId, aborter, settled };
      followed.add(entry);
      try {
        return await settled;
      } finally {
        followed.delete(entry);
      }
    },
    release: async (datasetId) => {
      const leaving = [...followed].filter(
        (entry) => datasetId === undefined || entry.datasetId === datasetId,
      );
      for (const { aborter } of leaving) aborter.abort();
      await Promise.allSettled(leaving.map(({ settled }) => settled));
    },
  };
};
