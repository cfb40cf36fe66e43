import { hasHessian } from '../losses/properties';
import { SCHEDULES } from '../schedules/catalogue';
import type { Method } from '../schema';
import { nParameters, type ParameterShape } from '../training/parameterShape';
import { bestConstantRate, firstTrialRate } from './autoRate';
import { createBacktracking, type BacktrackingSettings } from './backtracking';
import { createClip } from './clip';
import { createOptimiser } from './create';
import { createLbfgs } from './lbfgs';
import { createNewton } from './newton';
import type { Oracle, Stepper } from './point';
import { rateFoundOnce, scheduledRate, type RateRule } from './rateRules';
import { barzilaiBorweinRate, growingRate } from './trialRates';

export type { Oracle, Point, Stepper } from './point';

const { shrink, decrease } = SCHEDULES.armijo.parameters;
const ARMIJO = { shrink: shrink.default, decrease: decrease.default };
/** Of Raydan: see createBacktracking. */
const BARZILAI_BORWEIN_REFERENCES = 10;

/** Steps whose rate is known before they are made: one evaluation each, which is left to the caller. */
const createRatedStepper = (method: Method, shape: ParameterShape, rule: RateRule): Stepper => {
  const update = createOptimiser(method.optimizer, shape, method.penalty);
  const clip = method.clip === null ? null : createClip(method.clip, nParameters(shape));
  return {
    state: [...update.state, ...rule.state],
    isAtRest: () => false,
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
  const search = (settings: BacktrackingSettings): Stepper => createBacktracking(settings, shape, penalty, oracle);
  switch (schedule.kind) {
    case 'armijo': {
      const trialRate = growingRate(schedule.shrink, (_point, baseRate) => baseRate);
      return search({ ...schedule, trialRate, nReferences: 1 });
    }
    case 'barzilai-borwein': {
      const trialRate = barzilaiBorweinRate(nParameters(shape));
      return search({ ...ARMIJO, trialRate, nReferences: BARZILAI_BORWEIN_REFERENCES });
    }
    case 'auto': {
      if (loss.kind !== 'squared') {
        const trialRate = growingRate(ARMIJO.shrink, (point, baseRate) => firstTrialRate(oracle, point, baseRate));
        return search({ ...ARMIJO, trialRate, nReferences: 1 });
      }
      const find = rateFoundOnce((point, baseRate) => bestConstantRate(optimizer, oracle, point, baseRate));
      return createRatedStepper(method, shape, find);
    }
    default:
      return createRatedStepper(method, shape, scheduledRate(schedule));
  }
};
