import { computed, type ComputedRef } from 'vue';
import type { RunInfo } from '../../electron/contract';
import { nParameters } from '../../workers/core/training/parameterShape';
import { formatCount } from '../format/number';
import { useRun } from '../stores/run';

/** More rows than this are never asked for a value, unless R answers for all of them. */
const MOST_ROWS = 200_000;
const LEAST_ROWS = 1_000;
/** Multiplications for the value at one point, of which a curve takes a hundred; fewer beside a run that needs the workers itself. */
const WORK = 2e7;
const WORK_BESIDE_RUN = 4e6;

/** Of how many rows the objective is asked: the wider they are, the fewer. */
export const mostRows = (info: RunInfo, isRunning: boolean): number =>
  Math.max(LEAST_ROWS, Math.min(MOST_ROWS, Math.floor((isRunning ? WORK_BESIDE_RUN : WORK) / nParameters(info))));

/** The same for the run that is open, as it goes on or stands. */
export function useMostRows(): ComputedRef<number> {
  const run = useRun();
  return computed(() => (run.info === null ? MOST_ROWS : mostRows(run.info, run.phase === 'running')));
}

/** What must be said where a value is not over all rows; null where it is. */
export const sampleNote = (rowsUsed: number | null, nSamples: number): string | null =>
  rowsUsed === null || rowsUsed >= nSamples
    ? null
    : `Estimated on ${formatCount(rowsUsed)} of ${formatCount(nSamples)} rows.`;
