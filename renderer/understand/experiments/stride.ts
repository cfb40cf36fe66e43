import { hasSettled, type Experiment } from './facts';

export const stride: Experiment = {
  id: 'stride',
  title: 'A stride too long',
  about: 'Beyond 2/λ every step makes it worse.',
  minutes: 4,
  sampleId: 'classic',
  steps: [
    {
      say: 'Set the learning rate to 0.9 and press Run.',
      look: 'Every step goes too far and lands on the other side, a little nearer. In the chart of the weights the first steps swing, then they settle.',
      isDone: ({ ended }) => ended.some((run) => hasSettled(run) && run.learningRate > 0.7),
    },
    {
      say: 'In Understand open Step size.',
      look: 'λ max is 2.09, so the limit 2/λ max is 0.957. At η = 0.9 the factor 1 − ηλ of that direction is −0.88: the sign flips, the size shrinks.',
      isDone: ({ panel, ended }) => panel === 'rate' && ended.length > 0,
    },
    {
      say: 'Set the learning rate to 1 and press Run.',
      look: 'Now that factor is −1.09: each step makes the error larger, and the run is stopped. The bar on top had foretold it.',
      isDone: ({ ended }) => ended.some(({ stopReason }) => stopReason === 'diverged'),
    },
    {
      say: 'Set the learning rate to 0.5, the best one, and press Run.',
      look: 'The factors lie between −0.04 and 0.05: a dozen steps are enough, and the loss falls to the last digits that numbers have.',
      isDone: ({ ended }) =>
        ended.some(({ stopReason }) => stopReason === 'diverged') &&
        ended.some((run) => hasSettled(run) && Math.abs(run.learningRate - 0.5) <= 0.02),
    },
  ],
};
