import type { LargeResidual, RegressionPlots } from '../schema';
import { binnedPlane, histogramOf, rangeOf } from './bins';
import { normalPlot } from './normalPlot';
import type { PartRows } from './partRows';

const MOST_LARGE = 20;

/** By the size of the residual, the largest first; of equal ones the earlier row first. */
export const largestResiduals = ({ rows, actual, predicted, part }: PartRows, residuals: Float64Array): LargeResidual[] => {
  /** Ascending by rank, at most MOST_LARGE. */
  const held: number[] = [];
  const size = (i: number): number => (Number.isNaN(residuals[i]!) ? Infinity : Math.abs(residuals[i]!));
  for (let i = 0; i < residuals.length; i++) {
    const last = held.length === MOST_LARGE ? held[MOST_LARGE - 1] : undefined;
    if (last !== undefined && !(size(i) > size(last))) continue;
    let at = held.length;
    while (at > 0 && size(held[at - 1]!) < size(i)) at--;
    held.splice(at, 0, i);
    if (held.length > MOST_LARGE) held.pop();
  }
  return held.map((i) => ({ row: rows[i]!, part, actual: actual[i]!, predicted: predicted[i]! }));
};

/**
 * Residual = actual - predicted. The plane of predicted against actual has one range for both axes, so that its diagonal is where
 * they agree.
 */
export const regressionPlots = (part: PartRows, check: () => void): RegressionPlots => {
  const { actual, predicted } = part;
  const residuals = actual.map((value, i) => value - predicted[i]!);
  const both = rangeOf(actual, predicted);
  const predictedActual = binnedPlane(actual, predicted, both, both);
  check();
  const residualFitted = binnedPlane(predicted, residuals, rangeOf(predicted), rangeOf(residuals));
  check();
  const histogram = histogramOf(residuals);
  const largest = largestResiduals(part, residuals);
  check();
  return { predictedActual, residualFitted, residuals: histogram, normalQuantiles: normalPlot(residuals), largest };
};
