import type { Point } from './point';
import { dot } from '../training/vectors';

/** What a search along -g tries first. */
export interface TrialRate {
  /** `lastRate` is that of the step before, or 0 before the first. */
  rateOf(point: Point, baseRate: number, lastRate: number): number;
  /** Live arrays: see Stepper. */
  readonly state: readonly Float64Array[];
}

/** `first`, then the last rate divided by `shrink`, so that it may grow again; a new base rate begins anew. */
export const growingRate = (shrink: number, first: (point: Point, baseRate: number) => number): TrialRate => {
  const lastBase = new Float64Array(1);
  return {
    state: [lastBase],
    rateOf: (point, baseRate, lastRate) => {
      const isNew = lastRate === 0 || lastBase[0] !== baseRate;
      lastBase[0] = baseRate;
      return isNew ? first(point, baseRate) : lastRate / shrink;
    },
  };
};

/**
 * Barzilai and Borwein's first rule, (s . s) / (s . d) with s and d the last changes of theta and of the gradient: the
 * rate that would have fitted the last step. The base rate at first; the last rate again where s . d is not above 0.
 * Source: Barzilai and Borwein, Two-point step size gradient methods (1988), equation 5.
 */
export const barzilaiBorweinRate = (length: number): TrialRate => {
  const theta = new Float64Array(length);
  const gradient = new Float64Array(length);
  const step = new Float64Array(length);
  const change = new Float64Array(length);
  return {
    state: [theta, gradient],
    rateOf: (point, baseRate, lastRate) => {
      for (let j = 0; j < length; j++) {
        step[j] = point.theta[j]! - theta[j]!;
        change[j] = point.gradient[j]! - gradient[j]!;
      }
      theta.set(point.theta);
      gradient.set(point.gradient);
      if (lastRate === 0) return baseRate;
      const quotient = dot(step, step) / dot(step, change);
      return quotient > 0 && quotient < Infinity ? quotient : lastRate;
    },
  };
};
