import { readFileSync } from 'node:fs';
import { partRows } from '../../workers/core/design/splitRows';
import type { DesignSettings, Storage } from '../../workers/core/schema';
import { planShards, TILE_ROWS, tileColumns, tileOffset, WASM_PAGE_BYTES, type PlanOptions } from '../../workers/core/shards/layout';
import type { Shards } from '../../workers/core/shards/matrix';
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
  /** Default true. Without it, columns are divided by their root mean square. */
  intercept?: boolean;
  degree?: number;
  storage?: Storage;
  scaledBy?: DesignSettings['scaledBy'];
  /** Rows in the order of a shuffle; null: as they are. A validation part is shuffled with seed 1 where none is given. */
  shuffleSeed?: number | null;
  validationShare?: number;
  /** Of the rows, each above 0. */
  weights?: Float64Array;
  /** 0: trained on, 1: validation part. */
  parts?: Float64Array;
  /** Classes: the target holds their numbers from 0, and they are called '0', '1', and so on. */
  nOutputs?: number;
  /** Shards to deal the chunks to. */
  nThreads?: number;
  nSeats?: number;
}

/** Memories for a plan, holding what one may that was used before. */
export const newShards = (nSamples: number, nFeatures: number, options: PlanOptions): Shards => {
  const plan = planShards(nSamples, nFeatures, options);
  if (!plan) throw new Error('The matrix does not fit.');
  const memories = plan.shards.map((shard) => newSharedMemory(Math.ceil(shard.byteLength / WASM_PAGE_BYTES), 65_536));
  return { plan, memories };
};

/** The design matrix of whole columns in memory, through the same tile writer as a file's. */
export const matrixOf = (columns: Columns, options: MatrixOptions = {}): DesignMatrix => {
  const { degree = 1, validationShare = 0, nOutputs, storage, weights, parts } = options;
  const nTrained = parts ? parts.filter((part) => part === 0).length : null;
  const { nTraining, nValidation } = partRows(columns[0]?.length ?? 0, nTrained, validationShare);
  const nFeatures = degree * (columns.length - 1);
  const plan: PlanOptions = {
    nThreads: options.nThreads ?? 2,
    nSeats: options.nSeats ?? 4,
    ...(nOutputs !== undefined && { nOutputs }),
    ...(storage !== undefined && { storage }),
    isWeighted: weights !== undefined,
  };
  const shards = newShards(nTraining, nFeatures, plan);
  const validation = nValidation > 0 ? newShards(nValidation, nFeatures, plan) : null;
  const builder = createShardBuilder({
    kernelModule: kernelModule(),
    shards,
    validation,
    design: {
      standardize: options.standardize ?? false,
      intercept: options.intercept ?? true,
      scaledBy: options.scaledBy ?? 'deviation',
      degree,
    },
    shuffleSeed: options.shuffleSeed ?? (validation && !parts ? 1 : null),
    hasParts: parts !== undefined,
    classNames: nOutputs === undefined ? null : Array.from({ length: nOutputs }, (_, k) => String(k)),
  });
  const appended = [...columns, ...(weights ? [weights] : []), ...(parts ? [parts] : [])];
  for (let pass = 0; pass < builder.nPasses; pass++) builder.append(appended, nTraining + nValidation);
  return { ...shards, validation, summary: builder.finish(), rowsSkipped: 0, notes: [], buildMs: 0 };
};

/** Reads the tiles back as columns, the weights last where there are some. */
export const readBack = ({ plan, memories }: Shards): Columns => {
  const columns = Array.from({ length: tileColumns(plan) }, () => new Float64Array(plan.nSamples));
  plan.shards.forEach((shard, k) => {
    for (let row = shard.rowStart; row < shard.rowEnd; row++) {
      const lane = (row - shard.rowStart) % TILE_ROWS;
      const at = tileOffset(plan, shard, row - lane);
      const { buffer } = memories[k]!;
      const tile = plan.storage === 'float32' ? new Float32Array(buffer, at) : new Float64Array(buffer, at);
      columns.forEach((column, j) => {
        column[row] = tile[j * TILE_ROWS + lane]!;
      });
    }
  });
  return columns;
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
