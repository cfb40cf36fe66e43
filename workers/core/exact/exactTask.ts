import type { Scaling } from '../schema';
import type { Shards } from '../shards/matrix';
import type { KernelModule } from '../shards/webAssembly';
import type { Basis } from './basis';
import type { FactoredDescent } from './factoredDescent';
import type { FactoredLoss } from './factoredLoss';
import type { Fit, FitOptions } from './fit';
import type { ChunkGroup } from './groups';

/**
 * Factors groups of chunks, each to a triangular factor of its own. Reads the shards and leaves them as they
 * are.
 */
export interface FactorTask {
  kind: 'factor';
  kernelModule: KernelModule;
  shards: Shards;
  basis: Basis;
  groups: ChunkGroup[];
}

/** Merges the factors of all groups, in their order. */
interface MergeTask {
  kernelModule: KernelModule;
  factors: Float64Array<ArrayBuffer>[];
  basis: Basis;
  nSamples: number;
  featureNames: string[];
}

/** Finds what they say of the fit. */
export interface FitTask extends MergeTask, FitOptions {
  kind: 'fit';
}

/** Makes of them what descent needs, in the space of this scaling. */
export interface LossTask extends MergeTask {
  kind: 'loss';
  scaling: Scaling;
}

/**
 * Factors whole columns, the target last, finds what the factor says, and descends on it: the self-test.
 */
export interface CertifyTask {
  kind: 'certify';
  kernelModule: KernelModule;
  columns: Float64Array<ArrayBuffer>[];
  degree: number;
  intercept: boolean;
  nSteps: number;
}

/** Nothing, so that the thread is there when there is something. */
interface WakeTask {
  kind: 'wake';
}

/** Independent tasks of the worker pool: none waits for another. */
export type ExactTask = FactorTask | FitTask | LossTask | CertifyTask | WakeTask;

export type ExactReply =
  | { kind: 'factored'; factors: Float64Array<ArrayBuffer>[] }
  | { kind: 'fitted'; fit: Fit }
  | { kind: 'woken' }
  | { kind: 'loss'; loss: FactoredLoss }
  | { kind: 'certified'; fit: Fit; descent: FactoredDescent };
