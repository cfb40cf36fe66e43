/**
 * Which parameters a run ends with: those of its last step; with averaging their mean from a step on; with early stopping
 * what that was at the step of the least validation loss.
 * Sources: B. T. Polyak and A. B. Juditsky, Acceleration of Stochastic Approximation by Averaging (1992), for the mean; L. Prechelt,
 * Early Stopping, but when? (1998), section 2.
 */
export interface Keeper {
  /** Each step in order. */
  observe(step: number, theta: Float64Array): void;
  /** After `observe` of the same step. */
  validate(step: number, theta: Float64Array, validationLoss: number): void;
  /** Evaluations since the one with the least loss. */
  readonly validationsSinceBest: number;
  /** Those to end with when this is the last step. */
  kept(step: number, theta: Float64Array): { step: number; theta: Float64Array };
  /** Live arrays: see Stepper. */
  readonly state: readonly Float64Array[];
}

/** Parameters in the mean; evaluations, of which the best one, its loss and step. */
const MEMORY = { averaged: 0, validations: 1, best: 2, bestLoss: 3, bestStep: 4 } as const;

/** `length` of theta. */
export const createKeeper = (averageFrom: number | null, keepsBest: boolean, length: number): Keeper => {
  const mean = new Float64Array(averageFrom === null ? 0 : length);
  const best = new Float64Array(keepsBest ? length : 0);
  const memory = new Float64Array(5);
  const averageOr = (theta: Float64Array): Float64Array => (memory[MEMORY.averaged]! > 0 ? mean : theta);

  return {
    state: [mean, best, memory],
    observe: (step, theta) => {
      if (averageFrom === null || step < averageFrom) return;
      const count = memory[MEMORY.averaged]! + 1;
      memory[MEMORY.averaged] = count;
      for (let j = 0; j < mean.length; j++) mean[j] = mean[j]! + (theta[j]! - mean[j]!) / count;
    },
    validate: (step, theta, loss) => {
      if (!keepsBest) return;
      memory[MEMORY.validations] = memory[MEMORY.validations]! + 1;
      if (memory[MEMORY.best]! > 0 && !(loss < memory[MEMORY.bestLoss]!)) return;
      memory[MEMORY.best] = memory[MEMORY.validations]!;
      memory[MEMORY.bestLoss] = loss;
      memory[MEMORY.bestStep] = step;
      best.set(averageOr(theta));
    },
    get validationsSinceBest() {
      return memory[MEMORY.validations]! - memory[MEMORY.best]!;
    },
    kept: (step, theta) =>
      memory[MEMORY.best]! > 0
        ? { step: memory[MEMORY.bestStep]!, theta: best }
        : { step, theta: averageOr(theta) },
  };
};
