import { farthest, hasSettled, type EndedRun, type Experiment } from './facts';

const NEAR = 1e-5;

const randomOnes = (ended: readonly EndedRun[]): EndedRun[] =>
  ended.filter((run) => hasSettled(run) && run.settings.init.kind === 'random');

/** How many seeds led to the place where the first one did. */
function seedsThatAgree(ended: readonly EndedRun[]): number {
  const runs = randomOnes(ended);
  const first = runs[0];
  if (first === undefined) return 0;
  const near = runs.filter((run) => farthest(run.parameters, first.parameters) < NEAR);
  return new Set(near.map(({ settings: { init } }) => (init.kind === 'random' ? init.seed : null))).size;
}

const FAR = 50;

export const starts: Experiment = {
  id: 'starts',
  title: 'Many starts, one end',
  about: 'The way differs, the end does not.',
  minutes: 3,
  sampleId: 'classic',
  steps: [
    {
      say: 'In Parameters let it start at random, and press Run.',
      look: 'The weights start at small random numbers. Note where they end.',
      isDone: ({ ended }) => seedsThatAgree(ended) >= 1,
    },
    {
      say: 'Type another seed and press Run again.',
      look: 'Other paths in the chart of the weights, the same end.',
      isDone: ({ ended }) => seedsThatAgree(ended) >= 2,
    },
    {
      say: 'A third seed, and Run.',
      look: 'All three agree in every weight to 0.00001. A squared loss is a bowl with one lowest point: where descent begins changes the way, not the end.',
      isDone: ({ ended }) => seedsThatAgree(ended) >= 3,
    },
    {
      say: 'Start at typed-in parameters, with 100 for x1, and press Run.',
      look: 'Far away costs steps, and nothing else: 1,000 steps leave two parts in a billion of the distance, wherever it began.',
      isDone: ({ ended }) => {
        const first = randomOnes(ended)[0];
        return ended.some(
          (run) =>
            hasSettled(run) &&
            run.settings.init.kind === 'given' &&
            Math.max(...run.settings.init.weights.map(Math.abs)) >= FAR &&
            first !== undefined &&
            farthest(run.parameters, first.parameters) < NEAR,
        );
      },
    },
  ],
};
