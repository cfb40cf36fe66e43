import { lossParameter } from '../../core/losses/parameter';
import { kernelsOn, LOSS_CODE, type Kernels } from '../../core/shards/kernels';
import {
  bytesPerNumber,
  partialLength,
  partialsOffset,
  scratchOffset,
  thetaOffset,
  tileOffset,
  vectorOffset,
} from '../../core/shards/layout';
import type { Shards } from '../../core/shards/matrix';
import { COMMAND, PART, type Command, type Part } from '../../core/training/controlBlock';
import { nParameters } from '../../core/training/parameterShape';
import { shapeOf, type SeatTask } from '../../core/training/trainTask';

/** What all workers of a gang do together. Its chunks are those that the rows touch. */
export interface Work {
  command: Command;
  part: Part;
  rowStart: number;
  rowEnd: number;
  /** At most so many of the first rows of each chunk. */
  mostOfChunk: number;
}

/** Number of a chunk, and one past the last. */
export const firstChunk = (shards: Shards, { rowStart }: Work): number =>
  Math.floor(rowStart / shards.plan.chunkRows);
export const lastChunk = (shards: Shards, { rowEnd }: Work): number => Math.ceil(rowEnd / shards.plan.chunkRows);

export const shardsOf = (task: SeatTask, part: Part): Shards => {
  const shards = part === PART.training ? task.shards : task.validation;
  if (!shards) throw new RangeError('There is no validation part.');
  return shards;
};

/** A product with the Hessian of squared loss, whatever the loss of the run: one set of weights. */
const isOfSquares = (command: Command): boolean => command === COMMAND.squaredHessian;
export const outputsOf = (task: SeatTask, command: Command): number => (isOfSquares(command) ? 1 : task.nOutputs);

/** Where a worker keeps what a kernel needs, in the memory of one shard. */
interface Seat {
  kernels: Kernels;
  theta: number;
  thetaView: Float64Array;
  vector: number;
  vectorView: Float64Array;
  scratch: number;
  partials: number;
}

const copy = (from: Float64Array, into: Float64Array): void => {
  for (let j = 0; j < into.length; j++) into[j] = from[j]!;
};

const createSeats = (task: SeatTask, { plan, memories }: Shards): ((shard: number) => Seat) => {
  const length = nParameters(shapeOf(task));
  // Only on the shards that this worker comes to: on many threads that is a few of many.
  const seats: (Seat | null)[] = memories.map(() => null);
  const take = (index: number): Seat => {
    const [shard, memory] = [plan.shards[index]!, memories[index]!];
    const theta = thetaOffset(plan, shard, task.workspace, task.worker);
    const vector = vectorOffset(plan, shard, task.workspace, task.worker);
    return {
      kernels: kernelsOn(task.kernelModule, memory),
      theta,
      thetaView: new Float64Array(memory.buffer, theta, length),
      vector,
      vectorView: new Float64Array(memory.buffer, vector, length),
      scratch: scratchOffset(plan, shard, task.workspace, task.worker),
      partials: partialsOffset(plan, shard, task.workspace),
    };
  };
  return (index) => (seats[index] ??= take(index));
};

/**
 * Evaluates this worker's share, one of `nShares`, and leaves the partial sums of each chunk in the chunk's slot. `vector` is
 * for products with a Hessian.
 */
export type ComputeChunks = (work: Work, nShares: number, theta: Float64Array, vector: Float64Array) => void;

export const createMember = (task: SeatTask): ComputeChunks => {
  const code = LOSS_CODE[task.loss.kind];
  const parameter = lossParameter(task.loss) ?? 0;
  const seatsOf = [task.shards, task.validation].map((shards) => shards && createSeats(task, shards));
  return (work, nShares, theta, vector) => {
    const { command, part, rowStart, rowEnd, mostOfChunk } = work;
    const shards = shardsOf(task, part);
    const seatOn = seatsOf[part]!;
    const { plan } = shards;
    const { chunkRows, nFeatures, storage } = plan;
    const numberBytes = bytesPerNumber(storage);
    const isWeighted = plan.isWeighted ? 1 : 0;
    const nOutputs = outputsOf(task, command);
    const length = partialLength(nParameters({ nFeatures, nOutputs }));
    const first = firstChunk(shards, work);
    const nChunks = lastChunk(shards, work) - first;
    // Dealt in order and evenly; who computes a chunk does not matter for its bits.
    const shareStart = first + Math.floor((task.worker * nChunks) / nShares);
    const shareEnd = first + Math.floor(((task.worker + 1) * nChunks) / nShares);
    for (let index = 0; index < plan.shards.length; index++) {
      const shard = plan.shards[index]!;
      const chunkStart = Math.max(shareStart, shard.chunkStart);
      const chunkEnd = Math.min(shareEnd, shard.chunkEnd);
      if (chunkStart >= chunkEnd) continue;
      const seat = seatOn(index);
      copy(theta, seat.thetaView);
      if (command !== COMMAND.gradient) copy(vector, seat.vectorView);
      // A sample skips the rest of each chunk.
      const stride = mostOfChunk < chunkRows ? 1 : chunkEnd - chunkStart;
      for (let chunk = chunkStart; chunk < chunkEnd; chunk += stride) {
        const origin = chunk * chunkRows;
        const from = Math.max(rowStart, origin) - origin;
        const to = Math.min(rowEnd - origin, stride === 1 ? Math.min(mostOfChunk, chunkRows) : stride * chunkRows);
        const tiles = tileOffset(plan, shard, origin);
        const partials = seat.partials + (chunk - shard.chunkStart) * length * 8;
        if (command === COMMAND.gradient) {
          seat.kernels.gradientSums(
            code,
            parameter,
            numberBytes,
            isWeighted,
            tiles,
            from,
            to,
            chunkRows,
            nFeatures,
            nOutputs,
            seat.theta,
            seat.scratch,
            partials,
          );
          continue;
        }
        seat.kernels.hessianSums(
          isOfSquares(command) ? LOSS_CODE.squared : code,
          parameter,
          numberBytes,
          isWeighted,
          tiles,
          from,
          to,
          chunkRows,
          nFeatures,
          nOutputs,
          seat.theta,
          seat.vector,
          seat.scratch,
          partials,
        );
      }
    }
  };
};
