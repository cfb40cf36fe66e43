import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { ImportProgress, ModelFile, TableFormat } from '../../core/schema';
import type { DataRequests } from '../../tasks/data/messages';
import type { Engine, WorkHooks } from '../api';
import { writeFileAtomic } from '../files/atomicWrite';
import { columnIndexes } from './columns';
import type { DataEngine } from './dataEngine';
import type { Imported } from './importDataset';
import { intervalRequest, requireInterval } from './modelInterval';
import { previewOf } from './previewOf';
import type { Work } from './work';

export interface PredictionsHost {
  datasetOf(id: string): Imported;
  track<T>(
    hooks: WorkHooks,
    phase: ImportProgress['phase'],
    unit: ImportProgress['unit'],
    prompt: boolean,
    run: (work: Work) => Promise<T>,
  ): Promise<T>;
  call<K extends 'predict' | 'predictHead' | 'rows'>(
    work: Work,
    kind: K,
    request: DataRequests[K]['request'],
  ): Promise<DataRequests[K]['response']>;
  withFeatures: DataEngine['withFeatures'];
  databasePath(id: string): string;
  scratchPath: string;
}

/** A page of rows. */
const MOST_PREVIEWED = 1_000;

/** A model at work on a file. */
export const createPredictions = ({
  datasetOf, track, call, withFeatures, databasePath, scratchPath,
}: PredictionsHost): Pick<Engine, 'predict' | 'previewPredictions'> => {
  /** On the columns of the model themselves. */
  const predictColumns = (
    model: ModelFile,
    datasetId: string,
    sink: Parameters<Engine['predict']>[2],
    hooks: WorkHooks,
  ): Promise<DataRequests['predict']['response']> =>
    track(hooks, 'check', 'rows', true, async (work) => {
      const columns = columnIndexes(datasetOf(datasetId).summary, model.columnNames);
      const interval = sink.intervals ? requireInterval(model) : null;
      const { weights, bias, classNames, classes, degree, loss, intercept } = model;
      const write = (path: string, format: TableFormat = 'csv'): Promise<DataRequests['predict']['response']> => {
        const file = { path, format, databasePath: databasePath(randomUUID()) };
        const predicting = { weights, bias, classNames, classes, degree, loss, intercept };
        return call(work, 'predict', { datasetId, columns, model: predicting, interval, file });
      };
      if ('path' in sink) {
        let result: DataRequests['predict']['response'] | undefined;
        await writeFileAtomic(sink.path, async (temporaryPath) => {
          result = await write(temporaryPath, sink.format);
        });
        if (!result) throw new Error('Nothing was written.');
        return result;
      }
      const path = join(scratchPath, `${randomUUID()}.csv`);
      try {
        const result = await write(path);
        for await (const text of createReadStream(path, 'utf8') as AsyncIterable<string>) sink.write(text);
        return result;
      } finally {
        await rm(path, { force: true });
      }
    });

  const predict: Engine['predict'] = (model, datasetId, sink, hooks = {}) =>
    withFeatures(model, datasetId, hooks, async ({ id }, newLevels) => ({
      ...(await predictColumns(model, id, sink, hooks)),
      newLevels: [...newLevels],
    }));

  const previewPredictions: Engine['previewPredictions'] = (model, datasetId, nRows, hooks = {}) =>
    withFeatures(model, datasetId, hooks, (features, newLevels) =>
      track(hooks, 'check', 'rows', true, async (work) => {
        const { weights, bias, classNames, classes, degree, loss, intercept } = model;
        const predicted = await call(work, 'predictHead', {
          datasetId: features.id,
          columns: columnIndexes(features, model.columnNames),
          model: { weights, bias, classNames, classes, degree, loss, intercept },
          interval: intervalRequest(model),
          nRows: Math.min(nRows, MOST_PREVIEWED),
        });
        const { rows } = await call(work, 'rows', { datasetId, rowStart: 0, count: predicted.length });
        return previewOf(model, datasetOf(datasetId).summary, predicted, rows, newLevels);
      }),
    );

  return { predict, previewPredictions };
};
