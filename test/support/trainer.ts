import { vi } from 'vitest';
import type { RunResult } from '../../workers/core/schema';
import type { DesignMatrix } from '../../workers/engine/training/designMatrix';
import { createTrainer, type Trainer } from '../../workers/engine/training/trainer';
import { kernelPath, tasksDirectory } from './built';
import { startOn, type SettingsChange } from './runs';

export { settingsOf, startOn, type SettingsChange } from './runs';

/** Training beneath the engine, on the built worker entry. */
export const createTestTrainer = (maxWorkers = 4): Trainer =>
  createTrainer({ tasksDirectory, kernelPath, maxWorkers });

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
