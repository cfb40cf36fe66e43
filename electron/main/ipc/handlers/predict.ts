import { tableFormatOf } from '../../../../workers/core/export/tableColumns';
import { CSV_FILES, PARQUET_FILES } from '../../files/dialogs';
import { derivedName, suggestedPath } from '../../files/suggestedPath';
import type { Services } from '../../services';
import type { Handlers } from '../answer';
import { unlessGone } from './unlessGone';

const PREVIEWED_ROWS = 100;

type PredictHandlers = Pick<Handlers, 'predict/open' | 'predict/close' | 'predict/preview' | 'predict/save'>;

export const predictHandlers = (services: Services): PredictHandlers => {
  const { engine, work, imports, predictionFile, approved, samples, dialogs, documentsFolder } = services;
  const fileOf = (datasetId: string) => {
    const beside = predictionFile.current();
    return beside?.id === datasetId ? beside : imports.current();
  };
  return {
    'predict/open': async ({ path, model }) => {
      const chosen = path === null ? await dialogs.chooseData() : approved.require(path);
      if (chosen === null) return null;
      approved.approve(chosen);
      return predictionFile.open(chosen, model);
    },
    'predict/close': async () => {
      await predictionFile.close();
      return null;
    },
    'predict/preview': ({ model, datasetId }) =>
      unlessGone(
        work.run('probe-predictions', ({ signal }) =>
          engine.previewPredictions(model, datasetId, PREVIEWED_ROWS, { signal }),
        ),
      ),
    'predict/save': async ({ model, datasetId, intervals }) => {
      const suggested = suggestedPath(fileOf(datasetId), samples.isSample, documentsFolder, (name) =>
        derivedName(name, '-predictions.csv'),
      );
      const path = await dialogs.chooseDestination('Save predictions', suggested, CSV_FILES, PARQUET_FILES);
      if (path === null) return null;
      const summary = await work.run('predict', (context) =>
        engine.predict(model, datasetId, { path, format: tableFormatOf(path), intervals }, context),
      );
      return { path: approved.approve(path), ...summary };
    },
  };
};
