import { powerOfTwoFactor, type ColumnFigures } from '../../core/design/columnFigures';
import { reducePairwise } from '../../core/reduce/pairwise';
import type { Scaling } from '../../core/schema';
import { tileOffset, type ShardPlan } from '../../core/shards/layout';
import { kernelsOn, type Kernels } from '../../core/shards/kernels';
import type { Shards } from '../../core/shards/matrix';
import type { KernelModule } from '../../core/shards/webAssembly';

interface OpenShard {
  kernels: Kernels;
  /** The build's scratch: 8 numbers a column, at the front of the memory. */
  scratch: Float64Array;
  chunks: { index: number; tiles: number; nRows: number }[];
}

const open = (module: KernelModule, { plan, memories }: Shards): OpenShard[] =>
  plan.shards.map((shard, k) => {
    const memory = memories[k];
    if (!memory) throw new RangeError(`Shard ${k} has no memory.`);
    return {
      kernels: kernelsOn(module, memory),
      scratch: new Float64Array(memory.buffer, 0, 8 * (plan.nFeatures + 1)),
      chunks: Array.from({ length: shard.chunkEnd - shard.chunkStart }, (_, i) => {
        const index = shard.chunkStart + i;
        const rowStart = index * plan.chunkRows;
        const rowEnd = Math.min(plan.nSamples, rowStart + plan.chunkRows);
        return { index, tiles: tileOffset(plan, shard, rowStart), nRows: rowEnd - rowStart };
      }),
    };
  });

/** Runs a kernel on every chunk and adds up what it leaves in `width` numbers at the front of the scratch. */
const sumOverChunks = (
  plan: ShardPlan,
  shards: OpenShard[],
  width: number,
  kernel: (shard: OpenShard, tiles: number, nRows: number) => void,
): Float64Array => {
  const slots = new Float64Array(plan.nChunks * width);
  for (const shard of shards) {
    for (const chunk of shard.chunks) {
      kernel(shard, chunk.tiles, chunk.nRows);
      slots.set(shard.scratch.subarray(0, width), chunk.index * width);
    }
  }
  reducePairwise(slots, plan.nChunks, width);
  return slots.slice(0, width);
};

const at = (numbers: number): number => numbers * 8;

/**
 * Ranges, means and deviations (1/N) of all columns of float64 tiles, chunk by chunk in a fixed order with pairwise sums,
 * in two passes: the second one takes deviations from the first one's mean m, whose own error it corrects:
 * mean = m + sum (x - m) / n,  variance = (sum (x - m)^2 - (sum (x - m))^2 / n) / n.
 * Without the second pass, where it is not asked for, means are those of the first and deviations no numbers.
 * Source: T. F. Chan, G. H. Golub, R. J. LeVeque, Algorithms for computing the sample variance, 1983 (the
 * corrected two-pass algorithm).
 */
export const figuresOf = (module: KernelModule, shardsIn: Shards, withDeviations: boolean): ColumnFigures => {
  const { plan } = shardsIn;
  const { nSamples } = plan;
  const nColumns = plan.nFeatures + 1;
  const shards = open(module, shardsIn);

  const ranges = new Float64Array(2 * nColumns).map((_, i) => (i % 2 === 0 ? Infinity : -Infinity));
  const sums = sumOverChunks(plan, shards, nColumns, ({ kernels, scratch }, tiles, nRows) => {
    scratch.set(ranges, 0);
    kernels.columnRanges(tiles, nRows, nColumns, 0);
    ranges.set(scratch.subarray(0, ranges.length));
    kernels.columnSums(tiles, nRows, nColumns, at(nColumns), 0);
  });
  const minima = Array.from({ length: nColumns }, (_, j) => ranges[2 * j] ?? NaN);
  const maxima = Array.from({ length: nColumns }, (_, j) => ranges[2 * j + 1] ?? NaN);
  const centers = Array.from(sums, (sum) => sum / nSamples);
  const figures = { minima, maxima, centers };
  if (!withDeviations) return { ...figures, means: centers, deviations: centers.map(() => NaN) };

  const factors = centers.map((_, j) => powerOfTwoFactor(maxima[j]! - minima[j]!));
  const moments = sumOverChunks(plan, shards, 2 * nColumns, ({ kernels, scratch }, tiles, nRows) => {
    scratch.set(centers, 6 * nColumns);
    scratch.set(factors, 7 * nColumns);
    kernels.columnDeviations(tiles, nRows, nColumns, at(6 * nColumns), at(7 * nColumns), at(2 * nColumns), 0);
  });
  const drifts = centers.map((_, j) => moments[j]! / nSamples);
  return {
    ...figures,
    means: centers.map((center, j) => center + drifts[j]! / factors[j]!),
    deviations: drifts.map((drift, j) => {
      const variance = moments[nColumns + j]! / nSamples - drift * drift;
      return Math.sqrt(variance) / factors[j]!;
    }),
  };
};

/** Features become z = (x - mean) / scale, in place; float64 tiles. */
export const standardizeTiles = (module: KernelModule, shards: Shards, { means, scales }: Scaling): void => {
  const { nFeatures } = shards.plan;
  for (const { kernels, scratch, chunks } of open(module, shards)) {
    scratch.set(means, 0);
    scratch.set(scales, nFeatures);
    for (const chunk of chunks) kernels.standardize(chunk.tiles, chunk.nRows, nFeatures, 0, at(nFeatures));
  }
};
