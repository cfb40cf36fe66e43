import { rateFactor } from '../schedules/rateFactor';
import type { ScheduleSettings } from '../schema';
import type { Point } from './point';
import { dot } from './vectors';

/** Finds the learning rate of each step before it is made. */
export interface RateRule {
  rateOf(point: Point, baseRate: number, step: number): number;
  /** Live arrays: see Stepper. */
  readonly state: readonly Float64Array[];
}

export const scheduledRate = (schedule: ScheduleSettings): RateRule => ({
  state: [],
  rateOf: (_point, baseRate, step) => baseRate * rateFactor(schedule, step),
});

/** The one rate that is found before the first step. */
export const rateFoundOnce = (find: (point: Point, baseRate: number) => number): RateRule => {
  const rate = new Float64Array(1);
  return {
    state: [rate],
    rateOf: (point, baseRate) => {
      if (rate[0] === 0) rate[0] = find(point, baseRate);
      return rate[0]!;
    },
  };
};

/**
 * Barzilai and Borwein's first rule, (s . s) / (s . d) with s and d the last changes of theta and of the gradient: the
 * rate that would have fitted the last step. The base rate at first; the last rate again where s . d is not above 0.
 * The objective need not fall at each step.
 * Source: Barzilai and Borwein, Two-point step size gradient methods (1988), equation 5.
 */
export const createBarzilaiBorwein = (length: number): RateRule => {
  const theta = new Float64Array(length);
  const gradient = new Float64Array(length);
  const rate = new Float64Array(1);
  const step = new Float64Array(length);
  const change = new Float64Array(length);
  return {
    state: [theta, gradient, rate],
    rateOf: (point, baseRate) => {
      if (rate[0] === 0) rate[0] = baseRate;
      else {
        for (let j = 0; j < length; j++) {
          step[j] = point.theta[j]! - theta[j]!;
          change[j] = point.gradient[j]! - gradient[j]!;
        }
        const quotient = dot(step, step) / dot(step, change);
        if (quotient > 0 && quotient < Infinity) rate[0] = quotient;
      }
      theta.set(point.theta);
      gradient.set(point.gradient);
      return rate[0]!;
    },
  };
};
