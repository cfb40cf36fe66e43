import type { RunSettings } from '../../core/schema';
import type { ShardPlan } from '../../core/shards/layout';

/** Numbers that a run reads in a tenth of a second: below that there is nothing to gain. */
const LEAST_NUMBERS = 1e8;
/**
 * The factor of d columns takes 2 n d^2 multiplications and a step over the rows 2 n d of them, at the pace of the memory:
 * as much time as a step or two for each column.
 */
const STEPS_PER_COLUMN = 2;

type Size = Pick<ShardPlan, 'nSamples' | 'nFeatures'>;

const paysOff = ({ nSamples, nFeatures }: Size, nSteps: number): boolean => {
  const nColumns = nFeatures + 1;
  return nSteps > STEPS_PER_COLUMN * nColumns && nSteps * nSamples * nColumns >= LEAST_NUMBERS;
};

/** Whether the gradient of a run comes from R. The settings must be in order. */
export const wantsFactor = ({ gradient, loss, batchSize, stop }: RunSettings, size: Size): boolean => {
  if (gradient !== 'auto') return gradient === 'factored';
  return loss.kind === 'squared' && batchSize === null && paysOff(size, stop.maxSteps);
};
