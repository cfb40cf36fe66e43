import type { Method } from '../schema';
import { rateFactor } from '../schedules/rateFactor';

/** The objective along theta + eta u, as its value, slope and bend at theta foretell it. */
export interface TaylorLine {
  objective: number;
  /** u . g. */
  slope: number;
  /** u'Hu; null where the loss has no Hessian. */
  bend: number | null;
}

/** Whether a small step along u lowers the objective: u . g < 0. */
export const falls = ({ slope }: Pick<TaylorLine, 'slope'>): boolean => slope < 0;

/** L(theta) + eta u.g. */
export const firstOrderAt = ({ objective, slope }: TaylorLine, eta: number): number => objective + eta * slope;

/** L(theta) + eta u.g + (eta^2 / 2) u'Hu; for a quadratic the objective itself. */
export const secondOrderAt = (line: TaylorLine, eta: number): number | null =>
  line.bend === null ? null : line.objective + eta * (line.slope + (eta / 2) * line.bend);

/** 2 |u.g| / u'Hu: from this rate on the second-order objective is no longer below that at theta; null where it never rises. */
export const riseRate = ({ slope, bend }: TaylorLine): number | null =>
  bend !== null && bend > 0 && slope < 0 ? (-2 * slope) / bend : null;

/** How far beyond the last thing worth seeing the axis goes. */
const BEYOND = 1.25;

/**
 * `count` rates evenly from 0 to beyond all of `marks` (the present rate, the divergence limit, where the loss has come back), and every mark
 * itself; ascending, none twice.
 */
export const ratesPast = (marks: readonly (number | null)[], count: number): number[] => {
  const known = marks.filter((mark): mark is number => mark !== null && mark > 0 && Number.isFinite(mark));
  const end = BEYOND * Math.max(0, ...known);
  if (!(end > 0)) return [0];
  const grid = Array.from({ length: count }, (_, k) => (end * k) / (count - 1));
  return [...new Set([...grid, ...known])].sort((a, b) => a - b);
};

export interface Remainder {
  /** L(theta + eta u) - L(theta), as it is and as the first order says. */
  actual: number;
  first: number;
  /** What the first order neglects: actual - first. */
  neglected: number;
  /** The same of the second order; null where the loss has no Hessian. */
  beyondSecond: number | null;
}

/** At a rate, with the true objective there. */
export const remainderAt = (line: TaylorLine, eta: number, objective: number): Remainder => {
  const actual = objective - line.objective;
  const first = eta * line.slope;
  const second = line.bend === null ? null : eta * (line.slope + (eta / 2) * line.bend);
  return { actual, first, neglected: actual - first, beyondSecond: second === null ? null : actual - second };
};

/** A kept step: what its gradient promised, and how far the objective fell by the next kept one. */
export interface KeptDecrease {
  step: number;
  /** eta ||g||^2. */
  predicted: number;
  /** L(t) - L(t + 1). */
  actual: number;
}

/** From this step on the base rate is another one. */
interface RateChange {
  step: number;
  learningRate: number;
}

type Descent = Pick<Method, 'optimizer' | 'schedule' | 'batchSize' | 'clip' | 'penalty'>;

const FINDS_RATE: ReadonlySet<string> = new Set(['armijo', 'barzilai-borwein', 'auto']);

/** Why a step is not theta - eta g with an eta known beforehand, g being the gradient that it goes by: one sentence, or null where it is. */
export const notGradientStep = ({ optimizer, schedule, clip, penalty }: Descent): string | null => {
  if (optimizer.kind !== 'gradient-descent') return 'This optimiser does not step by the learning rate times the gradient.';
  if (penalty.l1 > 0) return 'With an L1 penalty each step is shrunk towards 0 after it was taken.';
  if (clip !== null) return 'Gradients that are too long are clipped before the step.';
  if (FINDS_RATE.has(schedule.kind)) return 'This schedule finds a learning rate of its own at each step.';
  return null;
};

/** The same of all rows: a batch has a gradient, and a loss, of its own. */
export const notPlain = (method: Descent): string | null =>
  notGradientStep(method) ??
  (method.batchSize === null ? null : 'Each step goes by the gradient of one batch, not by that of all rows.');

/** The rate of update `step`, where the schedule says it beforehand: the base rate in force then, times the factor of the schedule. */
export const rateOfStep = ({ schedule }: Pick<Method, 'schedule'>, rates: readonly RateChange[], step: number): number => {
  const change = rates.findLast((candidate) => candidate.step <= step) ?? rates[0];
  return change === undefined ? NaN : change.learningRate * rateFactor(schedule, step);
};

interface KeptSteps {
  steps: ArrayLike<number>;
  losses: ArrayLike<number>;
  gradientNorms: ArrayLike<number>;
}

/**
 * Predicted against actual decrease of every kept step whose next one is kept as well, at most `most` of them, evenly spread. Pairs that
 * are not finite are left out.
 */
export const keptDecreases = (
  { steps, losses, gradientNorms }: KeptSteps,
  rateAt: (step: number) => number,
  most: number,
): KeptDecrease[] => {
  const pairs: KeptDecrease[] = [];
  const count = steps.length - 1;
  const spacing = Math.max(1, count / most);
  for (let place = 0; place < count; place += spacing) {
    const k = Math.floor(place);
    const step = steps[k]!;
    if (steps[k + 1]! !== step + 1) continue;
    const norm = gradientNorms[k]!;
    const pair = { step, predicted: rateAt(step) * norm * norm, actual: losses[k]! - losses[k + 1]! };
    if (Number.isFinite(pair.predicted) && Number.isFinite(pair.actual)) pairs.push(pair);
  }
  return pairs;
};

/** Whether the objective is a quadratic, of which the second order is the whole truth. */
export const isQuadratic = ({ loss, penalty }: Pick<Method, 'loss' | 'penalty'>): boolean =>
  loss.kind === 'squared' && penalty.l1 === 0;

/** Of a mean over rows the last few digits are rounding. */
const ROUNDING = 64 * Number.EPSILON;

/** Whether changes of the objective are so small that rounding has as much say in them as the step. */
export const isRounding = (objective: number, changes: readonly number[]): boolean =>
  changes.every((change) => !(Math.abs(change) > ROUNDING * Math.abs(objective)));
