import type { Curvature } from '../exact/curvature';
import type { FactoredLoss } from '../exact/factoredLoss';
import type { Divergence, LossSettings, Method, ProbeReply, ProbeRequest, Scaling, StepState, StopReason, StopRules } from '../schema';
import type { Workspace } from '../shards/layout';
import type { Shards } from '../shards/matrix';
import type { KernelModule } from '../shards/webAssembly';
import type { RowRange } from './batches';
import type { ParameterShape } from './parameterShape';
import type { SavedState } from './savedState';

/**
 * What the engine sends to each worker of a gang, and what the leader answers at the end. It crosses threads.
 */
export interface SeatTask {
  kernelModule: KernelModule;
  loss: LossSettings;
  /** Sets of weights: see ParameterShape. */
  nOutputs: number;
  /** Of the rows trained on. */
  shards: Shards;
  /** Of the validation part; null where there is none. */
  validation: Shards | null;
  workspace: Workspace;
  /** Worker 0 leads. */
  worker: number;
  nWorkers: number;
  /** See controlBlock.ts. */
  control: SharedArrayBuffer;
  /** How often to look before sleeping: more workers than cores should not look at all. */
  spins: number;
}

/** Of the parameters that the gang evaluates. */
export const shapeOf = ({ nOutputs, shards }: Pick<SeatTask, 'nOutputs' | 'shards'>): ParameterShape => ({
  nFeatures: shards.plan.nFeatures,
  nOutputs,
});

/** Pairs of (step, learning rate): from that step's update on, this rate was used. */
export const MAX_RATE_CHANGES = 262_144;
export const RATE_CHANGES_BYTES = 16 * MAX_RATE_CHANGES;

/** What makes the steps of a run: the same makes the same bits again. */
export interface StepRecipe {
  theta: Float64Array<ArrayBuffer>;
  method: Method;
  /** Without it the bias stays where it is. */
  intercept: boolean;
  /** Of the order of batches. */
  seed: number;
  scaling: Scaling;
  /** See BuildSummary. */
  leastWeight: number;
  /** Where the gradient comes from R: see evaluateFactored. */
  factored: FactoredLoss | null;
}

export interface DescentTask extends SeatTask, StepRecipe {
  kind: 'descend';
  stop: StopRules;
  trace: SharedArrayBuffer;
  /** MAX_RATE_CHANGES pairs; the leader fills them, SLOT.rateChanges counts them. */
  rateChanges: SharedArrayBuffer;
  /** CHECKPOINT_BYTES; see checkpoints.ts. */
  checkpoints: SharedArrayBuffer;
  /** See savedState.ts. */
  saved: SharedArrayBuffer;
  /** Where to go on from: trace and rateChanges then hold what came before. null: from the first step. */
  resumeFrom: SavedState | null;
}

/** The updates of a run to make again. */
interface AgainTask extends SeatTask, StepRecipe {
  nSteps: number;
  rateChanges: Float64Array<ArrayBuffer>;
}

export interface ReplayTask extends AgainTask {
  kind: 'replay';
  /** An existing file to write to. */
  path: string;
  header: string;
}

/** Comes to a step once more, from a checkpoint at or before it, or from the start. */
export interface VisitTask extends AgainTask {
  kind: 'visit';
  /** Of the run, which may go on: see checkpoints.ts. */
  checkpoints: SharedArrayBuffer;
}

/**
 * Comes to the minimum by Newton's method, and says how the objective is curved there: the exact twin, and the test whether
 * classes can be separated.
 */
export interface OptimumTask extends SeatTask, StepRecipe {
  kind: 'optimum';
  /** null: all of them. */
  rows: RowRange | null;
  maxSteps: number;
  /** Of the gradient's norm at the start. */
  tolerance: number;
  wantsCurvature: boolean;
}

/** Where Newton's method ended. */
export interface Optimum {
  theta: Float64Array<ArrayBuffer>;
  objective: number;
  /** The mean loss alone. */
  loss: number;
  gradientNorm: number;
  /** Whether the gradient's norm came below the tolerance, or as near to 0 as rounding allows. */
  isReached: boolean;
  /** Every row is on the right side, so that without a penalty there is no minimum. */
  isSeparated: boolean;
  /**
   * The place in theta of the weight that grows the most where the loss has no minimum all the same, for some rows only ever win by
   * it; null where there is a minimum, and where no curvature was asked for.
   */
  runaway: number | null;
  steps: number;
  curvature: Curvature | null;
}

/** Asks something of the objective of a run. */
export interface ProbeTask extends SeatTask, Pick<StepRecipe, 'method' | 'intercept' | 'factored'> {
  kind: 'probe';
  request: ProbeRequest;
}

export interface FollowTask extends SeatTask {
  kind: 'follow';
}

/**
 * Reads the worker's share of the tiles `repeats` times, doing nothing with it: the floor of the benchmark.
 */
export interface ReadTask extends SeatTask {
  kind: 'read';
  repeats: number;
}

export type TrainTask = DescentTask | ReplayTask | VisitTask | OptimumTask | ProbeTask | FollowTask | ReadTask;

export type TrainReply =
  | { kind: 'descended'; stopReason: StopReason; divergence: Divergence | null }
  | { kind: 'replayed'; nLines: number }
  | ({ kind: 'visited' } & StepState)
  | ({ kind: 'optimum' } & Optimum)
  /** null: the objective is not curved where that was asked for. */
  | { kind: 'probed'; reply: ProbeReply | null }
  /** The file could not be written: the system's error code and words. */
  | { kind: 'not-written'; errorCode: string | null; message: string }
  | { kind: 'read'; elapsedMs: number }
  | { kind: 'followed' }
  | { kind: 'aborted' };
