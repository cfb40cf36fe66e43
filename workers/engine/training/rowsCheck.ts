import { FallLineError, type RunSettings } from '../../core/schema';
import { batchSizeIssue } from '../../core/training/method';
import { formatCount } from '../../core/text/counted';
import type { DesignMatrix } from './designMatrix';

const refuse = (message: string | null): void => {
  if (message !== null) throw new FallLineError('setting-invalid', message);
};

/** Throws where a run asks for more rows than its parts have: `nTraining` to train on and `nValidation` left out. */
export const checkParts = ({ batchSize, stop }: RunSettings, nTraining: number, nValidation: number): void => {
  refuse(batchSizeIssue(batchSize, nTraining));
  if (stop.patience === null || nValidation > 0) return;
  refuse(
    `Early stopping after ${formatCount(stop.patience)} evaluations needs a validation part, but no row is in it. Choose another column for the parts, or switch this rule off.`,
  );
};

/** The same of the rows that there are, which only the matrix knows. */
export const checkRows = (settings: RunSettings, { plan, validation }: DesignMatrix): void =>
  checkParts(settings, plan.nSamples, validation?.plan.nSamples ?? 0);
