import type { Scaling } from '../schema';
import type { ShardPlan } from './layout';
import type { SharedMemory } from './webAssembly';

/** Shards in shared memory: `memories[k]` holds `plan.shards[k]`. It crosses threads as it is. */
export interface Shards {
  plan: ShardPlan;
  memories: SharedMemory[];
}

/**
 * What the tile writer learnt of the columns of the rows trained on, in the units of the file. The target comes last in `minima` and
 * `maxima`.
 */
export interface BuildSummary {
  /** Of the features. Mean 0 and scale 1 where they were not standardised. */
  scaling: Scaling;
  minima: number[];
  maxima: number[];
  /** Means of all columns in a single pass: near enough to center by, not for statistics. The target comes last. */
  centers: number[];
  /** Positions among the features. With an intercept those are left as they are. */
  constantColumns: number[];
  targetIsConstant: boolean;
  /** Of all rows, those of the validation part too. */
  leastTarget: number;
  targetIsWhole: boolean;
  /** Position of the first column with a number in the validation part that is not finite; null where there is none. */
  validationOutOfRange: number | null;
  /** Labels of the target's classes in the order of their numbers; null where the target is a quantity. */
  classNames: string[] | null;
  /** The least weight of a row, of mean 1; 1 where the rows have none. */
  leastWeight: number;
  /** Numbers of the classes that only the validation part has. */
  untrainedClasses: number[];
}
