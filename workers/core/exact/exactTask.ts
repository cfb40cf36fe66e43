import type { Shards } from '../shards/matrix';
import type { KernelModule } from '../shards/webAssembly';
import type { Basis } from './basis';
import type { FactoredDescent } from './factoredDescent';
import type { Fit } from './fit';
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

/** Merges the factors of all groups, in their order, and finds what they say. */
export interface FitTask {
  kind: 'fit';
  kernelModule: KernelModule;
  factors: Float64Array<ArrayBuffer>[];
  basis: Basis;
  nSamples: number;
  standardize: boolean;
  featureNames: string[];
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

/** Independent tasks of the worker pool: none waits for another. */
export type ExactTask = FactorTask | FitTask | CertifyTask;

export type ExactReply =
  | { kind: 'factored'; factors: Float64Array<ArrayBuffer>[] }
  | { kind: 'fitted'; fit: Fit }
  | { kind: 'certified'; fit: Fit; descent: FactoredDescent };
