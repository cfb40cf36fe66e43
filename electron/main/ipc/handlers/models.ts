import { coefficientsCsv, serializeModel } from '../../../../workers/core/export/model';
import { writeTextAtomic } from '../../../../workers/engine/files/atomicWrite';
import type { ModelFile } from '../../../contract';
import { CSV_FILES, JSON_FILES } from '../../files/dialogs';
import { readModel } from '../../files/readModel';
import { derivedName, suggestedPath } from '../../files/suggestedPath';
import type { Services } from '../../services';
import type { Handlers } from '../answer';

type ModelHandlers = Pick<
  Handlers,
  'model/preview' | 'model/save-json' | 'model/save-coefficients' | 'model/open' | 'model/predict'
>;

type Destination = Parameters<Services['dialogs']['chooseDestination']>[2];

export const modelHandlers = (services: Services): ModelHandlers => {
  const { engine, work, imports, approved, samples, dialogs, documentsFolder } = services;

  const chooseDestination = (title: string, suffix: string, filter: Destination): Promise<string | null> =>
    dialogs.chooseDestination(
      title,
      suggestedPath(imports.current(), samples.isSample, documentsFolder, (name) => derivedName(name, suffix)),
      filter,
    );

  /** The model first: a run that has none must say so before a dialog opens. */
  const save = async (
    runId: string,
    [title, suffix, filter]: [string, string, Destination],
    toText: (model: ModelFile) => string,
  ): Promise<{ path: string } | null> => {
    const text = toText(await engine.model(runId));
    const path = await chooseDestination(title, suffix, filter);
    if (path === null) return null;
    await writeTextAtomic(path, text);
    return { path: approved.approve(path) };
  };

  return {
    'model/preview': ({ runId }) => engine.model(runId),
    'model/save-json': ({ runId }) => save(runId, ['Export model', '-model.json', JSON_FILES], serializeModel),
    'model/save-coefficients': ({ runId }) =>
      save(runId, ['Export coefficients', '-coefficients.csv', CSV_FILES], coefficientsCsv),
    'model/open': async ({ path }) => {
      const chosen = path === null ? await dialogs.chooseModel() : approved.require(path);
      if (chosen === null) return null;
      return { path: approved.approve(chosen), model: await readModel(chosen) };
    },
    'model/predict': async ({ model, datasetId }) => {
      const path = await chooseDestination('Save predictions', '-predictions.csv', CSV_FILES);
      if (path === null) return null;
      const summary = await work.run('predict', (context) => engine.predict(model, datasetId, { path }, context));
      return { path, ...summary };
    },
  };
};
