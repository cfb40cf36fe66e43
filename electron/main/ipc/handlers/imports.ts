import type { Handlers } from '../answer';
import type { Services } from '../../services';

type ImportHandlers = Pick<
  Handlers,
  | 'import/propose'
  | 'import/start'
  | 'work/cancel'
  | 'dataset/profile'
  | 'dataset/rows'
  | 'dataset/rejected'
>;

export const importHandlers = ({
  engine,
  work,
  imports,
  approved,
  recentFiles,
  samples,
}: Services): ImportHandlers => ({
  'import/propose': ({ path, overrides }) => engine.proposeImport(approved.require(path), overrides),
  'import/start': async ({ path, options }) => {
    const file = approved.require(path);
    const dataset = await imports.start(file, options);
    if (!samples.isSample(file)) await recentFiles.add(file);
    return dataset;
  },
  'work/cancel': () => {
    work.cancelAwaited();
    return null;
  },
  'dataset/profile': ({ datasetId }) => work.run(`profile of ${datasetId}`, (context) => engine.profile(datasetId, context)),
  'dataset/rows': ({ datasetId, rowStart, count }) => engine.readRows(datasetId, rowStart, count),
  'dataset/rejected': ({ datasetId, start, count }) => engine.readRejected(datasetId, start, count),
});
