import type { GradientSource, Method } from '../../electron/contract';

/** What a method makes of the learning rate, and where its gradient can come from. */

interface RateUse {
  isUsed: boolean;
  words: string;
}

const IN_FULL = 'How far a step goes. Acts at the next step, also while running.';

/** Whether the steps go by the learning rate, and how. */
export function rateUse({ optimizer, schedule }: Pick<Method, 'optimizer' | 'schedule'>): RateUse {
  if (optimizer.kind === 'newton') {
    return { isUsed: false, words: 'Not used: Newton takes the whole step to the minimum of its parabola.' };
  }
  if (optimizer.kind === 'l-bfgs') {
    return { isUsed: false, words: 'Not used: L-BFGS searches for the length of each step.' };
  }
  switch (schedule.kind) {
    case 'auto':
      return { isUsed: false, words: 'Not used: the step rule finds the rate from the data when the run begins.' };
    case 'armijo':
      return { isUsed: true, words: 'The length that is tried first at each step.' };
    case 'barzilai-borwein':
      return { isUsed: true, words: 'Of the first step; the later ones find their own.' };
    default:
      return { isUsed: true, words: IN_FULL };
  }
}

/** Why the gradient cannot come from R; null where it can. */
export function factoredProblem({ loss, batchSize }: Pick<Method, 'loss' | 'batchSize'>): string | null {
  if (loss.kind !== 'squared') return 'squared loss only';
  return batchSize === null ? null : 'all rows only';
}

const SOURCES: Record<GradientSource, string> = {
  sharded: 'From all rows, at each step.',
  factored: 'From R, which one pass over the rows leaves behind: the same steps to ten digits, at a cost that does not grow with the rows.',
  auto: 'From R where that is faster and the loss is squared, else from the rows.',
};

export const sourceWords = (source: GradientSource): string => SOURCES[source];
