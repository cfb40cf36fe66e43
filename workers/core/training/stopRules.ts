import type { StopReason, StopRules } from '../schema';

export interface Progress {
  step: number;
  loss: number;
  /** Of the step before; NaN at step 0. */
  previousLoss: number;
  gradientNorm: number;
  /** Time spent training, pauses left out. */
  elapsedMs: number;
}

/** The rule that ends the run at this step, or null. Convergence is named before the limits. */
export const stopReasonAt = (rules: StopRules, now: Progress): StopReason | null => {
  if (rules.gradientNorm !== null && now.gradientNorm <= rules.gradientNorm) return 'gradient-norm';
  const change = Math.abs(now.loss - now.previousLoss);
  if (rules.lossChange !== null && change <= rules.lossChange * now.previousLoss) return 'loss-change';
  if (now.step >= rules.maxSteps) return 'max-steps';
  if (rules.elapsedMs !== null && now.elapsedMs >= rules.elapsedMs) return 'time';
  return null;
};
