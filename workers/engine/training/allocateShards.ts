import { availableParallelism } from 'node:os';
import { FallLineError, type Storage } from '../../core/schema';
import { bytesPerNumber, planShards, tileColumns, type ShardPlan } from '../../core/shards/layout';
import type { Shards } from '../../core/shards/matrix';
import { counted, formatCount } from '../../core/text/counted';
import type { MemoryPool } from './memoryPool';

export interface MatrixSize {
  nTraining: number;
  nValidation: number;
  /** Columns of the design. */
  nFeatures: number;
  nOutputs: number;
  storage: Storage;
  /** Whether the rows have weights. */
  isWeighted: boolean;
  nSeats: number;
}

/** Below that a call of a kernel for each shard costs more than it is worth: such data stays in one, also for several workers. */
const LEAST_SHARD_BYTES = 2 ** 20;

const planOf = (nSamples: number, { nFeatures, nOutputs, storage, isWeighted, nSeats }: MatrixSize): ShardPlan => {
  const byteLength = nSamples * tileColumns({ nFeatures, isWeighted }) * bytesPerNumber(storage);
  const nThreads = Math.min(availableParallelism(), Math.ceil(byteLength / LEAST_SHARD_BYTES));
  const plan = planShards(nSamples, nFeatures, { nThreads, nSeats, nOutputs, storage, isWeighted });
  if (plan) return plan;
  const classes = nOutputs > 1 ? ` with ${formatCount(nOutputs)} classes` : '';
  throw new FallLineError('setting-invalid', `${counted(nFeatures, 'feature')}${classes} do not fit into memory. Choose fewer.`);
};

const noMemory = ({ nTraining, nValidation, nFeatures, storage }: MatrixSize): FallLineError => {
  const what = `${formatCount(nTraining + nValidation)} rows of ${counted(nFeatures, 'feature')}`;
  const remedy = storage === 'float32' ? 'Choose fewer features.' : 'Choose fewer features, or store them as float32.';
  return new FallLineError('setting-invalid', `There is not enough memory for ${what}. ${remedy}`);
};

/** Memories for the rows trained on and for those left out; where they cannot all be had, none is taken. */
export const allocateShards = (
  pool: MemoryPool,
  size: MatrixSize,
): { shards: Shards; validation: Shards | null } => {
  const memories: Shards['memories'] = [];
  const take = (plan: ShardPlan): Shards => {
    const own = plan.shards.map(({ byteLength }) => {
      const memory = pool.take(byteLength);
      memories.push(memory);
      return memory;
    });
    return { plan, memories: own };
  };
  const plans = {
    training: planOf(size.nTraining, size),
    validation: size.nValidation > 0 ? planOf(size.nValidation, size) : null,
  };
  try {
    return { shards: take(plans.training), validation: plans.validation && take(plans.validation) };
  } catch (error) {
    pool.give(memories);
    throw error instanceof RangeError ? noMemory(size) : error;
  }
};
