import { predictedLoss } from '../../workers/core/exact/stepAdvice';
import type { ExactSolution, Method } from '../../workers/core/schema';
import { followsSpectrum } from './rateAdvice';

/** The loss of descent as the spectrum foretells it. */
export interface Prediction {
  least: number;
  /** What the loss at a step has above the least one; NaN where it has lost all sense. */
  gapAt: (step: number) => number;
}

/** From this step on the rate is another one. */
export interface RateChange {
  step: number;
  learningRate: number;
}

/** A run that has grown so far has diverged. */
const DIVERGED = 1e6;
/** Rounding leaves about the square of a float64's last digit of what was there at first. */
const ROUNDING = 1e-31;
const LAST_DIGIT = 2 ** -52;

/** From a change on: its rate, and what is then left along each eigenvector. */
interface Stretch extends RateChange {
  gaps: readonly number[];
}

function stretchesOf(eigenvalues: readonly number[], startGaps: readonly number[], rates: readonly RateChange[]): Stretch[] {
  const stretches: Stretch[] = [];
  for (const change of rates) {
    const before = stretches.at(-1);
    const gaps = before?.gaps.map((gap, k) => {
      const share = Math.abs(1 - before.learningRate * (eigenvalues[k] ?? 0));
      return gap * share ** (change.step - before.step);
    });
    stretches.push({ ...change, gaps: gaps ?? startGaps });
  }
  return stretches;
}

/** null where the spectrum does not say how the steps go. The first rate is in force from step 0. */
export function predictionOf(
  solution: ExactSolution | null,
  method: Method,
  rates: readonly RateChange[],
): Prediction | null {
  const startGaps = solution?.startGaps ?? null;
  if (solution === null || startGaps === null || !followsSpectrum(method)) return null;
  if (rates.length === 0 || !rates.every(({ learningRate }) => learningRate > 0)) return null;
  const { eigenvalues, loss: least } = solution;
  const start = predictedLoss(eigenvalues, startGaps, 0, 0, 0);
  const rounding = Math.max(ROUNDING * start, LAST_DIGIT * least);
  const stretches = stretchesOf(eigenvalues, startGaps, rates);
  return {
    least,
    gapAt: (step) => {
      const stretch = stretches.findLast((candidate) => candidate.step <= step);
      if (stretch === undefined) return NaN;
      const gap = predictedLoss(eigenvalues, stretch.gaps, 0, stretch.learningRate, step - stretch.step);
      return gap <= DIVERGED * (start + least) ? Math.max(gap, rounding) : NaN;
    },
  };
}
