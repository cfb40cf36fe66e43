import { vi } from 'vitest';
import { DEFAULT_DESIGN, DEFAULT_METHOD } from '../../workers/core/training/defaults';
import type { RunResult, RunSettings } from '../../workers/core/schema';
import type { DesignMatrix } from '../../workers/engine/training/designMatrix';
import { createTrainer, type Trainer } from '../../workers/engine/training/trainer';
import type { TrainingRun } from '../../workers/engine/training/trainingRun';
import { kernelPath, tasksDirectory } from './built';

/** Training beneath the engine, on the built worker entry. */
export const createTestTrainer = (maxWorkers = 4): Trainer =>
  createTrainer({ tasksDirectory, kernelPath, maxWorkers });

export type SettingsChange = Partial<Omit<RunSettings, 'stop'>> & { stop?: Partial<RunSettings['stop']> };

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

/** Starts a run and waits for its end. */
export const trainOn = async (
  trainer: Trainer,
  matrix: DesignMatrix,
  change: SettingsChange = {},
): Promise<RunResult> => {
  const run = startOn(trainer, matrix, change);
  const result = await run.finished;
  await run.dispose();
  return result;
};

/** Waits, looking again and again, until something holds; fails after a time that no sound run needs. */
export const until = (holds: () => boolean): Promise<true> =>
  vi.waitUntil(() => holds() || null, { timeout: 30_000, interval: 2 }).then(() => true);
