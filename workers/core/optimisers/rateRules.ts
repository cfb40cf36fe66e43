import { rateFactor } from '../schedules/rateFactor';
import type { ScheduleSettings } from '../schema';
import type { Point } from './point';

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
