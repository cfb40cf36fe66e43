import type { FactoredLoss } from '../../core/exact/factoredLoss';
import { FallLineError, type RunResult, type RunSettings } from '../../core/schema';
import { SWEEP_WORKSPACE } from '../../core/shards/layout';
import type { SweepHooks } from '../api';
import { factorMatrix, type SolverOptions } from '../exact/factorMatrix';
import { checkRows } from './rowsCheck';
import { wantsFactor } from './chooseFactored';
import type { DesignMatrix } from './designMatrix';
import type { RunSource, Trainer } from './trainer';
import type { TrainingRun } from './trainingRun';

const sweepCancelled = (): FallLineError => new FallLineError('cancelled', 'The runs side by side were cancelled.');

/** A run of a sweep, at its place among all of them. */
export interface SweepEntry {
  index: number;
  settings: RunSettings;
}

/**
 * Runs each on one worker, as many at once as there are seats, on shards that must stay until the promise has settled. Results
 * in the order of the entries, each with the bits of the same run alone.
 */
export const sweepMatrix = async (
  trainer: Trainer,
  solver: SolverOptions,
  matrix: DesignMatrix,
  entries: readonly SweepEntry[],
  source: RunSource,
  { signal, onRun }: SweepHooks & { signal: AbortSignal },
): Promise<RunResult[]> => {
  for (const { settings } of entries) checkRows(settings, matrix);
  const results: RunResult[] = [];
  const open = new Set<TrainingRun>();
  let next = 0;
  // It depends on the rows alone: one for all of them.
  let factoring: Promise<FactoredLoss> | null = null;
  const factor = (settings: RunSettings): Promise<FactoredLoss> =>
    (factoring ??= factorMatrix(solver, matrix, settings, { signal }));
  const failures: unknown[] = [];
  const fail = (error: unknown): void => {
    failures.push(error);
    for (const run of open) void run.dispose();
  };

  const runOn = async (seat: number, { index, settings }: SweepEntry): Promise<RunResult> => {
    const factored = wantsFactor(settings, matrix.plan) ? await factor(settings) : null;
    if (failures.length > 0) throw sweepCancelled();
    const place = { workspace: SWEEP_WORKSPACE + seat, factored };
    const run = trainer.start(matrix, { ...settings, startPaused: false }, source, 0, place);
    open.add(run);
    try {
      onRun?.(run, index);
      return await run.finished;
    } finally {
      await run.dispose();
      open.delete(run);
    }
  };

  const fillSeat = async (seat: number): Promise<void> => {
    while (failures.length === 0 && next < entries.length) {
      const at = next++;
      try {
        results[at] = await runOn(seat, entries[at]!);
      } catch (error) {
        fail(error);
      }
    }
  };

  const cancel = (): void => fail(sweepCancelled());
  signal.addEventListener('abort', cancel, { once: true });
  if (signal.aborted) cancel();
  try {
    const nSeats = Math.min(trainer.maxWorkers, entries.length);
    await Promise.all(Array.from({ length: nSeats }, (_, seat) => fillSeat(seat)));
  } finally {
    signal.removeEventListener('abort', cancel);
  }
  if (failures.length > 0) throw failures[0];
  return results;
};
