import { compensatedSum } from '../reduce/compensated';
import { normalQuantile } from './normalQuantile';

const MOST_POINTS = 200;
/** Kept whole at either end, where a distribution departs from the normal one. */
const TAIL = 30;

/** Of 0..n - 1 at most 200, ascending: all of either tail, and between them evenly. */
const chosen = (n: number): number[] => {
  if (n <= MOST_POINTS) return Array.from({ length: n }, (_, i) => i);
  const nBetween = MOST_POINTS - 2 * TAIL;
  const stride = (n - 2 * TAIL) / nBetween;
  return Array.from({ length: MOST_POINTS }, (_, k) => {
    if (k < TAIL) return k;
    if (k >= MOST_POINTS - TAIL) return n - MOST_POINTS + k;
    return Math.floor(TAIL + (k - TAIL + 0.5) * stride);
  });
};

/**
 * The i-th smallest of n residuals r, standardised by their own mean and 1/n deviation, against the quantile of the normal
 * distribution at Blom's plotting position (i - 3/8) / (n + 1/4), i from 1: about the expected value of that order statistic.
 * Only finite residuals count; none are given where they do not vary.
 * Source: G. Blom, Statistical Estimates and Transformed Beta-Variables (1958), chapter 6.
 */
export const normalPlot = (residuals: Float64Array): { expected: number[]; found: number[] } => {
  const sorted = residuals.filter(Number.isFinite).sort();
  const n = sorted.length;
  const mean = compensatedSum(n, (i) => sorted[i]!) / n;
  const deviation = Math.sqrt(compensatedSum(n, (i) => (sorted[i]! - mean) ** 2) / n);
  if (!(deviation > 0) || !Number.isFinite(deviation)) return { expected: [], found: [] };
  const ranks = chosen(n);
  return {
    expected: ranks.map((i) => normalQuantile((i + 1 - 3 / 8) / (n + 1 / 4))),
    found: ranks.map((i) => (sorted[i]! - mean) / deviation),
  };
};
