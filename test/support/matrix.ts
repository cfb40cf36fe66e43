import { readFileSync } from 'node:fs';
import { planShards } from '../../workers/core/shards/layout';
import { compileKernels, newSharedMemory, type KernelModule } from '../../workers/core/shards/webAssembly';
import { createRandom, fillNormal } from '../../workers/core/random/generator';
import { createShardBuilder } from '../../workers/tasks/shards/tileWriter';
import type { DesignMatrix } from '../../workers/engine/training/designMatrix';
import { kernelPath } from './built';

let compiled: KernelModule | null = null;
export const kernelModule = (): KernelModule => (compiled ??= compileKernels(readFileSync(kernelPath)));

/** Features in order and the target last. */
export type Columns = Float64Array[];

export interface MatrixOptions {
  standardize?: boolean;
  /** Shards to deal the chunks to. */
  nThreads?: number;
  nSeats?: number;
}

const PAGE = 65_536;

/** The design matrix of whole columns in memory, through the same tile writer as a file's. */
export const matrixOf = (columns: Columns, options: MatrixOptions = {}): DesignMatrix => {
  const nSamples = columns[0]?.length ?? 0;
  const plan = planShards(nSamples, columns.length - 1, {
    nThreads: options.nThreads ?? 2,
    nSeats: options.nSeats ?? 4,
  });
  if (!plan) throw new Error('The matrix does not fit.');
  const memories = plan.shards.map((shard) => newSharedMemory(Math.ceil(shard.byteLength / PAGE), PAGE));
  const builder = createShardBuilder({
    kernelModule: kernelModule(),
    shards: { plan, memories },
    standardize: options.standardize ?? false,
  });
  builder.append(columns, nSamples);
  return { plan, memories, validation: null, summary: builder.finish(), rowsSkipped: 0, notes: [], buildMs: 0 };
};

/** N(0, 1) features and y = weights . x + bias + noise * N(0, 1). */
export const linearData = (
  nSamples: number,
  weights: number[],
  bias: number,
  { seed = 1, noise = 0 }: { seed?: number; noise?: number } = {},
): Columns => {
  const random = createRandom(seed);
  const features = weights.map(() => {
    const column = new Float64Array(nSamples);
    fillNormal(random, column);
    return column;
  });
  const target = new Float64Array(nSamples);
  if (noise > 0) fillNormal(random, target);
  for (let i = 0; i < nSamples; i++) {
    let y = bias + noise * target[i]!;
    weights.forEach((weight, j) => {
      y += weight * features[j]![i]!;
    });
    target[i] = y;
  }
  return [...features, target];
};
