import { join } from 'node:path';
import { runsCsv } from '../../../../workers/core/keptRuns/runsCsv';
import { writeTextAtomic } from '../../../../workers/engine/files/atomicWrite';
import { CSV_FILES } from '../../files/dialogs';
import { createKeptRuns } from '../../keptRuns';
import type { Services } from '../../services';
import type { Handlers } from '../answer';

type KeptRunHandlers = Pick<
  Handlers,
  | 'kept-runs/list'
  | 'kept-runs/trace'
  | 'kept-runs/change'
  | 'kept-runs/delete'
  | 'kept-runs/restore'
  | 'kept-runs/save-csv'
  | 'kept-runs/open-data'
  | 'kept-runs/resume'
>;

export const keptRunHandlers = (services: Services): KeptRunHandlers => {
  const { store, approved, dialogs, documentsFolder } = services;
  const keptRuns = createKeptRuns(services);
  const approvedPath = (path: string | null): string | null => (path === null ? null : approved.require(path));
  return {
    'kept-runs/list': () => store.list(),
    'kept-runs/trace': ({ id }) => store.trace(id),
    'kept-runs/change': ({ id, change }) => store.change(id, change),
    'kept-runs/delete': async ({ ids }) => {
      await store.remove(ids);
      return null;
    },
    'kept-runs/restore': async ({ ids }) => {
      await store.restore(ids);
      return null;
    },
    'kept-runs/save-csv': async () => {
      const { runs } = await store.list();
      const path = await dialogs.chooseDestination('Export runs', join(documentsFolder, 'runs.csv'), CSV_FILES);
      if (path === null) return null;
      await writeTextAtomic(path, runsCsv(runs));
      return { path: approved.approve(path) };
    },
    'kept-runs/open-data': ({ id, path }) => keptRuns.openData(id, approvedPath(path)),
    'kept-runs/resume': ({ id, path }) => keptRuns.resume(id, approvedPath(path)),
  };
};
