import { CSV_FILES } from '../../files/dialogs';
import { fileKind } from '../../files/fileKind';
import { derivedName, suggestedPath } from '../../files/suggestedPath';
import type { Services } from '../../services';
import type { Handlers } from '../answer';
import { unlessGone } from './unlessGone';

type ProofHandlers = Pick<Handlers, 'import/prove' | 'dataset/save-rejected' | 'file/kind'>;

export const proofHandlers = (services: Services): ProofHandlers => ({
  // Without progress: the dialog shows that of the import alone.
  'import/prove': (request) =>
    unlessGone(
      services.work.run('proof', async ({ signal }) =>
        request && services.engine.proveImport(services.approved.require(request.path), request.options, { signal }),
      ),
    ),
  'dataset/save-rejected': async ({ datasetId }) => {
    const { engine, work, imports, approved, samples, dialogs, documentsFolder } = services;
    const suggested = suggestedPath(imports.current(), samples.isSample, documentsFolder, (name) =>
      derivedName(name, '-rejected.csv'),
    );
    const path = await dialogs.chooseDestination('Save rejected lines', suggested, CSV_FILES);
    if (path === null) return null;
    const saved = await work.run('rejected', (context) => engine.saveRejected(datasetId, path, context));
    return { path: approved.approve(path), ...saved };
  },
  'file/kind': ({ path }) => fileKind(services.approved.require(path)),
});
