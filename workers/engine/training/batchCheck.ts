import { FallLineError, type RunSettings } from '../../core/schema';
import { batchSizeIssue } from '../../core/training/method';
import type { DesignMatrix } from './designMatrix';

/** Throws where a batch is larger than the rows there are to train on, which only the matrix knows. */
export const checkBatchSize = ({ batchSize }: RunSettings, { plan }: DesignMatrix): void => {
  const issue = batchSizeIssue(batchSize, plan.nSamples);
  if (issue !== null) throw new FallLineError('setting-invalid', issue);
};
