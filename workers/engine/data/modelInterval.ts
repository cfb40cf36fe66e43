import quantile from '@stdlib/stats-base-dists-t-quantile';
import { CONFIDENCE } from '../../core/evaluation/interval';
import { FallLineError, type ModelFile } from '../../core/schema';
import type { IntervalRequest } from '../../tasks/data/messages';

/** What the data thread needs for the intervals of a model, which has no library for Student's t; null where there are none. */
export const intervalRequest = ({ intervals }: ModelFile): IntervalRequest | null =>
  intervals && { basis: intervals, quantile: quantile((1 + CONFIDENCE) / 2, intervals.degreesOfFreedom) };

/** Throws 'setting-invalid' where the model has no intervals. */
export const requireInterval = (model: ModelFile): IntervalRequest => {
  const request = intervalRequest(model);
  if (request) return request;
  const reason = model.intervalsReason ?? 'The model file is of a time before intervals.';
  throw new FallLineError('setting-invalid', `There are no intervals for these predictions. ${reason}`);
};
