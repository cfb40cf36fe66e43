import type { Services } from '../../services';
import type { Handlers } from '../answer';
import { unlessGone } from './unlessGone';

export const studyHandlers = ({ engine, work }: Services): Pick<Handlers, 'study/start'> => ({
  'study/start': ({ datasetId, study }) => unlessGone(work.run('study', (context) => engine.study(datasetId, study, context))),
});
