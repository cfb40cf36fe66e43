import { outputCount } from '../../core/losses/properties';
import { FallLineError, type LossSettings, type Method } from '../../core/schema';
import { TWIN_WORKSPACE } from '../../core/shards/layout';
import type { KernelModule } from '../../core/shards/webAssembly';
import type { RowRange } from '../../core/training/batches';
import { abortGang, controlByteLength, openControlBlock } from '../../core/training/controlBlock';
import { DEFAULT_METHOD } from '../../core/training/defaults';
import { chooseGangSize } from '../../core/training/gangSize';
import { nParameters } from '../../core/training/parameterShape';
import type { Optimum } from '../../core/training/trainTask';
import { cancelled } from '../data/work';
import type { DesignMatrix } from '../training/designMatrix';
import type { GangPool } from '../training/gangPool';

export interface OptimumRequest {
  loss: LossSettings;
  l2: number;
  intercept: boolean;
  /** null: all rows. */
  rows: RowRange | null;
  maxSteps: number;
  tolerance: number;
  wantsCurvature: boolean;
}

export interface FoundOptimum extends Optimum {
  nWorkers: number;
}

/** Seeks the minimum of an objective on shards, which must stay until the promise has settled. */
export type FindOptimum = (matrix: DesignMatrix, request: OptimumRequest, signal?: AbortSignal) => Promise<FoundOptimum>;

/** One after the other, for in the shards there is one workspace for all of them. */
export const createOptimumFinder = (pool: GangPool, kernels: () => KernelModule): FindOptimum => {
  let last: Promise<unknown> = Promise.resolve();

  const find: FindOptimum = async (matrix, request, signal) => {
    if (signal?.aborted) throw cancelled();
    const { loss, l2, intercept, ...task } = request;
    const { plan, memories, summary } = matrix;
    const { nFeatures, nSamples, nChunks } = plan;
    const nOutputs = outputCount(loss, plan.nOutputs);
    const parameterCount = nParameters({ nFeatures, nOutputs });
    const { nWorkers } = chooseGangSize('auto', { nSamples, nFeatures, nOutputs, nChunks, maxWorkers: pool.maxWorkers });
    const control = new SharedArrayBuffer(controlByteLength(nWorkers, parameterCount));
    const block = openControlBlock(control, nWorkers, parameterCount);
    const method: Method = { ...DEFAULT_METHOD, loss, penalty: { l1: 0, l2, bias: false }, optimizer: { kind: 'newton' } };
    const abort = (): void => abortGang(block);
    signal?.addEventListener('abort', abort, { once: true });
    try {
      const { reply, casualty } = await pool.run(
        {
          kernelModule: kernels(),
          loss,
          nOutputs,
          shards: { plan, memories },
          validation: null,
          workspace: TWIN_WORKSPACE,
          nWorkers,
          control,
        },
        {
          kind: 'optimum',
          ...task,
          theta: new Float64Array(parameterCount),
          method,
          intercept,
          seed: 0,
          scaling: summary.scaling,
          leastWeight: summary.leastWeight,
          factored: null,
        },
      );
      if (casualty) {
        throw new FallLineError('worker-died', 'A thread ended while the exact solution was computed. Try again.');
      }
      if (reply?.kind !== 'optimum') throw cancelled();
      return { ...reply, nWorkers };
    } finally {
      signal?.removeEventListener('abort', abort);
    }
  };

  return (matrix, request, signal) => {
    const finding = last.then(() => find(matrix, request, signal));
    last = finding.catch(() => undefined);
    return finding;
  };
};
