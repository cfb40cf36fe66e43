import { tableFormatOf } from '../../../../workers/core/export/tableColumns';
import { CSV_FILES, PARQUET_FILES } from '../../files/dialogs';
import { derivedName, suggestedPath } from '../../files/suggestedPath';
import type { Services } from '../../services';
import type { Handlers } from '../answer';

type RunHandlers = Pick<Handlers, 'run/start' | 'run/control' | 'run/is-open' | 'run/dispose' | 'run/save-log' | 'run/save-trace'>;

export const runHandlers = (services: Services): RunHandlers => {
  const { engine, work, runs, imports, samples, dialogs, documentsFolder } = services;
  const proposal = (suffix: string): string =>
    suggestedPath(imports.current(), samples.isSample, documentsFolder, (name) => derivedName(name, suffix));
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
      const path = await dialogs.chooseDestination('Save log of iterations', proposal('-log.csv'), CSV_FILES);
      if (path === null) return null;
      const { nLines } = await work.run('log', (context) => engine.writeLog(runId, path, context));
      return { path, nLines };
    },
    'run/save-trace': async ({ runId }) => {
      const path = await dialogs.chooseDestination('Save trace', proposal('-trace.csv'), CSV_FILES, PARQUET_FILES);
      if (path === null) return null;
      const sink = { path, format: tableFormatOf(path) };
      const { nRows } = await work.run('trace', (context) => engine.writeTrace(runId, sink, context));
      return { path, nRows };
    },
  };
};
