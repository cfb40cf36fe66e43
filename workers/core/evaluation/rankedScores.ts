/** Scores of two sides, each ascending: what all curves of a classifier are made of. */
export interface RankedScores {
  positive: Float64Array;
  negative: Float64Array;
}

export const rankScores = (scores: Float64Array, isPositive: (i: number) => boolean): RankedScores => {
  let nPositive = 0;
  for (let i = 0; i < scores.length; i++) if (isPositive(i)) nPositive++;
  const positive = new Float64Array(nPositive);
  const negative = new Float64Array(scores.length - nPositive);
  let [p, n] = [0, 0];
  for (let i = 0; i < scores.length; i++) {
    if (isPositive(i)) positive[p++] = scores[i]!;
    else negative[n++] = scores[i]!;
  }
  return { positive: positive.sort(), negative: negative.sort() };
};

/**
 * Calls `visit` for each different score from the highest down: how many of either side have at least that score, and how many
 * had before it.
 */
export const eachThreshold = (
  { positive, negative }: RankedScores,
  visit: (now: { tp: number; fp: number }, before: { tp: number; fp: number }, score: number) => void,
): void => {
  let [tp, fp] = [0, 0];
  while (tp < positive.length || fp < negative.length) {
    const before = { tp, fp };
    const nextPositive = tp < positive.length ? positive[positive.length - 1 - tp]! : -Infinity;
    const nextNegative = fp < negative.length ? negative[negative.length - 1 - fp]! : -Infinity;
    const score = Math.max(nextPositive, nextNegative);
    while (tp < positive.length && positive[positive.length - 1 - tp] === score) tp++;
    while (fp < negative.length && negative[negative.length - 1 - fp] === score) fp++;
    visit({ tp, fp }, before, score);
  }
};
