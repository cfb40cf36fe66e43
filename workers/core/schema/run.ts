import type { Method } from './method';

/** What a training run is told, what it reports, and how it ends. Plain data. */

export type InitialParameters =
  | { kind: 'zeros' }
  | { kind: 'random'; seed: number }
  /** In raw units, weights in the order of the features. */
  | { kind: 'given'; weights: number[]; bias: number }
  /** In the space in which training runs, all outputs: a point of another run on the same columns, to the bit. */
  | { kind: 'point'; theta: number[] };

export interface StopRules {
  maxSteps: number;
  /**
   * Stop when |L(t) - L(t-1)| <= lossChange * |L(t-1)|. null: off. With batches this rule and the next one are looked at
   * at the end of each epoch, over all rows.
   */
  lossChange: number | null;
  /** Stop when the Euclidean norm of the gradient in the training space is <= this. null: off. */
  gradientNorm: number | null;
  elapsedMs: number | null;
  /**
   * Early stopping: stop when the validation loss has not fallen for so many of its evaluations (one a step; with
   * batches one an epoch), and keep the parameters of the least. null: off. Needs a validation part.
   */
  patience: number | null;
}

export type Storage = 'float64' | 'float32';

/** Columns of the dataset, as indices, that say something of the rows. */
export interface RowRoles {
  /** What a row counts in the loss, 0 or more, brought to mean 1 over the part it belongs to; null: each the same. */
  weightColumn: number | null;
  /** 0: trained on, 1: validation part, else left out; null: all are trained on but for `validationShare`. */
  partColumn: number | null;
}

/** What becomes of the rows before training. */
export interface DesignSettings extends RowRoles {
  /** Each feature enters with its powers 1 to `degree`. */
  degree: number;
  /** Whether there is a bias. Without one, features are divided by their root mean square, and their mean stays. */
  intercept: boolean;
  /** Where features are scaled: by mean and deviation, or to [0, 1] by their range (without an intercept by the largest magnitude, mean 0). */
  scaledBy: 'deviation' | 'range';
  /** Of the numbers in the shards; all arithmetic is float64. */
  storage: Storage;
  /** Share of the rows, by a shuffle with the seed, that is left out of training; 0: none. */
  validationShare: number;
  /** Of the shuffle of the rows, where batches or a validation part ask for one, and of the order of batches. */
  seed: number;
}

export interface RunSettings extends Method, DesignSettings {
  /** Column indices of the dataset. */
  target: number;
  features: number[];
  standardize: boolean;
  init: InitialParameters;
  /** The base rate: the schedule multiplies it. */
  learningRate: number;
  stop: StopRules;
  /** Number of workers, or 'auto' to choose by the amount of work. */
  workers: number | 'auto';
  /** Evaluate step 0 and wait for `step` or `resume`. */
  startPaused: boolean;
}

export type StopReason =
  | 'max-steps'
  | 'loss-change'
  | 'gradient-norm'
  /** A search has come to rest: no step makes the objective smaller. */
  | 'converged'
  /** The validation loss no longer fell. */
  | 'validation'
  | 'time'
  | 'stopped'
  | 'diverged'
  | 'failed';

export type RunState = 'running' | 'paused' | 'finished';

export type RunCommand =
  | { kind: 'pause' }
  | { kind: 'resume' }
  | { kind: 'step' }
  | { kind: 'stop' }
  | { kind: 'learning-rate'; value: number };

/**
 * z_j = (x_j - mean_j) / scale_j; mean 0 and scale 1 where the column is used as it is. Scale: 1/N deviation; without an
 * intercept the root mean square, and mean 0. Of the rows trained on.
 */
export interface Scaling {
  means: number[];
  scales: number[];
}

/** What is known when the first step can begin. */
export interface RunInfo {
  runId: string;
  datasetId: string;
  settings: RunSettings;
  targetName: string;
  /** Of the columns of the design: the powers of a feature follow it as name^2 and so on. */
  featureNames: string[];
  /** Labels of the classes in the order of their numbers; null where the target is a quantity. */
  classNames: string[] | null;
  scaling: Scaling;
  /** Rows trained on, without those of the validation part. */
  nSamples: number;
  nValidation: number;
  nFeatures: number;
  /** Sets of weights: the number of classes for softmax, else 1. theta holds [w..., b] of each in turn. */
  nOutputs: number;
  /** Whether the gradient comes from R. */
  isFactored: boolean;
  rowsSkipped: number;
  nWorkers: number;
  nShards: number;
  nChunks: number;
  /** Bytes of the design matrix and target in shared memory. */
  byteLength: number;
  /** What descends, as a formula. */
  objective: string;
  notes: string[];
  /** Milliseconds to read the columns into shards; 0 where they were still there. */
  buildMs: number;
}

/**
 * One reading of a run's metrics, small enough to send sixty times a second.
 * `records` holds the kept steps that are new since the last reading, `recordLength` numbers each, laid out as
 * workers/core/training/record.ts says. Kept are the steps that are multiples of `stride`, which doubles whenever
 * the trace is full: a holder of earlier records drops those that are no multiple of it.
 */
export interface MetricFrame {
  runId: string;
  state: RunState;
  stride: number;
  recordLength: number;
  records: Float64Array<ArrayBuffer>;
  /**
   * The newest step, same layout. Of a run that has ended, and of one with batches that is paused, the figures of all rows; at the
   * end at the parameters of the result, which with averaging or early stopping are not those of the last record.
   */
  latest: Float64Array<ArrayBuffer>;
  /** Training-space parameters and (sub)gradient of the objective [w..., b] of `latest`. */
  theta: Float64Array<ArrayBuffer>;
  gradient: Float64Array<ArrayBuffer>;
  learningRate: number;
  /** Since the start of the run: milliseconds of compute and of wait for each worker in turn, then of reduce by the leader. */
  totalsMs: Float64Array<ArrayBuffer>;
}

/** A step of a run, had again. */
export interface StepState {
  step: number;
  /** Training-space parameters and (sub)gradient of the objective; with batches over the batch of the update to come. */
  theta: Float64Array<ArrayBuffer>;
  gradient: Float64Array<ArrayBuffer>;
  /** The objective, over the same rows. */
  loss: number;
  dataLoss: number;
  /** The base rate of the update to come; at the newest step of a run the one in force. */
  learningRate: number;
}

export interface ClassParameters {
  name: string;
  weights: number[];
  bias: number;
}

export interface Divergence {
  /** One sentence: what happened and which learning rate would hold. */
  message: string;
  /**
   * For squared loss over all rows: the rate below which the method converges, from lambda_max by power iteration. null for
   * others, and where it could not be had.
   */
  limit: number | null;
  suggestedLearningRate: number | null;
}

export interface RunResult {
  runId: string;
  stopReason: StopReason;
  /**
   * Number of parameter updates made; the figures below belong to that point and are over all rows. With early stopping the
   * step of the least validation loss.
   */
  steps: number;
  /** The mean loss of the data alone. */
  loss: number;
  /** What descends, and what the records hold as their loss: `loss` and the penalty. */
  objective: number;
  /** Of the objective; with l1 the norm of its shortest subgradient. */
  gradientNorm: number;
  /** The mean loss of the validation part; null where there is none. */
  validationLoss: number | null;
  /** Raw units, in the order of the features. Of the first set of weights, which is all there is but for softmax. */
  weights: number[];
  bias: number;
  /** Softmax: the set of weights of each class, raw units. null for every other loss. */
  classes: ClassParameters[] | null;
  /** SHA-256 (hex) of the training-space parameters [w..., b] as little-endian float64. */
  thetaHash: string;
  nWorkers: number;
  elapsedMs: number;
  /** The base learning rate in force at the end. */
  learningRate: number;
  divergence: Divergence | null;
  /** One sentence when stopReason is 'failed'. */
  failure: string | null;
}
