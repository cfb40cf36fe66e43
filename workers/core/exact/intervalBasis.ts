import type { IntervalBasis, ModelFile } from '../schema';
import { formatCount } from '../text/counted';
import type { infer } from './inference';

/** A file of a model should not hold more than some 20,000 numbers for its intervals. */
export const MOST_INTERVAL_PARAMETERS = 200;

/** Parameters that are no further than this share of their standard error from the exact ones have the same intervals. */
const NEAR = 0.01;

type Fitted = ReturnType<typeof infer> & { triangle: number[] | null };
export type IntervalsOrReason = Pick<ModelFile, 'intervals' | 'intervalsReason'>;

export const noIntervals = (intervalsReason: string): IntervalsOrReason => ({ intervals: null, intervalsReason });

/** Why intervals would not be valid, as far as the settings tell; null where they may be. */
export const intervalIssue = (
  { loss, penalty, averageFrom }: Pick<ModelFile, 'penalty' | 'averageFrom'> & { loss: { kind: ModelFile['loss']['kind'] } },
  isWeighted: boolean,
  nParameters: number,
): string | null => {
  if (loss.kind !== 'squared') return 'Intervals of predictions are known for the squared loss alone.';
  if (penalty.l1 > 0 || penalty.l2 > 0) return 'The penalty draws the parameters towards 0, so that the intervals of predictions are not known.';
  if (averageFrom !== null) return 'The parameters are an average over steps, not those of least squares.';
  if (isWeighted) return 'The rows are weighted, so that the spread of a single new row is not known.';
  if (nParameters > MOST_INTERVAL_PARAMETERS) {
    return `The model has ${formatCount(nParameters)} parameters; intervals of predictions are kept for up to ${MOST_INTERVAL_PARAMETERS}.`;
  }
  return null;
};

/**
 * What the intervals of predictions come from, where the parameters are those of least squares; else the reason. `names` and
 * `parameters` in the order of the fit's coefficients.
 */
export const intervalBasis = (
  { coefficients, degreesOfFreedom, residualStandardDeviation, triangle }: Fitted,
  parameters: readonly number[],
): IntervalsOrReason => {
  if (degreesOfFreedom <= 0) return noIntervals('There are no more rows than parameters, so that the spread of the data is not known.');
  if (triangle === null) return noIntervals('A column depends on others, so that the parameters are not determined by the data.');
  if (residualStandardDeviation === null || !triangle.every(Number.isFinite)) {
    return noIntervals('The spread of the data around the model cannot be computed.');
  }
  const far = coefficients.find(({ value, standardError }, j) => {
    const distance = Math.abs((parameters[j] ?? NaN) - (value ?? NaN));
    return !(distance <= NEAR * (standardError ?? NaN));
  });
  if (far) {
    return noIntervals(
      `The parameter of "${far.name}" is more than 0.01 standard errors from that of least squares: train on until it agrees.`,
    );
  }
  const basis: IntervalBasis = { residualStandardDeviation, degreesOfFreedom, triangle };
  return { intervals: basis, intervalsReason: null };
};
