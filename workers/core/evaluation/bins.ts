import type { BinnedPlane } from '../schema';

export const MOST_COLUMNS = 80;
export const MOST_ROWS = 60;
const MOST_BINS = 60;
const FEWEST_BINS = 5;

export interface Range {
  low: number;
  high: number;
}

/** Of the finite values; where they are all one, a range around it. */
export const rangeOf = (...columns: readonly Float64Array[]): Range => {
  let low = Infinity;
  let high = -Infinity;
  for (const values of columns) {
    for (let i = 0; i < values.length; i++) {
      const value = values[i]!;
      if (!Number.isFinite(value)) continue;
      if (value < low) low = value;
      if (value > high) high = value;
    }
  }
  if (!(low <= high)) return { low: 0, high: 1 };
  if (low < high) return { low, high };
  const around = low === 0 ? 0.5 : Math.abs(low) / 2;
  return { low: low - around, high: low + around };
};

/** Where `value` lies in [low, high], as a share; in halves where the width would overflow. */
const shareOf = (value: number, { low, high }: Range): number =>
  Number.isFinite(high - low) ? (value - low) / (high - low) : (value / 2 - low / 2) / (high / 2 - low / 2);

/** Bin of `value` among `count` equal ones over [low, high]; the upper edge belongs to the last one. */
export const binOf = (value: number, range: Range, count: number): number =>
  Math.min(count - 1, Math.max(0, Math.floor(shareOf(value, range) * count)));

/** As many as the square root of the number of rows, between 5 and `most`. */
const binsFor = (nRows: number, most: number): number => Math.min(most, Math.max(FEWEST_BINS, Math.ceil(Math.sqrt(nRows))));

/** Points with a coordinate that is not finite are in no cell; all others are counted once. */
export const binnedPlane = (x: Float64Array, y: Float64Array, xRange: Range, yRange: Range): BinnedPlane => {
  // Fewer cells for few rows, so that their counts can still differ.
  const nColumns = Math.max(20, binsFor(x.length, MOST_COLUMNS));
  const nRows = Math.max(15, binsFor(x.length, MOST_ROWS));
  const counts = new Array<number>(nColumns * nRows).fill(0);
  for (let i = 0; i < x.length; i++) {
    if (!Number.isFinite(x[i]!) || !Number.isFinite(y[i]!)) continue;
    const cell = binOf(y[i]!, yRange, nRows) * nColumns + binOf(x[i]!, xRange, nColumns);
    counts[cell] = counts[cell]! + 1;
  }
  const [xLow, xHigh, yLow, yHigh] = [xRange.low, xRange.high, yRange.low, yRange.high];
  return { xLow, xHigh, yLow, yHigh, nColumns, nRows, counts };
};

/** Finite values alone, in bins of equal width between the least and the largest. */
export const histogramOf = (values: Float64Array): Range & { counts: number[] } => {
  const range = rangeOf(values);
  const counts = new Array<number>(binsFor(values.length, MOST_BINS)).fill(0);
  for (let i = 0; i < values.length; i++) {
    if (!Number.isFinite(values[i]!)) continue;
    const bin = binOf(values[i]!, range, counts.length);
    counts[bin] = counts[bin]! + 1;
  }
  return { ...range, counts };
};
