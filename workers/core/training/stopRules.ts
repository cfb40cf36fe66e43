import type { StopReason, StopRules } from '../schema';

export interface Progress {
  step: number;
  /** Of all rows; NaN where it is not known, as with batches but at the end of an epoch. */
  loss: number;
  /** The last one that was known; NaN at the first. */
  previousLoss: number;
  /** Of all rows, or NaN. */
  gradientNorm: number;
  /** Evaluations of the validation part since the one with the least loss; 0 where there is none. */
  validationsSinceBest: number;
  /** Time spent training, pauses left out. */
  elapsedMs: number;
}

/** The rule that ends the run at this step, or null. Convergence is named before the limits. */
export const stopReasonAt = (rules: StopRules, now: Progress): StopReason | null => {
  if (rules.gradientNorm !== null && now.gradientNorm <= rules.gradientNorm) return 'gradient-norm';
  const change = Math.abs(now.loss - now.previousLoss);
  // The loss of counts may be negative.
  if (rules.lossChange !== null && change <= rules.lossChange * Math.abs(now.previousLoss)) return 'loss-change';
  if (rules.patience !== null && now.validationsSinceBest >= rules.patience) return 'validation';
  if (now.step >= rules.maxSteps) return 'max-steps';
  if (rules.elapsedMs !== null && now.elapsedMs >= rules.elapsedMs) return 'time';
  return null;
};
