import { farthest, hasSettled, type Experiment } from './facts';

/** y = [2, 4, 5, 9, 11] . x + 2. */
const TRUTH = [2, 4, 5, 9, 11, 2];
const WHOLE = 1000;

export const classic: Experiment = {
  id: 'classic',
  title: 'The true weights come back',
  about: 'Descent finds what made the data.',
  minutes: 3,
  sampleId: 'classic',
  steps: [
    {
      say: 'Press Run, and wait until the 1,000 steps are made.',
      look: 'The weights start at 0. In Train the loss falls in a straight line on its logarithmic axis: every step takes off the same share.',
      isDone: ({ ended }) => ended.some((run) => hasSettled(run) && run.steps >= WHOLE),
    },
    {
      say: 'In Understand, go back to step 250: type it beside the scrubber, or drag.',
      look: 'A step leaves about 0.98 of each error, since 1 − 2η = 0.98. 0.98 to the power 250 is 0.006: no parameter is off by more than 0.8 %.',
      isDone: ({ shownStep }) => shownStep === 250,
    },
    {
      say: 'Go to the last step, 1,000.',
      look: 'The weights are 2, 4, 5, 9 and 11 and the bias is 2, each within 0.00000002: the numbers that made the file.',
      isDone: ({ shownStep, ended }) =>
        shownStep !== null && shownStep >= WHOLE && ended.some((run) => farthest(run.parameters, TRUTH) < 1e-6),
    },
    {
      say: 'Set the learning rate to 0.1 and press Run again.',
      look: 'Ten times the stride: about 100 steps now do what took 1,000. A longer stride is quicker, as long as it is not too long.',
      isDone: ({ ended }) =>
        ended.some(
          (run) => hasSettled(run) && run.learningRate >= 0.05 && run.learningRate <= 0.5 && farthest(run.parameters, TRUTH) < 1e-6,
        ),
    },
  ],
};
