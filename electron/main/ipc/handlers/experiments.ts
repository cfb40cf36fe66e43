import type { Services } from '../../services';
import type { Handlers } from '../answer';

type ExperimentHandlers = Pick<Handlers, 'experiment/begin' | 'experiment/end'>;

export const experimentHandlers = ({ sides, samples, work }: Services): ExperimentHandlers => ({
  'experiment/begin': ({ sampleId }) =>
    sides.begin(() => work.run('sample', (context) => samples.path(sampleId, context))),
  'experiment/end': () => {
    sides.end();
    return null;
  },
});
