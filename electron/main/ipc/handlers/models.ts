import { tableFormatOf } from '../../../../workers/core/export/tableColumns';
import { CSV_FILES, PARQUET_FILES } from '../../files/dialogs';
import { readModel } from '../../files/readModel';
import { derivedName, suggestedPath } from '../../files/suggestedPath';
import type { Services } from '../../services';
import type { Handlers } from '../answer';

type ModelHandlers = Pick<Handlers, 'model/preview' | 'model/open' | 'model/predict'>;

export const modelHandlers = (services: Services): ModelHandlers => {
  const { engine, work, imports, approved, samples, dialogs, documentsFolder } = services;

  return {
    'model/preview': ({ runId }) => engine.model(runId),
    'model/open': async ({ path }) => {
      const chosen = path === null ? await dialogs.chooseModel() : approved.require(path);
      if (chosen === null) return null;
      return { path: approved.approve(chosen), model: await readModel(chosen) };
    },
    'model/predict': async ({ model, datasetId }) => {
      const proposal = suggestedPath(imports.current(), samples.isSample, documentsFolder, (name) =>
        derivedName(name, '-predictions.csv'),
      );
      const path = await dialogs.chooseDestination('Save predictions', proposal, CSV_FILES, PARQUET_FILES);
      if (path === null) return null;
      const sink = { path, format: tableFormatOf(path) };
      const summary = await work.run('predict', (context) => engine.predict(model, datasetId, sink, context));
      return { path, ...summary };
    },
  };
};
