import type { RunSettings } from '../workers/core/schema';
import type { RunOptions } from './options/train';

export const runSettings = (
  { standardize, init, method, design, stop, workers }: RunOptions,
  columns: Pick<RunSettings, 'target' | 'features'>,
  learningRate: number,
): RunSettings => ({
  ...columns,
  standardize,
  init,
  ...method,
  ...design,
  learningRate,
  stop,
  workers,
  startPaused: false,
});
