import type { ExactSolution, Method } from '../../workers/core/schema';
import { roundDown } from '../../workers/core/training/divergence';
import { goesBySpectrum } from '../../workers/core/training/method';
import { formatShort } from './number';
import { SLIDER } from './rateSlider';

/** What the spectrum says of a constant learning rate of plain descent. */
export interface RateAdvice {
  best: number;
  limit: number;
  isBeyond: boolean;
}

/** Rounded down, so that what is shown can be taken as it is. */
const DIGITS = 3;

/** null for every other method, for which limit and best rate are others. */
export function rateAdvice(
  solution: ExactSolution | null,
  method: Method,
  learningRate: number,
): RateAdvice | null {
  if (!goesBySpectrum(method)) return null;
  const { bestLearningRate: best = null, divergenceLimit: limit = null } = solution ?? {};
  if (best === null || limit === null) return null;
  return { best: roundDown(best, DIGITS), limit: roundDown(limit, DIGITS), isBeyond: learningRate >= limit };
}

export const beyondText = ({ limit }: RateAdvice): string => `beyond the limit ${formatShort(limit)}: will diverge`;

/** Where a rate lies on the slider, from 0 to 1; null beyond its ends. */
export function shareOfSlider(rate: number): number | null {
  const share = (Math.log10(rate) - SLIDER.min) / (SLIDER.max - SLIDER.min);
  return share >= 0 && share <= 1 ? share : null;
}
