import type { Services } from '../../services';
import type { Handlers } from '../answer';
import { unlessGone } from './unlessGone';

export const evaluationHandlers = ({ engine, work }: Services): Pick<Handlers, 'run/evaluate'> => ({
  'run/evaluate': ({ runId }) =>
    unlessGone(work.run('evaluation', (context) => engine.evaluate({ runId }, context))),
});
