import type { LossTrace, StudyEntry } from '../../../electron/contract';
import { linearAxis, logAxis, type Axis } from '../../../workers/core/report/axis';

/** An axis of losses, and where on it a loss stands: by powers of ten where losses differ by more than ten times. */
export interface LossScale {
  axis: Axis;
  at: (loss: number) => number;
}

export function lossScale(losses: readonly number[]): LossScale {
  const finite = losses.filter(Number.isFinite);
  const [low, high] = [Math.min(...finite), Math.max(...finite)];
  if (low > 0 && high > 10 * low) return { axis: logAxis(Math.log10(low), Math.log10(high), false), at: Math.log10 };
  return { axis: linearAxis(low, high), at: (loss) => loss };
}

/** Of positive numbers, by powers of ten. */
export const powerAxis = (values: readonly number[]): Axis =>
  logAxis(Math.log10(Math.min(...values)), Math.log10(Math.max(...values)), false);

export interface LossBand {
  steps: number[];
  low: number[];
  high: number[];
  mean: number[];
}

const MOST_STEPS = 400;

/** The loss at a step between kept ones, on a straight line; before the first and after the last the nearest one. */
export function lossAt({ steps }: Pick<LossTrace, 'steps'>, losses: readonly number[], step: number): number {
  let [low, high] = [0, steps.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((steps[middle] ?? 0) < step) low = middle + 1;
    else high = middle;
  }
  const [to, from] = [steps[low] ?? NaN, steps[low - 1]];
  const value = losses[low] ?? NaN;
  if (from === undefined || step >= to) return value;
  const before = losses[low - 1] ?? NaN;
  return before + ((value - before) * (step - from)) / (to - from);
}

/** Least, largest and mean of the validation losses of all folds at each step; one that has ended stays where it is. null: there are none. */
export function validationBand(entries: readonly Pick<StudyEntry, 'trace'>[]): LossBand | null {
  const traces = entries.flatMap(({ trace }) => (trace !== null && trace.steps.length > 0 ? [trace] : []));
  const all = [...new Set(traces.flatMap(({ steps }) => steps))].sort((a, b) => a - b);
  if (all.length === 0) return null;
  const every = Math.ceil(all.length / MOST_STEPS);
  const steps = all.filter((_, k) => k % every === 0 || k === all.length - 1);
  const losses = steps.map((step) => traces.map((trace) => lossAt(trace, trace.validation, step)));
  return {
    steps,
    low: losses.map((own) => Math.min(...own)),
    high: losses.map((own) => Math.max(...own)),
    mean: losses.map((own) => own.reduce((sum, loss) => sum + loss, 0) / own.length),
  };
}

/** `count` numbers from `from` to `to`, each the same factor from the one before. */
export const geometric = (from: number, to: number, count: number): number[] =>
  Array.from({ length: count }, (_, k) => {
    const value = from * (to / from) ** (count === 1 ? 1 : k / (count - 1));
    return k === count - 1 ? to : Number(value.toPrecision(4));
  });

/** The entry of the least validation loss. */
export const bestEntry = (entries: readonly StudyEntry[]): StudyEntry | null =>
  entries.reduce<StudyEntry | null>((best, entry) => {
    if (entry.validationLoss === null || !Number.isFinite(entry.validationLoss)) return best;
    return best === null || entry.validationLoss < (best.validationLoss ?? Infinity) ? entry : best;
  }, null);
