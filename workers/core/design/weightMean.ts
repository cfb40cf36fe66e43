export interface WeightMean {
  push(weight: number): void;
  /** Where all are equal it is that number to the bit; NaN where there was none. */
  mean(): number;
  least(): number;
}

/**
 * Mean and least of weights in the order in which they come, by a compensated sum, so that weights divided by it have mean 1 to
 * rounding.
 * Source: A. Neumaier, Rundungsfehleranalyse einiger Verfahren zur Summation endlicher Summen, 1974.
 */
export const createWeightMean = (): WeightMean => {
  let count = 0;
  let sum = 0;
  let compensation = 0;
  let low = Infinity;
  let high = -Infinity;
  return {
    push: (weight) => {
      const next = sum + weight;
      compensation += Math.abs(sum) >= Math.abs(weight) ? sum - next + weight : weight - next + sum;
      sum = next;
      if (weight < low) low = weight;
      if (weight > high) high = weight;
      count++;
    },
    mean: () => (low === high ? low : (sum + compensation) / count),
    least: () => low,
  };
};
