import type { ExactSolution, RunSettings } from '../../../../electron/contract';
import { stepsForDigits } from '../../../../workers/core/exact/stepAdvice';
import type { SeriesSpec } from '../../../charts/series';
import { formatShort } from '../../../format/number';
import { predictionOf } from '../../../format/prediction';
import { rateText } from './rateWords';
import { plainDescent, type RateFacts } from './rateFacts';
import { TRIAL_STEPS, type Trial } from './useTrial';

const LEAST_STEPS = 20;
const MOST_STEPS = 2_000;
const DIGITS = 3;
/** Of the first distance: what is nearer than this is there. */
const THERE = 1e-12;

/** Long enough that the best rate reaches three digits more than once. */
export function stepsShown({ eigenvalues, best }: RateFacts, hasTrial: boolean): number {
  if (hasTrial) return TRIAL_STEPS;
  const enough = 4 * (stepsForDigits(eigenvalues, best, DIGITS) ?? MOST_STEPS);
  return Math.min(MOST_STEPS, Math.max(LEAST_STEPS, enough));
}

interface Choice {
  solution: ExactSolution | null;
  settings: RunSettings;
  facts: RateFacts;
  learningRate: number;
  trial: Trial | null;
  hidden: ReadonlySet<string>;
}

/** L - L* as the spectrum foretells it for the rate that is pulled and for the best one, and as a trial has it. */
export function rateCurves({ solution, settings, facts, learningRate, trial, hidden }: Choice): SeriesSpec[] {
  const method = { ...plainDescent(settings), batchSize: null };
  const curves: SeriesSpec[] = [];
  const predicted = (id: string, label: string, rate: number, color: number, dash: readonly number[]): void => {
    const prediction = predictionOf(solution, method, [{ step: 0, learningRate: rate }]);
    if (prediction === null) return;
    const goal = THERE * prediction.gapAt(0);
    const curve = (step: number): number => {
      const gap = prediction.gapAt(step);
      return gap >= goal ? gap : NaN;
    };
    curves.push({ id, label, color, dash, visible: !hidden.has(id), curve });
  };
  predicted('present', `predicted, η ${formatShort(learningRate, 3)}`, learningRate, 1, []);
  if (trial === null) predicted('best', `best, η ${rateText(facts.best)}`, facts.best, 3, [5, 4]);
  if (trial !== null) {
    const { steps, objectives } = trial.lane;
    const least = solution?.loss ?? 0;
    const label = `a real run, η ${formatShort(trial.learningRate, 3)}`;
    const curve = (step: number): number => (objectives[steps.indexOf(step)] ?? NaN) - least;
    curves.push({ id: 'trial', label, color: 2, dash: [], visible: !hidden.has('trial'), curve });
  }
  return curves;
}
