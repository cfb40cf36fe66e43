import type { Method } from '../../workers/core/schema';
import { stabilityFactor } from '../../workers/core/optimisers/create';
import { isConstantDescent } from '../../workers/core/training/method';
import { parsePositive } from '../arguments';
import { UsageError } from '../failures';

interface RateOptions {
  method: Method;
  /** null: left to the number of features and the method. */
  learningRate: number | 'auto' | null;
}

/** Whether the spectrum of the data says which constant rate is best. */
const hasExactRate = (method: Method): boolean =>
  isConstantDescent(method) && method.loss.kind === 'squared' && method.batchSize === null;

/** Where the best rate cannot be had in advance, `auto` is the schedule that finds one when the run begins. */
export const readLearningRate = (text: string | undefined, method: Method): RateOptions => {
  if (text === undefined) return { method, learningRate: null };
  if (text !== 'auto') return { method, learningRate: parsePositive('learning-rate', text) };
  if (hasExactRate(method)) return { method, learningRate: 'auto' };
  const { optimizer, schedule } = method;
  if (stabilityFactor(optimizer) === null) {
    throw new UsageError(
      `The option --learning-rate auto goes by the curvature, which ${optimizer.kind} does not; give a number.`,
    );
  }
  if (schedule.kind !== 'constant' && schedule.kind !== 'auto') {
    throw new UsageError(`The options --learning-rate auto and --schedule ${schedule.kind} exclude each other.`);
  }
  return { method: { ...method, schedule: { kind: 'auto' } }, learningRate: null };
};
