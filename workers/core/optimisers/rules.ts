import { OPTIMISERS } from './catalogue';
import { SCHEDULES } from '../schedules/catalogue';
import type { LossSettings, Method, OptimizerKind, ScheduleKind } from '../schema';

export interface RuleIssue {
  field: 'optimizer' | 'schedule' | 'clip';
  message: string;
}

/** Whether the loss has a curvature: kinks have none. */
export const isCurved = ({ kind }: LossSettings): boolean => kind !== 'absolute' && kind !== 'quantile';

/** Those that find the length of each step themselves. */
export const searches = (kind: OptimizerKind): boolean => kind === 'l-bfgs' || kind === 'newton';

/** Step rules that find the learning rate, rather than follow a plan from the base rate. */
export const findsRate = (kind: ScheduleKind): boolean =>
  kind === 'armijo' || kind === 'barzilai-borwein' || kind === 'auto';

/** More pairs of steps would only fill the memory. */
const MOST_PAIRS = 1_000;

const optimiserIssue = ({ optimizer, schedule, loss, batchSize }: Method): RuleIssue | null => {
  if (!searches(optimizer.kind)) return null;
  const { title } = OPTIMISERS[optimizer.kind];
  if (optimizer.kind === 'l-bfgs' && optimizer.memory > MOST_PAIRS) {
    return { field: 'optimizer', message: `${title} is to keep ${optimizer.memory} steps. Choose ${MOST_PAIRS} at most.` };
  }
  if (optimizer.kind === 'newton' && !isCurved(loss)) {
    const message = `${title} goes by the curvature, and the ${loss.kind} loss has none. Choose l-bfgs, or another loss.`;
    return { field: 'optimizer', message };
  }
  if (batchSize !== null) {
    const message = `${title} needs the same objective at each step, and batches of ${batchSize} rows change it. Choose full batches, or another optimiser.`;
    return { field: 'optimizer', message };
  }
  if (schedule.kind !== 'constant') {
    const message = `${title} finds the length of each step itself, so the schedule ${schedule.kind} has no place. Choose the schedule constant.`;
    return { field: 'schedule', message };
  }
  return null;
};

const scheduleIssue = ({ optimizer, schedule, loss, batchSize }: Method): RuleIssue | null => {
  if (!findsRate(schedule.kind)) return null;
  const isMomentum = optimizer.kind === 'heavy-ball' || optimizer.kind === 'nesterov';
  const fits = optimizer.kind === 'gradient-descent' || (schedule.kind === 'auto' && loss.kind === 'squared' && isMomentum);
  const { title } = SCHEDULES[schedule.kind];
  const message = ((): string | null => {
    if (!fits) return `${title} finds rates for gradient descent, not for ${optimizer.kind}. Choose gradient-descent, or the schedule constant.`;
    if (!isCurved(loss)) return `${title} needs a smooth objective, and the ${loss.kind} loss has kinks. Choose inverse-sqrt or exponential, or the optimiser l-bfgs.`;
    if (batchSize !== null && schedule.kind !== 'armijo') return `${title} compares steps over the same rows, and batches of ${batchSize} rows change them. Choose full batches, or armijo.`;
    return null;
  })();
  return message === null ? null : { field: 'schedule', message };
};

/**
 * Why these choices do not go together, each being in order by itself: one sentence with the value, and one with the
 * remedy. Null where createStepper can make steps of them.
 */
export const ruleIssue = (method: Method): RuleIssue | null => {
  const { optimizer, schedule, clip } = method;
  const issue = optimiserIssue(method) ?? scheduleIssue(method);
  if (issue !== null || clip === null) return issue;
  if (!searches(optimizer.kind) && !findsRate(schedule.kind)) return null;
  const who = searches(optimizer.kind) ? OPTIMISERS[optimizer.kind].title : SCHEDULES[schedule.kind].title;
  const message = `${who} goes by the whole gradient, which clipping at ${clip} would bend. Choose no clipping, or the schedule constant with another optimiser.`;
  return { field: 'clip', message };
};
