import { euclideanNorm } from '../training/norm';
import { isInvisible } from './objectiveChange';
import type { Point } from './point';

export interface Progress {
  /** Whether the search is over: nothing more is to be gained. */
  isOver(): boolean;
  /** After a step from `previousValue` to the point; `hasMoved` false where none could be found. */
  note(point: Point, previousValue: number, hasMoved: boolean): void;
  /** Live arrays: see Stepper. */
  readonly state: readonly Float64Array[];
}

/**
 * Watches for the end of what rounding lets a search gain: where the objective stands still, the gradient must fall
 * below its shortest so far once in `patience` steps.
 */
export const createProgress = (patience: number): Progress => {
  /** The shortest gradient, steps without a shorter one, and whether it is over. */
  const memory = Float64Array.of(Infinity, 0, 0);
  return {
    state: [memory],
    isOver: () => memory[2] === 1,
    note: (point, previousValue, hasMoved) => {
      const norm = euclideanNorm(point.gradient);
      const isIdle = !(norm < memory[0]!) && isInvisible(point.value - previousValue, point.value);
      memory[0] = Math.min(norm, memory[0]!);
      memory[1] = isIdle ? memory[1]! + 1 : 0;
      if (!hasMoved || memory[1]! >= patience) memory[2] = 1;
    },
  };
};
