import { hasSettled, type EndedRun, type Experiment } from './facts';

const isFull = (run: EndedRun): boolean => hasSettled(run) && run.settings.batchSize === null;
const isBatch = (run: EndedRun): boolean =>
  hasSettled(run) && run.settings.batchSize !== null && run.settings.batchSize <= 64;

export const batches: Experiment = {
  id: 'batches',
  title: 'Noise and mini-batches',
  about: 'A few rows a step: quick, but trembling.',
  minutes: 4,
  sampleId: 'ice-cream',
  steps: [
    {
      say: 'Press Run.',
      look: 'The loss stops falling at 569.86. That is no failure: it is the noise in the data, and no line through them does better.',
      isDone: ({ ended }) => ended.some(isFull),
    },
    {
      say: 'In Algorithm choose batches as the rows per step, 16 rows a batch, and press Run.',
      look: 'Each step sees 16 days out of 365, with other noise in each: the weights come near and then tremble around the end.',
      isDone: ({ ended }) => ended.some(isBatch),
    },
    {
      say: 'Set the learning rate to 0.005, stop after 2,000 steps, and press Run.',
      look: 'A tenth of the stride: the tremble is smaller, but the way takes more steps.',
      isDone: ({ ended }) => ended.some((run) => isBatch(run) && run.learningRate <= 0.01),
    },
    {
      say: 'Set the learning rate back to 0.05, average from step 200 (under More in Algorithm), and press Run.',
      look: 'The result is the mean of the steps: they tremble to all sides, and the mean lies nearer to the end than nearly all of them.',
      isDone: ({ ended }) =>
        ended.some((run) => isBatch(run) && run.settings.averageFrom !== null && run.steps > run.settings.averageFrom),
    },
  ],
};
