import { columnsAsTrained } from '../../workers/core/preparation/columnsAsTrained';
import { FallLineError } from '../../workers/core/schema';
import type { Engine } from '../../workers/engine/api';
import type { DatasetSummary, ModelFile } from '../contract';
import type { Work } from './work';

export interface PredictionFileOptions {
  engine: Pick<Engine, 'proposeImport' | 'importFile' | 'closeDataset'>;
  work: Work;
}

/** Owner of the file that predictions are made for, beside the open data. One at a time. */
export interface PredictionFile {
  current(): DatasetSummary | null;
  /** The one before it stays open until this one is whole. */
  open(path: string, model: ModelFile): Promise<DatasetSummary>;
  close(): Promise<void>;
}

export function createPredictionFile({ engine, work }: PredictionFileOptions): PredictionFile {
  let current: DatasetSummary | null = null;

  const replaceBy = async (next: DatasetSummary | null): Promise<void> => {
    const previous = current;
    current = next;
    if (previous) await engine.closeDataset(previous.id);
  };

  return {
    current: () => current,
    open: (path, model) =>
      work.run('prediction-file', async ({ signal, onProgress }) => {
        const { format, dialect, columns } = await engine.proposeImport(path);
        const options = { format, dialect, columns: columnsAsTrained(columns, model) };
        const dataset = await engine.importFile(path, options, { signal, onProgress });
        if (signal.aborted) {
          await engine.closeDataset(dataset.id);
          throw new FallLineError('cancelled', 'Cancelled. Nothing was changed.');
        }
        await replaceBy(dataset);
        return dataset;
      }),
    close: () => replaceBy(null),
  };
}
