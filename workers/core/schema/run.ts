import type { Method } from './method';

/** What a training run is told, what it reports, and how it ends. Plain data. */

export type InitialParameters =
  | { kind: 'zeros' }
  | { kind: 'random'; seed: number }
  /** In raw units, weights in the order of the features. */
  | { kind: 'given'; weights: number[]; bias: number };

export interface StopRules {
  maxSteps: number;
  /** Stop when |L(t) - L(t-1)| <= lossChange * L(t-1). null: off. */
  lossChange: number | null;
  /** Stop when the Euclidean norm of the gradient in the training space is <= this. null: off. */
  gradientNorm: number | null;
  elapsedMs: number | null;
}

export interface RunSettings extends Method {
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

/** z_j = (x_j - mean_j) / scale_j; mean 0 and scale 1 where the column is used as it is. Scale: 1/N deviation. */
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
  featureNames: string[];
  scaling: Scaling;
  nSamples: number;
  nFeatures: number;
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
  /** The newest step, same layout. */
  latest: Float64Array<ArrayBuffer>;
  /** Training-space parameters and (sub)gradient of the objective [w..., b] at the newest step. */
  theta: Float64Array<ArrayBuffer>;
  gradient: Float64Array<ArrayBuffer>;
  learningRate: number;
  /** Since the start of the run: milliseconds of compute and of wait for each worker in turn, then of reduce by the leader. */
  totalsMs: Float64Array<ArrayBuffer>;
}

export interface Divergence {
  /** One sentence: what happened and which learning rate would hold. */
  message: string;
  /** 2 / lambda_max, estimated by power iteration; null where it could not be had. */
  limit: number | null;
  suggestedLearningRate: number | null;
}

export interface RunResult {
  runId: string;
  stopReason: StopReason;
  /** Number of parameter updates made; the figures below belong to that point. */
  steps: number;
  /** The mean loss of the data alone. */
  loss: number;
  /** What descends, and what the records hold as their loss: `loss` and the penalty. */
  objective: number;
  /** Of the objective; with l1 the norm of its shortest subgradient. */
  gradientNorm: number;
  /** Raw units, in the order of the features. */
  weights: number[];
  bias: number;
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
