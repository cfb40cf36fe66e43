import type { LossSettings } from '../schema';

/** The one number that a loss may have, delta or quantile; null for the others. */
export const lossParameter = (loss: LossSettings): number | null => {
  switch (loss.kind) {
    case 'huber':
      return loss.delta;
    case 'quantile':
      return loss.quantile;
    default:
      return null;
  }
};
