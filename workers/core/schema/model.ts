import type { Method } from './method';
import type { Scaling, StopReason } from './run';

/**
 * The exported model. Everything needed to predict and to know where it came from. A file without penalty,
 * optimizer, schedule and objective is of a time when there was plain descent alone, and reads as such.
 */
export interface ModelFile extends Method {
  format: 'fall-line-model';
  formatVersion: 1;
  model: 'linear';
  targetName: string;
  featureNames: string[];
  /** Raw units: y = bias + sum_j weights[j] * x[j], summed in that order. */
  weights: number[];
  bias: number;
  standardize: boolean;
  scaling: Scaling;
  loss: { name: 'mean squared error'; formula: string; value: number };
  /** The loss and the penalty, which is on the weights of the space in which training ran. */
  objective: { formula: string; value: number };
  learningRate: number;
  steps: number;
  stopReason: StopReason;
  thetaHash: string;
  nSamples: number;
  rowsRejected: number;
  rowsSkipped: number;
  data: { fileName: string; nRows: number; sha256: string };
  /** ISO 8601, UTC. */
  createdAt: string;
  applicationVersion: string;
}
