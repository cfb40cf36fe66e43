import { stepsForDigits } from '../../workers/core/exact/stepAdvice';
import type { ExactSolution, Method } from '../../workers/core/schema';
import { roundDown } from '../../workers/core/training/divergence';
import { goesBySpectrum } from '../../workers/core/training/method';
import { formatShort } from './number';
import { plural } from './quantity';
import { SLIDER } from './rateSlider';

/** What the spectrum says of a constant learning rate of plain descent. */
export interface RateAdvice {
  best: number;
  limit: number;
  isBeyond: boolean;
}

/** Rounded down, so that what is shown can be taken as it is. */
const DIGITS = 3;

/** A solution that was asked for with the L2 penalty has the spectrum of both. */
export const followsSpectrum = (method: Method): boolean =>
  goesBySpectrum(method.penalty.bias ? method : { ...method, penalty: { ...method.penalty, l2: 0 } });

/** null where the spectrum does not say. */
export function rateAdvice(
  solution: ExactSolution | null,
  method: Method,
  learningRate: number,
): RateAdvice | null {
  if (!followsSpectrum(method)) return null;
  const { bestLearningRate: best = null, divergenceLimit: limit = null } = solution ?? {};
  if (best === null || limit === null) return null;
  return { best: roundDown(best, DIGITS), limit: roundDown(limit, DIGITS), isBeyond: learningRate >= limit };
}

export const beyondText = ({ limit }: RateAdvice): string => `beyond the limit ${formatShort(limit)}: will diverge`;

/** Steps to six digits of each parameter, at this rate and at the best one. */
export interface RateOutlook {
  /** null where descent diverges, or where it never gets there. */
  steps: number | null;
  bestSteps: number;
  best: number;
}

const OUTLOOK_DIGITS = 6;

export function rateOutlook(solution: ExactSolution | null, method: Method, learningRate: number): RateOutlook | null {
  const advice = rateAdvice(solution, method, learningRate);
  if (solution === null || advice === null || !(learningRate > 0)) return null;
  const bestSteps = stepsForDigits(solution.eigenvalues, advice.best, OUTLOOK_DIGITS);
  if (bestSteps === null) return null;
  return { steps: stepsForDigits(solution.eigenvalues, learningRate, OUTLOOK_DIGITS), bestSteps, best: advice.best };
}

export function outlookText({ steps, bestSteps, best }: RateOutlook): string {
  const atBest = `${plural(bestSteps, 'step')} at the best, ${formatShort(best)}`;
  return steps === null ? `Never six digits at this rate: it diverges. ${atBest}.` : `Six digits in ${plural(steps, 'step')} at this rate, ${atBest}.`;
}

/** Where a rate lies on the slider, from 0 to 1; null beyond its ends. */
export function shareOfSlider(rate: number): number | null {
  const share = (Math.log10(rate) - SLIDER.min) / (SLIDER.max - SLIDER.min);
  return share >= 0 && share <= 1 ? share : null;
}
