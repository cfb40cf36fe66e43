import quantile from '@stdlib/stats-base-dists-t-quantile';
import { CONFIDENCE } from '../../core/evaluation/interval';
import type { ModelFile } from '../../core/schema';
import type { IntervalRequest } from '../../tasks/data/messages';

/** What the data thread needs for the intervals of a model, which has no library for Student's t; null where there are none. */
export const intervalRequest = ({ intervals }: ModelFile): IntervalRequest | null =>
  intervals && { basis: intervals, quantile: quantile((1 + CONFIDENCE) / 2, intervals.degreesOfFreedom) };
