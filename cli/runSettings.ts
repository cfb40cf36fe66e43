import type { RunSettings } from '../workers/core/schema';
import type { ChosenColumns } from './columns';
import type { RunOptions } from './options/train';

export const runSettings = (
  { standardize, init, method, design, stop, workers }: RunOptions,
  { target, features }: ChosenColumns,
  learningRate: number,
): RunSettings => ({
  target: target.index,
  features: features.map(({ index }) => index),
  standardize,
  init,
  ...method,
  ...design,
  learningRate,
  stop,
  workers,
  startPaused: false,
});
