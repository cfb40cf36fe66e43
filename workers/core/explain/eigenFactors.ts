/**
 * What a step of descent with the constant rate eta leaves of the distance to the optimum along the eigenvector of lambda:
 * the factor 1 - eta lambda. Between 0 and 1 it shrinks, below 0 it also changes sides, beyond -1 it grows.
 * Source: Y. Nesterov, Introductory Lectures on Convex Optimization, 2004, section 2.1.
 */
export interface EigenFactor {
  eigenvalue: number;
  factor: number;
  behaviour: 'at-once' | 'shrinks' | 'swings' | 'for-ever' | 'grows' | 'rests';
}

const behaviourOf = (eigenvalue: number, factor: number): EigenFactor['behaviour'] => {
  if (!(eigenvalue > 0)) return 'rests';
  if (factor === 0) return 'at-once';
  if (factor > 0) return 'shrinks';
  if (factor > -1) return 'swings';
  return factor === -1 ? 'for-ever' : 'grows';
};

export const eigenFactors = (eigenvalues: readonly number[], learningRate: number): EigenFactor[] =>
  eigenvalues.map((eigenvalue) => {
    const factor = 1 - learningRate * eigenvalue;
    return { eigenvalue, factor, behaviour: behaviourOf(eigenvalue, factor) };
  });

/** The one that is slowest to vanish, or grows fastest: its |factor| is the speed in the end. null where none is above 0. */
export const worstFactor = (factors: readonly EigenFactor[]): EigenFactor | null =>
  factors
    .filter(({ behaviour }) => behaviour !== 'rests')
    .reduce<EigenFactor | null>(
      (worst, one) => (worst === null || Math.abs(one.factor) > Math.abs(worst.factor) ? one : worst),
      null,
    );
