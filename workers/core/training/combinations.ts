import { hasHessian } from '../losses/properties';
import { OPTIMISERS } from '../optimisers/catalogue';
import { hasProximalStep, stabilityFactor } from '../optimisers/create';
import type { LossKind, Method, OptimizerKind, ScheduleKind } from '../schema';
import { chosen, kindsOf } from './choices';
import type { MethodIssue } from './method';

const OWN_STEP: readonly OptimizerKind[] = ['l-bfgs', 'newton'];
/** Whether it searches along its direction by itself: the learning rate is then not used. */
export const findsOwnStep = (kind: OptimizerKind): boolean => OWN_STEP.includes(kind);

const SEARCHING: readonly ScheduleKind[] = ['armijo', 'barzilai-borwein', 'auto'];
/** Whether the step rule finds the rate in the objective, in place of multiplying the one that is given. */
export const searchesRate = (kind: ScheduleKind): boolean => SEARCHING.includes(kind);

/**
 * Armijo's test and the quotient of Barzilai and Borwein are of steps along the gradient. Auto knows the best constant rate
 * of each method with a bound on a parabola; elsewhere it tests each step as Armijo does.
 */
const goesWith = (schedule: ScheduleKind, loss: LossKind): OptimizerKind[] =>
  kindsOf(OPTIMISERS).filter((kind) =>
    schedule === 'auto' && loss === 'squared'
      ? stabilityFactor(chosen(OPTIMISERS, kind)) !== null
      : kind === 'gradient-descent',
  );

const proximalIssues = ({ penalty, optimizer }: Method): MethodIssue[] => {
  if (penalty.l1 === 0 || hasProximalStep(optimizer.kind)) return [];
  const able = kindsOf(OPTIMISERS).filter(hasProximalStep).join(', ');
  const message = `The L1 penalty needs a proximal step, which ${optimizer.kind} does not have. Choose one of ${able}, or an L2 penalty alone.`;
  return [{ field: 'optimizer', message }];
};

const scheduleIssues = ({ loss, optimizer, schedule }: Method): MethodIssue[] => {
  if (findsOwnStep(optimizer.kind)) {
    if (schedule.kind === 'constant') return [];
    const message = `${optimizer.kind} finds the length of its steps by itself and takes no schedule, but ${schedule.kind} is chosen. Choose the schedule constant.`;
    return [{ field: 'schedule', message }];
  }
  if (!searchesRate(schedule.kind)) return [];
  const able = goesWith(schedule.kind, loss.kind);
  if (!able.includes(optimizer.kind)) {
    const place = schedule.kind === 'auto' && loss.kind !== 'squared' ? ` on the loss ${loss.kind}` : '';
    const message = `The schedule ${schedule.kind} does not go with ${optimizer.kind}${place}. Choose ${able.join(' or ')}, or another schedule.`;
    return [{ field: 'schedule', message }];
  }
  if (!hasHessian(loss)) {
    const message = `The schedule ${schedule.kind} needs a smooth loss, but ${loss.kind} has kinks. Choose the schedule inverse-sqrt or exponential, or the optimiser l-bfgs.`;
    return [{ field: 'schedule', message }];
  }
  return [];
};

const batchIssues = ({ batchSize, optimizer, schedule }: Method): MethodIssue[] => {
  const needy = findsOwnStep(optimizer.kind)
    ? optimizer.kind
    : searchesRate(schedule.kind)
      ? schedule.kind
      : null;
  if (batchSize === null || needy === null) return [];
  const message = `${needy} needs all rows at each step, but the batch size is ${batchSize}. Switch batches off, or choose another ${findsOwnStep(optimizer.kind) ? 'optimiser' : 'schedule'}.`;
  return [{ field: 'batchSize', message }];
};

const clipIssues = ({ clip, optimizer, schedule }: Method): MethodIssue[] => {
  const finder = findsOwnStep(optimizer.kind) ? optimizer.kind : searchesRate(schedule.kind) ? schedule.kind : null;
  if (clip === null || finder === null) return [];
  const message = `${finder} finds the length of the steps by itself, but gradients are to be clipped at ${clip}. Switch clipping off.`;
  return [{ field: 'clip', message }];
};

/** More pairs of steps would fill the memory of the machine before they are of use. */
const MOST_PAIRS = 1_000;

const memoryIssues = ({ optimizer }: Method): MethodIssue[] => {
  if (optimizer.kind !== 'l-bfgs' || optimizer.memory <= MOST_PAIRS) return [];
  const message = `l-bfgs is to keep ${optimizer.memory} of its last steps. Choose a memory of ${MOST_PAIRS} at most, for example 10.`;
  return [{ field: 'optimizer', message }];
};

const newtonIssues = ({ loss, optimizer }: Method): MethodIssue[] => {
  if (optimizer.kind !== 'newton' || hasHessian(loss)) return [];
  const message = `newton needs the curvature of the loss, which ${loss.kind} does not have. Choose another optimiser, for example gradient-descent.`;
  return [{ field: 'optimizer', message }];
};

const sourceIssues = ({ gradient, loss, batchSize }: Method): MethodIssue[] => {
  if (gradient !== 'factored' || (loss.kind === 'squared' && batchSize === null)) return [];
  const found = loss.kind === 'squared' ? `the batch size is ${batchSize}` : `the loss is ${loss.kind}`;
  const message = `The factored gradient is that of the squared loss over all rows, but ${found}. Choose the gradient sharded or auto.`;
  return [{ field: 'gradient', message }];
};

const ISSUES = [newtonIssues, memoryIssues, proximalIssues, scheduleIssues, batchIssues, clipIssues, sourceIssues];

/** What does not go together in a method whose parts are each in order. */
export const combinationIssues = (method: Method): MethodIssue[] =>
  ISSUES.flatMap((issuesOf) => issuesOf(method));
