import { DEFAULT_DESIGN, DEFAULT_METHOD } from '../../workers/core/training/defaults';
import type { RunSettings } from '../../workers/core/schema';
import type { DesignMatrix } from '../../workers/engine/training/designMatrix';
import type { Trainer } from '../../workers/engine/training/trainer';
import type { TrainingRun } from '../../workers/engine/training/trainingRun';

export type SettingsChange = Partial<Omit<RunSettings, 'stop'>> & { stop?: Partial<RunSettings['stop']> };

/** The features come first among the columns, and the target after them. */
export const settingsOf = (nFeatures: number, change: SettingsChange = {}): RunSettings => ({
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
  stop: { maxSteps: 1_000, lossChange: null, gradientNorm: null, elapsedMs: null, patience: null, ...change.stop },
});

export const startOn = (trainer: Trainer, matrix: DesignMatrix, change: SettingsChange = {}): TrainingRun => {
  const { nFeatures } = matrix.plan;
  const featureNames = Array.from({ length: nFeatures }, (_, j) => `x${j + 1}`);
  return trainer.start(
    matrix,
    settingsOf(nFeatures, change),
    { datasetId: 'test', targetName: 'y', featureNames },
    0,
  );
};
