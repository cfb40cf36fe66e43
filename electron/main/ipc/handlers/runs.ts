import { CSV_FILES } from '../../files/dialogs';
import { derivedName, suggestedPath } from '../../files/suggestedPath';
import type { Services } from '../../services';
import type { Handlers } from '../answer';

type RunHandlers = Pick<Handlers, 'run/start' | 'run/control' | 'run/is-open' | 'run/dispose' | 'run/save-log'>;

export const runHandlers = (services: Services): RunHandlers => {
  const { engine, work, runs, imports, samples, dialogs, documentsFolder } = services;
  return {
    'run/start': ({ datasetId, settings }) => runs.start(datasetId, settings),
    'run/control': ({ runId, command }) => {
      runs.control(runId, command);
      return null;
    },
    'run/is-open': ({ runId }) => runs.isOpen(runId),
    'run/dispose': async ({ runId }) => {
      await runs.dispose(runId);
      return null;
    },
    'run/save-log': async ({ runId }) => {
      const proposal = suggestedPath(imports.current(), samples.isSample, documentsFolder, (name) =>
        derivedName(name, '-log.csv'),
      );
      const path = await dialogs.chooseDestination('Save log of iterations', proposal, CSV_FILES);
      if (path === null) return null;
      const { nLines } = await work.run('log', (context) => engine.writeLog(runId, path, context));
      return { path, nLines };
    },
  };
};
