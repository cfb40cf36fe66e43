import type { RaceLane, RunResult } from '../../../../electron/contract';

export interface Standing {
  /** L - L* at the end. */
  gap: number;
  /** The first kept step whose gap is at most NEAR of the first gap; null: never. */
  stepsToNear: number | null;
  hasDiverged: boolean;
}

/** Of what the loss has above the least one at the start. */
export const NEAR = 1e-6;

/** `least`: the least objective there is where it is known, else the least that any lane has reached. */
export const leastOf = (lanes: readonly RaceLane[], known: number | null): number =>
  known ?? lanes.reduce((least, { objectives }) => objectives.reduce((a, b) => (b < a ? b : a), least), Infinity);

export function standings(lanes: readonly RaceLane[], results: readonly RunResult[], least: number): Standing[] {
  return lanes.map(({ steps, objectives }, lane) => {
    const goal = least + NEAR * ((objectives[0] ?? NaN) - least);
    const at = objectives.findIndex((objective) => objective <= goal);
    return {
      gap: (objectives.at(-1) ?? NaN) - least,
      stepsToNear: at === -1 ? null : (steps[at] ?? null),
      hasDiverged: results[lane]?.stopReason === 'diverged',
    };
  });
}

/** The lanes that were near first, and after how many steps; null where none was. */
export function winnersOf(all: readonly Standing[]): { lanes: number[]; steps: number } | null {
  const steps = Math.min(...all.map(({ stepsToNear }) => stepsToNear ?? Infinity));
  if (!Number.isFinite(steps)) return null;
  return { lanes: all.flatMap(({ stepsToNear }, lane) => (stepsToNear === steps ? [lane] : [])), steps };
}

/**
 * All steps that any lane kept, and what each lane's objective has above the least one at them: NaN where it had ended or kept
 * none, and 0 where rounding alone is left.
 */
export function raceColumns(lanes: readonly RaceLane[], least: number): Float64Array[] {
  const steps = Float64Array.from(new Set(lanes.flatMap((lane) => [...lane.steps]))).sort();
  const columns = lanes.map((lane) => {
    const gapAt = new Map(Array.from(lane.steps, (step, k) => [step, Math.max(0, (lane.objectives[k] ?? NaN) - least)]));
    return Float64Array.from(steps, (step) => gapAt.get(step) ?? NaN);
  });
  return [steps, ...columns];
}

/** The index of the last kept step that is not after `step`. */
export const keptAt = ({ steps }: RaceLane, step: number): number => steps.findLastIndex((kept) => kept <= step);
