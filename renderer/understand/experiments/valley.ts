import { hasSettled, type Experiment } from './facts';

export const valley: Experiment = {
  id: 'valley',
  title: 'The narrow valley',
  about: 'Why columns want to be scaled.',
  minutes: 4,
  sampleId: 'valley',
  steps: [
    {
      say: 'Press Run.',
      look: 'The weight of x2 is there within 20 steps. The weight of x1 and the bias need hundreds: η must be short for the steep direction, and is then too short for the flat ones.',
      isDone: ({ ended }) => ended.some((run) => hasSettled(run) && !run.settings.standardize),
    },
    {
      say: 'In Understand open the Error surface.',
      look: 'The contours are long and narrow. The path jumps from wall to wall, then creeps along the floor.',
      isDone: ({ panel, ended }) => panel === 'surface' && ended.length > 0,
    },
    {
      say: 'In Model set Scaling to standardise, set the learning rate to 0.5, press Run.',
      look: 'The loss is down after three steps, where 200 were not enough before. Only the units have changed.',
      isDone: ({ ended }) =>
        ended.some((run) => hasSettled(run) && run.settings.standardize && run.learningRate >= 0.2),
    },
    {
      say: 'In the Error surface press raw | standardised.',
      look: 'The same loss on the same rows. In standardised units it is nearly round, so the gradient points nearly at the lowest point.',
      isDone: ({ panel, surface }) => panel === 'surface' && surface?.isCompared === true,
    },
  ],
};
