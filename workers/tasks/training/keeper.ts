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
}

export const createKeeper = (averageFrom: number | null, keepsBest: boolean): Keeper => {
  let mean: Float64Array | null = null;
  let count = 0;
  let best: { step: number; theta: Float64Array; loss: number } | null = null;
  let validationsSinceBest = 0;

  return {
    observe: (step, theta) => {
      if (averageFrom === null || step < averageFrom) return;
      mean ??= new Float64Array(theta.length);
      count++;
      for (let j = 0; j < mean.length; j++) mean[j] = mean[j]! + (theta[j]! - mean[j]!) / count;
    },
    validate: (step, theta, loss) => {
      if (!keepsBest) return;
      validationsSinceBest++;
      if (best && !(loss < best.loss)) return;
      best ??= { step, theta: new Float64Array(theta.length), loss };
      best.step = step;
      best.loss = loss;
      best.theta.set(mean ?? theta);
      validationsSinceBest = 0;
    },
    get validationsSinceBest() {
      return validationsSinceBest;
    },
    kept: (step, theta) => best ?? { step, theta: mean ?? theta },
  };
};
