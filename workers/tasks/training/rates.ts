import { SLOT } from '../../core/training/controlBlock';
import { MAX_RATE_CHANGES } from '../../core/training/trainTask';
import type { Gang } from './gang';

/**
 * The learning rate to use at a step, in order: what is wanted at that moment. Notes from which step on which one was used, after
 * those that are there already.
 */
export const createRateLog = (rateChanges: SharedArrayBuffer, { block }: Gang): ((step: number) => number) => {
  const { ints, learningRate: wanted } = block;
  const changes = new Float64Array(rateChanges);
  let nChanges = Atomics.load(ints, SLOT.rateChanges);
  let learningRate = nChanges > 0 ? changes[2 * nChanges - 1]! : NaN;
  return (step) => {
    if (wanted[0] === learningRate || nChanges === MAX_RATE_CHANGES) return learningRate;
    learningRate = wanted[0]!;
    changes[2 * nChanges] = step;
    changes[2 * nChanges + 1] = learningRate;
    nChanges++;
    Atomics.store(ints, SLOT.rateChanges, nChanges);
    return learningRate;
  };
};

/** The learning rate that was used at a step, asked for in order. */
export const createRates = (changes: Float64Array): ((step: number) => number) => {
  let next = 0;
  let rate = NaN;
  return (step) => {
    while (2 * next < changes.length && changes[2 * next]! <= step) {
      rate = changes[2 * next + 1]!;
      next++;
    }
    return rate;
  };
};
