import type { ScheduleSettings } from '../schema';

/** base^n for a whole n >= 0 by repeated squaring: products alone, so the same bits on every machine. */
export const wholePower = (base: number, n: number): number => {
  let result = 1;
  let square = base;
  for (let left = n; left > 0; left = Math.floor(left / 2)) {
    if (left % 2 === 1) result *= square;
    square *= square;
  }
  return result;
};

/**
 * By what the base learning rate is multiplied at update `step`, counted from 0; never above 1, so that a
 * base rate that converges does so under each rule:
 *   constant 1;  inverse-sqrt 1 / sqrt(t + 1);  step factor^floor(t / every);  exponential factor^t;
 *   cosine (1 + cos(pi min(t / steps, 1))) / 2, which is 0 from t = steps on.
 * Source: Loshchilov and Hutter, SGDR (2017), equation 5 with one period, for the cosine.
 */
export const rateFactor = (schedule: ScheduleSettings, step: number): number => {
  switch (schedule.kind) {
    case 'constant':
    case 'armijo':
    case 'barzilai-borwein':
    case 'auto':
      return 1;
    case 'inverse-sqrt':
      return 1 / Math.sqrt(step + 1);
    case 'step':
      return wholePower(schedule.factor, Math.floor(step / schedule.every));
    case 'exponential':
      return wholePower(schedule.factor, step);
    case 'cosine':
      return step >= schedule.steps ? 0 : (1 + Math.cos((Math.PI * step) / schedule.steps)) / 2;
  }
};
