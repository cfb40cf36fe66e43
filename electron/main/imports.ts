import { FallLineError } from '../../workers/core/schema';
import type { Engine } from '../../workers/engine/api';
import type { DatasetSummary, ImportOptions } from '../contract';
import type { Work } from './work';

export interface ImportsOptions {
  engine: Pick<Engine, 'importFile' | 'closeDataset'>;
  work: Work;
  /** A run reads the data set it was started on, so it goes first. */
  disposeRun: () => Promise<void>;
}

/** Owner of the data set that is open in the window. */
export interface Imports {
  current(): DatasetSummary | null;
  /** The data set before it stays open until the new one is whole; where `check` throws it stays for good. */
  start(path: string, options: ImportOptions, check?: (dataset: DatasetSummary) => void): Promise<DatasetSummary>;
  close(): Promise<void>;
}

export function createImports({ engine, work, disposeRun }: ImportsOptions): Imports {
  let current: DatasetSummary | null = null;

  const replaceBy = async (next: DatasetSummary | null): Promise<void> => {
    const previous = current;
    current = next;
    if (!previous) return;
    await disposeRun();
    await engine.closeDataset(previous.id);
  };

  return {
    current: () => current,
    start: (path, options, check) =>
      work.run('import', async ({ signal, onProgress }) => {
        const dataset = await engine.importFile(path, options, { signal, onProgress });
        if (signal.aborted) {
          await engine.closeDataset(dataset.id);
          throw new FallLineError('cancelled', 'The import was cancelled. Nothing was changed.');
        }
        try {
          check?.(dataset);
        } catch (error) {
          await engine.closeDataset(dataset.id);
          throw error;
        }
        await replaceBy(dataset);
        return dataset;
      }),
    close: () => replaceBy(null),
  };
}
