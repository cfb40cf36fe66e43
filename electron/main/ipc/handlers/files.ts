import type { Handlers } from '../answer';
import type { Services } from '../../services';

type FileHandlers = Pick<Handlers, 'app/info' | 'app/self-test' | 'app/recent-files' | 'file/choose' | 'sample/path'>;

export const fileHandlers = ({ info, engine, recentFiles, dialogs, approved, samples, work }: Services): FileHandlers => ({
  'app/info': () => info(),
  'app/self-test': () => work.run('self-test', (context) => engine.selfTest(context)),
  'app/recent-files': () => recentFiles.list(),
  'file/choose': async () => {
    const path = await dialogs.chooseData();
    return path === null ? null : { path: approved.approve(path) };
  },
  'sample/path': ({ id }) =>
    work.run('sample', async (context) => ({ path: approved.approve(await samples.path(id, context)) })),
});
