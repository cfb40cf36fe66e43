import { hasHessian } from '../losses/properties';
import { SCHEDULES } from '../schedules/catalogue';
import type { Method } from '../schema';
import { nParameters, type ParameterShape } from '../training/parameterShape';
import { bestConstantRate, firstTrialRate } from './autoRate';
import { createBacktracking } from './backtracking';
import { createClip } from './clip';
import { createOptimiser } from './create';
import { createLbfgs } from './lbfgs';
import { createNewton } from './newton';
import type { Oracle, Point, Stepper } from './point';
import { createBarzilaiBorwein, rateFoundOnce, scheduledRate, type RateRule } from './rateRules';

export type { Oracle, Point, Stepper } from './point';

const { shrink, decrease } = SCHEDULES.armijo.parameters;
const BACKTRACKING = { shrink: shrink.default, decrease: decrease.default };
const baseRateFirst = (_point: Point, baseRate: number): number => baseRate;

/** Steps whose rate is known before they are made: one evaluation each, which is left to the caller. */
const createRatedStepper = (method: Method, shape: ParameterShape, rule: RateRule): Stepper => {
  const update = createOptimiser(method.optimizer, shape, method.penalty);
  const clip = method.clip === null ? null : createClip(method.clip, nParameters(shape));
  return {
    state: [...update.state, ...rule.state],
    advance: (point, baseRate, step) => {
      point.rate = rule.rateOf(point, baseRate, step);
      update.move(point.theta, clip === null ? point.gradient : clip(point.gradient), point.rate);
      point.isEvaluated = false;
    },
  };
};

/**
 * The updates of a run and of its replay: the same method from the same theta makes the same bits. For methods in which
 * methodIssues finds nothing.
 */
export const createStepper = (method: Method, shape: ParameterShape, oracle: Oracle): Stepper => {
  const { optimizer, schedule, loss, penalty } = method;
  if (optimizer.kind === 'l-bfgs') return createLbfgs(optimizer.memory, shape, oracle, hasHessian(loss));
  if (optimizer.kind === 'newton') return createNewton(shape, oracle, loss.kind === 'squared');
  switch (schedule.kind) {
    case 'armijo':
      return createBacktracking({ ...schedule, firstRate: baseRateFirst }, shape, penalty, oracle);
    case 'barzilai-borwein':
      return createRatedStepper(method, shape, createBarzilaiBorwein(nParameters(shape)));
    case 'auto': {
      if (loss.kind !== 'squared') {
        const firstRate = (point: Point, baseRate: number): number => firstTrialRate(oracle, point, baseRate);
        return createBacktracking({ ...BACKTRACKING, firstRate }, shape, penalty, oracle);
      }
      const find = rateFoundOnce((point, baseRate) => bestConstantRate(optimizer, oracle, point, baseRate));
      return createRatedStepper(method, shape, find);
    }
    default:
      return createRatedStepper(method, shape, scheduledRate(schedule));
  }
};
