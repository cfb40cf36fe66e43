import { curvatureBound, hasHessian } from '../losses/properties';
import { OPTIMISERS } from '../optimisers/catalogue';
import { hasProximalStep, stabilityFactor } from '../optimisers/create';
import type { Method, OptimizerKind, ScheduleKind } from '../schema';
import { chosen, kindsOf } from './choices';
import type { MethodIssue } from './method';

const OWN_STEP: readonly OptimizerKind[] = ['l-bfgs', 'newton'];
/** Whether it searches along its direction by itself: the learning rate is then no more than its first trial. */
export const findsOwnStep = (kind: OptimizerKind): boolean => OWN_STEP.includes(kind);

const SEARCHING: readonly ScheduleKind[] = ['armijo', 'barzilai-borwein', 'auto'];
/** Whether the step rule finds the rate in the objective, in place of multiplying the one that is given. */
export const searchesRate = (kind: ScheduleKind): boolean => SEARCHING.includes(kind);

/** Armijo's test and the quotient of Barzilai and Borwein are of steps along the gradient; auto goes by the bound of a method. */
const goesWith = (schedule: ScheduleKind): OptimizerKind[] =>
  kindsOf(OPTIMISERS).filter((kind) =>
    schedule === 'auto' ? stabilityFactor(chosen(OPTIMISERS, kind)) !== null : kind === 'gradient-descent',
  );

const proximalIssues = ({ penalty, optimizer, schedule }: Method): MethodIssue[] => {
  if (penalty.l1 === 0) return [];
  if (!hasProximalStep(optimizer.kind)) {
    const able = kindsOf(OPTIMISERS).filter(hasProximalStep).join(', ');
    const message = `The L1 penalty needs a proximal step, which ${optimizer.kind} does not have. Choose one of ${able}, or an L2 penalty alone.`;
    return [{ field: 'optimizer', message }];
  }
  if (schedule.kind !== 'barzilai-borwein') return [];
  const message =
    'The L1 penalty needs a proximal step, which barzilai-borwein does not have. Choose the schedule constant, armijo or auto, or an L2 penalty alone.';
  return [{ field: 'schedule', message }];
};

const scheduleIssues = ({ loss, optimizer, schedule }: Method): MethodIssue[] => {
  if (findsOwnStep(optimizer.kind)) {
    if (schedule.kind === 'constant') return [];
    const message = `${optimizer.kind} finds the length of its steps by itself and takes no schedule, but ${schedule.kind} is chosen. Choose the schedule constant.`;
    return [{ field: 'schedule', message }];
  }
  if (!searchesRate(schedule.kind)) return [];
  const able = goesWith(schedule.kind);
  if (!able.includes(optimizer.kind)) {
    const message = `The schedule ${schedule.kind} does not go with ${optimizer.kind}. Choose ${able.join(' or ')}, or another schedule.`;
    return [{ field: 'schedule', message }];
  }
  if (schedule.kind === 'auto' && curvatureBound(loss) === null) {
    const message = `The schedule auto needs a bound on the curvature, which the loss ${loss.kind} does not have. Choose a learning rate and another schedule.`;
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

const clipIssues = ({ clip, optimizer }: Method): MethodIssue[] => {
  if (clip === null || !findsOwnStep(optimizer.kind)) return [];
  const message = `${optimizer.kind} finds the length of its steps by itself, but gradients are to be clipped at ${clip}. Switch clipping off.`;
  return [{ field: 'clip', message }];
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

/** What does not go together in a method whose parts are each in order. */
export const combinationIssues = (method: Method): MethodIssue[] =>
  [newtonIssues, proximalIssues, scheduleIssues, batchIssues, clipIssues, sourceIssues].flatMap((issuesOf) =>
    issuesOf(method),
  );
