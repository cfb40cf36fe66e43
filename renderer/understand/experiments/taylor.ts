import type { TaylorHand } from '../hands';
import type { Experiment, Facts } from './facts';

interface Known extends TaylorHand {
  actual: number;
}

/** The lens, once it is open and the true change is known. */
function lensOf({ panel, taylor }: Facts): Known | null {
  if (panel !== 'taylor' || taylor === null || taylor.actual === null) return null;
  return { ...taylor, actual: taylor.actual };
}

/** Share of the true change by which a prediction misses it. */
const missOf = (predicted: number, { actual }: Known): number => Math.abs(predicted - actual) / Math.abs(actual);

export const taylor: Experiment = {
  id: 'taylor',
  title: 'When Taylor fails',
  about: 'Where prediction by the slope ends.',
  minutes: 4,
  sampleId: 'ice-cream',
  steps: [
    {
      say: 'Press Step: the run makes one step and waits.',
      look: 'At this point slope and bend of the loss are known, and nothing else is needed to predict what a stride will do.',
      isDone: ({ run, isMoving, step }) => run !== null && !isMoving && step >= 1,
    },
    {
      say: 'In Understand open the Taylor lens and shorten η to 0.01.',
      look: 'Slope alone predicts the change of the loss to about one part in a hundred. That is why the terms in η² may be left out.',
      isDone: (facts) => {
        const lens = lensOf(facts);
        return lens !== null && missOf(lens.firstOrder, lens) <= 0.02;
      },
    },
    {
      say: 'Lengthen η past 1.',
      look: 'The slope still promises a fall, but the loss would rise. The second-order curve lies on the truth all the way: a squared loss has no terms beyond η².',
      isDone: (facts) => {
        const lens = lensOf(facts);
        return lens !== null && lens.firstOrder < 0 && lens.actual > 0;
      },
    },
    {
      say: 'In Loss choose Huber with delta 100. Press Reset, then Step.',
      look: 'Huber loss is a square for small misses and a straight line for large ones: it is no quadratic.',
      isDone: ({ run, isMoving, step }) => run?.loss.kind === 'huber' && !isMoving && step >= 1,
    },
    {
      say: 'In the Taylor lens lengthen η until the second order misses too.',
      look: 'Bend and slope at one point no longer tell the whole curve: the second-order curve leaves the truth as well.',
      isDone: (facts) => {
        const lens = lensOf(facts);
        if (facts.run?.loss.kind !== 'huber' || lens === null || lens.secondOrder === null) return false;
        return missOf(lens.secondOrder, lens) > 0.05;
      },
    },
  ],
};
