import { settingsOf, startOn, type SettingsChange } from '../test/support/runs';
import type { RunResult, RunSettings } from '../workers/core/schema';
import type { DesignMatrix } from '../workers/engine/training/designMatrix';
import type { Trainer } from '../workers/engine/training/trainer';
import type { TrainingRun } from '../workers/engine/training/trainingRun';

export type RunChange = Omit<SettingsChange, 'stop'> & { maxSteps: number };

const withStop = ({ maxSteps, ...change }: RunChange): SettingsChange => ({ ...change, stop: { maxSteps } });

export const runSettings = (nFeatures: number, change: RunChange): RunSettings => settingsOf(nFeatures, withStop(change));

export const startRun = (trainer: Trainer, matrix: DesignMatrix, change: RunChange): TrainingRun =>
  startOn(trainer, matrix, withStop(change));

/** A run of just so many steps, fewer where a search has come to rest, on a matrix in shared memory, metrics included. */
export const runOn = async (trainer: Trainer, matrix: DesignMatrix, change: RunChange): Promise<RunResult> => {
  const run = startRun(trainer, matrix, change);
  const result = await run.finished;
  await run.dispose();
  if (result.stopReason !== 'max-steps' && result.stopReason !== 'converged') {
    throw new Error(`The run ended with ${result.stopReason} at ${result.steps} of ${change.maxSteps} steps.`);
  }
  return result;
};

export const msPerStep = async (trainer: Trainer, matrix: DesignMatrix, nWorkers: number, nSteps: number): Promise<number> =>
  (await runOn(trainer, matrix, { workers: nWorkers, maxSteps: nSteps })).elapsedMs / nSteps;
