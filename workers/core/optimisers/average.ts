export interface Average {
  add(theta: Float64Array): void;
  /** Writes the mean of what was added; false, and nothing is written, where nothing was. */
  mean(out: Float64Array): boolean;
  /** Live arrays, as in a Stepper: part of a checkpoint. */
  readonly state: readonly Float64Array[];
}

/**
 * Running mean of iterates: m_k = m_(k-1) + (theta_k - m_(k-1)) / k, element by element.
 * Source: Polyak and Juditsky, Acceleration of stochastic approximation by averaging (1992); Welford, Note on a
 * method for calculating corrected sums of squares and products (1962), for the update.
 */
export const createAverage = (length: number): Average => {
  const means = new Float64Array(length);
  const count = new Float64Array(1);
  return {
    state: [means, count],
    add: (theta) => {
      const n = count[0]! + 1;
      count[0] = n;
      for (let j = 0; j < length; j++) means[j] = means[j]! + (theta[j]! - means[j]!) / n;
    },
    mean: (out) => {
      if (count[0] === 0) return false;
      out.set(means);
      return true;
    },
  };
};
