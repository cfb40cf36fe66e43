import type { Method } from '../../workers/core/schema';
import { stabilityFactor } from '../../workers/core/optimisers/create';
import { findsOwnStep } from '../../workers/core/training/combinations';
import { isConstantDescent } from '../../workers/core/training/method';
import { parsePositive } from '../arguments';
import { UsageError } from '../failures';

interface RateOptions {
  method: Method;
  /** null: left to the number of features and the method. */
  learningRate: number | 'auto' | null;
}

const checkAuto = ({ optimizer, schedule }: Method): void => {
  if (findsOwnStep(optimizer.kind)) {
    throw new UsageError(
      `The optimiser ${optimizer.kind} finds the length of its steps by itself: leave out --learning-rate auto.`,
    );
  }
  if (stabilityFactor(optimizer) === null) {
    throw new UsageError(
      `The option --learning-rate auto goes by the curvature, which ${optimizer.kind} does not; give a number.`,
    );
  }
  if (schedule.kind !== 'constant' && schedule.kind !== 'auto') {
    throw new UsageError(`The options --learning-rate auto and --schedule ${schedule.kind} exclude each other.`);
  }
};

/**
 * Where the spectrum of the data does not say which rate is best, `auto` is the schedule that finds one when the
 * run begins.
 */
export const readLearningRate = (text: string | undefined, method: Method): RateOptions => {
  if (text === undefined) return { method, learningRate: null };
  if (text === 'auto') {
    if (isConstantDescent(method) && method.loss.kind === 'squared') return { method, learningRate: 'auto' };
    checkAuto(method);
    return { method: { ...method, schedule: { kind: 'auto' } }, learningRate: null };
  }
  if (method.schedule.kind === 'auto') {
    throw new UsageError('The schedule auto finds the learning rate by itself: leave out --learning-rate.');
  }
  return { method, learningRate: parsePositive('learning-rate', text) };
};
