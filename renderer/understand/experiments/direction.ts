import type { DialHand } from '../hands';
import type { Experiment, Facts } from './facts';

/** Up to it no whole degree beats 180 after one step of the sample. */
const SHORT = 0.00015;

const apart = (a: number, b: number): number => {
  const difference = Math.abs(a - b) % 360;
  return Math.min(difference, 360 - difference);
};

/** The dial, once it is open and has numbers. */
const dialOf = ({ panel, dial }: Facts): DialHand | null => (panel === 'dial' ? dial : null);

const straightHasLost = ({ leastAt }: DialHand): boolean => leastAt !== null && apart(leastAt, 180) > 5;

export const direction: Experiment = {
  id: 'direction',
  title: 'Why 180 degrees',
  about: 'Straight down is best, for short steps.',
  minutes: 4,
  sampleId: 'valley',
  steps: [
    {
      say: 'Press Step: the run makes one step and waits.',
      look: 'You stand on a slope. The gradient points to where the loss rises fastest.',
      isDone: ({ run, isMoving, step }) => run !== null && !isMoving && step >= 1,
    },
    {
      say: 'In Understand open the Direction dial and turn u to 90 degrees.',
      look: 'cos β is 0, so the predicted change is 0: along the contour nothing is gained.',
      isDone: (facts) => {
        const dial = dialOf(facts);
        return dial !== null && (apart(dial.beta, 90) <= 1 || apart(dial.beta, 270) <= 1);
      },
    },
    {
      say: 'Shorten η to 0.0001, and turn u to where the loss falls most.',
      look: 'The predicted change is ηk cos β. It is least at 180 degrees, where cos β = −1, and for so short a stride the truth agrees.',
      isDone: (facts) => {
        const dial = dialOf(facts);
        return dial !== null && dial.eta <= SHORT && apart(dial.beta, 180) <= 3;
      },
    },
    {
      say: 'Lengthen η, to 0.005 say, until 180 degrees is no longer the best.',
      look: 'The least point of the curve leaves 180 degrees. The loss bends a hundred times more across this valley than along it, and a long stride feels the bend.',
      isDone: (facts) => {
        const dial = dialOf(facts);
        return dial !== null && dial.eta > SHORT && straightHasLost(dial);
      },
    },
    {
      say: 'Keep this η and turn u to the least point of the curve.',
      look: 'The actual change is now below the one at 180 degrees. The gradient is the best direction for short steps only.',
      isDone: (facts) => {
        const dial = dialOf(facts);
        return dial !== null && dial.leastAt !== null && straightHasLost(dial) && apart(dial.beta, dial.leastAt) <= 3;
      },
    },
  ],
};
