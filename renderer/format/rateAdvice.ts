import type { ExactSolution, Method } from '../../workers/core/schema';
import { formatShort } from './number';
import { SLIDER } from './rateSlider';

/** What the spectrum says of a constant learning rate of plain descent. */
export interface RateAdvice {
  best: number;
  limit: number;
  isBeyond: boolean;
}

const DIGITS = 3;

/** To three digits, never above: what is shown can be taken as it is. */
export function roundDown(value: number): number {
  const rounded = Number(value.toPrecision(DIGITS));
  if (rounded <= value) return rounded;
  const unit = 10 ** (Math.floor(Math.log10(value)) + 1 - DIGITS);
  return Number((rounded - unit).toPrecision(DIGITS));
}

/** null for every other method, for which limit and best rate are others. */
export function rateAdvice(
  solution: ExactSolution | null,
  { optimizer, schedule, penalty }: Method,
  learningRate: number,
): RateAdvice | null {
  if (optimizer.kind !== 'gradient-descent' || schedule.kind !== 'constant') return null;
  if (penalty.l1 !== 0 || penalty.l2 !== 0) return null;
  const { bestLearningRate: best = null, divergenceLimit: limit = null } = solution ?? {};
  if (best === null || limit === null) return null;
  return { best: roundDown(best), limit: roundDown(limit), isBeyond: learningRate >= limit };
}

export const beyondText = ({ limit }: RateAdvice): string => `beyond the limit ${formatShort(limit)}: will diverge`;

/** Where a rate lies on the slider, from 0 to 1; null beyond its ends. */
export function shareOfSlider(rate: number): number | null {
  const share = (Math.log10(rate) - SLIDER.min) / (SLIDER.max - SLIDER.min);
  return share >= 0 && share <= 1 ? share : null;
}
