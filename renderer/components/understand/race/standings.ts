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

/** The lane that was near first; null where none was. */
export function winnerOf(all: readonly Standing[]): number | null {
  let winner: number | null = null;
  all.forEach(({ stepsToNear }, lane) => {
    const best = winner === null ? Infinity : (all[winner]?.stepsToNear ?? Infinity);
    if (stepsToNear !== null && stepsToNear < best) winner = lane;
  });
  return winner;
}

/** All steps that any lane kept, and each lane's objective at them: NaN where it had ended or kept none. */
export function raceColumns(lanes: readonly RaceLane[]): Float64Array[] {
  const steps = Float64Array.from(new Set(lanes.flatMap((lane) => [...lane.steps]))).sort();
  const columns = lanes.map((lane) => {
    const objectiveAt = new Map(Array.from(lane.steps, (step, k) => [step, lane.objectives[k] ?? NaN]));
    return Float64Array.from(steps, (step) => objectiveAt.get(step) ?? NaN);
  });
  return [steps, ...columns];
}

/** The index of the last kept step that is not after `step`. */
export const keptAt = ({ steps }: RaceLane, step: number): number => steps.findLastIndex((kept) => kept <= step);
