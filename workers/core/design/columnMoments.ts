import type { Histogram } from '../schema';

export const HISTOGRAM_BINS = 24;

export interface Moments {
  count: number;
  mean: number;
  /** With the 1/N convention. */
  standardDeviation: number;
  histogram: Histogram;
}

export interface MomentsBuilder {
  /** Adds the first `count` values; all are finite and within the bounds. */
  push(values: Float64Array, count: number): void;
  finish(): Moments;
}

const SAFE_EXPONENT = 500;

/** A power of two that brings squares of the values into the range of float64; 1 for all usual columns. */
const safeScale = (low: number, high: number): number => {
  const largest = Math.max(Math.abs(low), Math.abs(high));
  if (largest === 0) return 1;
  const exponent = Math.floor(Math.log2(largest));
  return Math.abs(exponent) <= SAFE_EXPONENT ? 1 : 2 ** -Math.max(-1_000, Math.min(1_000, exponent));
};

/**
 * Mean, deviation and histogram of a column whose bounds are known, block by block in one pass. A block's mean m and
 * M2 = sum (x - m)^2 are found in two sweeps over it and merged:
 * mean = mean_a + d n_b / n,  M2 = M2_a + M2_b + d^2 n_a n_b / n,  d = mean_b - mean_a.
 * Source: T. F. Chan, G. H. Golub, R. J. LeVeque, Updating formulae and a pairwise algorithm for computing sample
 * variances, 1979. Bins are of equal width, the last one holds the upper bound.
 */
export const createMoments = (low: number, high: number): MomentsBuilder => {
  const scale = safeScale(low, high);
  const counts = new Array<number>(HISTOGRAM_BINS).fill(0);
  const bottom = low * scale;
  const range = high * scale - bottom;
  const perBin = range > 0 ? HISTOGRAM_BINS / range : 0;
  let n = 0;
  let mean = 0;
  let m2 = 0;
  return {
    push: (values, count) => {
      if (count === 0) return;
      let sum = 0;
      for (let i = 0; i < count; i++) sum += values[i]! * scale;
      const blockMean = sum / count;
      let blockM2 = 0;
      for (let i = 0; i < count; i++) {
        const value = values[i]! * scale;
        blockM2 += (value - blockMean) * (value - blockMean);
        const bin = Math.min(HISTOGRAM_BINS - 1, Math.floor((value - bottom) * perBin));
        counts[bin]!++;
      }
      const delta = blockMean - mean;
      const total = n + count;
      mean += (delta * count) / total;
      m2 += blockM2 + ((delta * n) / total) * delta * count;
      n = total;
    },
    finish: () => ({
      count: n,
      mean: mean / scale,
      standardDeviation: Math.sqrt(m2 / n) / scale,
      histogram: { low, high, counts },
    }),
  };
};
