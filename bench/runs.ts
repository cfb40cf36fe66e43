import type { RunResult, RunSettings } from '../workers/core/schema';
import { DEFAULT_DESIGN, DEFAULT_METHOD, DEFAULT_SETTINGS } from '../workers/core/training/defaults';
import type { DesignMatrix } from '../workers/engine/training/designMatrix';
import type { Trainer } from '../workers/engine/training/trainer';
import type { TrainingRun } from '../workers/engine/training/trainingRun';

export type RunChange = Partial<Omit<RunSettings, 'stop'>> & { maxSteps: number };

/** The features come first among the columns, and the target after them. */
export const settingsOf = (nFeatures: number, { maxSteps, ...change }: RunChange): RunSettings => ({
  target: nFeatures,
  features: Array.from({ length: nFeatures }, (_, j) => j),
  standardize: false,
  init: { kind: 'zeros' },
  ...DEFAULT_METHOD,
  ...DEFAULT_DESIGN,
  learningRate: 0.01,
  workers: 1,
  startPaused: false,
  ...change,
  stop: {
    maxSteps,
    lossChange: DEFAULT_SETTINGS.lossChange,
    gradientNorm: DEFAULT_SETTINGS.gradientNorm,
    elapsedMs: DEFAULT_SETTINGS.elapsedMs,
    patience: DEFAULT_SETTINGS.patience,
  },
});

export const startRun = (trainer: Trainer, matrix: DesignMatrix, change: RunChange): TrainingRun => {
  const featureNames = Array.from({ length: matrix.plan.nFeatures }, (_, j) => `x${j + 1}`);
  return trainer.start(matrix, settingsOf(matrix.plan.nFeatures, change), { datasetId: 'bench', targetName: 'y', featureNames }, 0);
};

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
