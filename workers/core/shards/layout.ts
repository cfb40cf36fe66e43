import type { Storage } from '../schema';
import { nParameters } from '../training/parameterShape';

/**
 * Where every number of the design matrix lies.
 *
 * Rows are cut into chunks, chunks are dealt to shards (one shared WebAssembly memory each), and within a
 * shard the rows lie in tiles of 16: 16 consecutive numbers (float64 or float32) of the first feature, then of the
 * second, ..., then the target's 16 and, where rows have weights, the weights' 16. So a kernel reads memory once and in order. Scratch and sums are float64.
 */

export const TILE_ROWS = 16;
const BYTES_PER_NUMBER = 8;
const ALIGNMENT = 64;

/** A memory of wasm32: 65,536 pages of 64 KiB. */
export const WASM_PAGE_BYTES = 65_536;
export const SHARD_LIMIT_BYTES = 65_536 * WASM_PAGE_BYTES;

/**
 * Those at work on the same shards at the same time have their own scratch and partial sums each: a run, its replay, the
 * search for its exact twin, what is asked of its objective, and from there on the runs of a sweep, which have one worker each,
 * as many as there are seats.
 */
export type Workspace = number;
export const RUN_WORKSPACE: Workspace = 0;
export const REPLAY_WORKSPACE: Workspace = 1;
export const TWIN_WORKSPACE: Workspace = 2;
export const PROBE_WORKSPACE: Workspace = 3;
export const SWEEP_WORKSPACE: Workspace = 4;
const workspaceCount = (nSeats: number): number => SWEEP_WORKSPACE + nSeats;
const seatsOf = (workspace: Workspace, nSeats: number): number => (workspace < SWEEP_WORKSPACE ? nSeats : 1);

const MIN_CHUNK_ROWS = 1_024;
const MAX_CHUNKS = 256;

const align = (byteLength: number): number => Math.ceil(byteLength / ALIGNMENT) * ALIGNMENT;

/**
 * Rows of a chunk, the unit whose partial sums are added in a fixed order. It depends on the row count alone,
 * so that the bits of a trajectory do not depend on the machine. At least 1,024 rows, for a chunk's sums then
 * cost far more than storing and adding them (5,000 rows make 5 chunks); at most 256 chunks, for the leader
 * adds them alone, and 256 are enough to deal evenly to any gang (1,000,000 rows make 256 chunks of 3,920).
 * Always whole tiles.
 */
export const chunkRows = (nSamples: number): number =>
  Math.max(MIN_CHUNK_ROWS, TILE_ROWS * Math.ceil(nSamples / (MAX_CHUNKS * TILE_ROWS)));

export const chunkCount = (nSamples: number): number => Math.ceil(nSamples / chunkRows(nSamples));

/** Numbers of a partial sum: one for each parameter in the order of theta, and the loss. */
export const partialLength = (nParameters: number): number => nParameters + 1;

export const bytesPerNumber = (storage: Storage): number => (storage === 'float32' ? 4 : 8);

type TileShape = Pick<ShardPlan, 'nFeatures' | 'isWeighted'>;

/** Columns of a tile: the features, the target, and the weights where there are some. */
export const tileColumns = ({ nFeatures, isWeighted }: TileShape): number => nFeatures + (isWeighted ? 2 : 1);

/** Bytes of one tile. */
export const tileBytes = (plan: TileShape & Pick<ShardPlan, 'storage'>): number =>
  TILE_ROWS * tileColumns(plan) * bytesPerNumber(plan.storage);

export interface ShardLayout {
  chunkStart: number;
  chunkEnd: number;
  rowStart: number;
  rowEnd: number;
  /** Byte offset of the first tile; the next one follows `tileBytes` later. */
  tilesOffset: number;
  /** Bytes a memory needs to hold the shard. */
  byteLength: number;
}

/** Half-open ranges throughout; plain data, so that it crosses threads. */
export interface ShardPlan {
  nSamples: number;
  nFeatures: number;
  /** Sets of weights for which there is scratch: the number of classes of the target, else 1. */
  nOutputs: number;
  storage: Storage;
  /** Whether the rows have weights. */
  isWeighted: boolean;
  chunkRows: number;
  nChunks: number;
  /** Workers for which there is scratch. */
  nSeats: number;
  shards: ShardLayout[];
}

type Sizes = Pick<ShardPlan, 'nFeatures' | 'nOutputs' | 'nSeats'>;

/** theta, and as much again for the vector of a Hessian product; read by the kernels. */
const thetaBytes = (sizes: Sizes): number => align(nParameters(sizes) * BYTES_PER_NUMBER);
/**
 * Scratch of a kernel: two lanes for each number of a partial sum, and columns of a tile: two for each output, one for the
 * losses and one for the target.
 */
const scratchBytes = (sizes: Sizes): number =>
  align((2 * partialLength(nParameters(sizes)) + TILE_ROWS * (2 * sizes.nOutputs + 2)) * BYTES_PER_NUMBER);
const seatBytes = (sizes: Sizes): number => 2 * thetaBytes(sizes) + scratchBytes(sizes);
const partialsBytes = (sizes: Sizes, nChunks: number): number =>
  align(nChunks * partialLength(nParameters(sizes)) * BYTES_PER_NUMBER);
const workspaceBytes = (sizes: Sizes, workspace: Workspace, nChunks: number): number =>
  seatsOf(workspace, sizes.nSeats) * seatBytes(sizes) + partialsBytes(sizes, nChunks);
/** Of a workspace; of the one after the last it is the length of all. */
const workspaceStart = (sizes: Sizes, workspace: Workspace, nChunks: number): number => {
  const wide = Math.min(workspace, SWEEP_WORKSPACE);
  return (
    wide * workspaceBytes(sizes, RUN_WORKSPACE, nChunks) +
    (workspace - wide) * workspaceBytes(sizes, SWEEP_WORKSPACE, nChunks)
  );
};

/** Scratch of the tile writer, which works before any run does and so begins at offset 0. */
export const buildScratchBytes = (nFeatures: number): number => 8 * (nFeatures + 1) * BYTES_PER_NUMBER;

const nChunksOf = (shard: ShardLayout): number => shard.chunkEnd - shard.chunkStart;
const workspaceOffset = (plan: ShardPlan, shard: ShardLayout, workspace: Workspace): number =>
  workspaceStart(plan, workspace, nChunksOf(shard));

/** Byte offset of a seat's copy of theta. */
export const thetaOffset = (
  plan: ShardPlan,
  shard: ShardLayout,
  workspace: Workspace,
  seat: number,
): number => workspaceOffset(plan, shard, workspace) + seat * seatBytes(plan);

/** Byte offset of a seat's copy of the vector of a Hessian product. */
export const vectorOffset = (
  plan: ShardPlan,
  shard: ShardLayout,
  workspace: Workspace,
  seat: number,
): number => thetaOffset(plan, shard, workspace, seat) + thetaBytes(plan);

export const scratchOffset = (
  plan: ShardPlan,
  shard: ShardLayout,
  workspace: Workspace,
  seat: number,
): number => vectorOffset(plan, shard, workspace, seat) + thetaBytes(plan);

/**
 * Byte offset of the partial sums of the shard's first chunk; those of the next chunk follow, as close as the sums of the
 * run are long.
 */
export const partialsOffset = (plan: ShardPlan, shard: ShardLayout, workspace: Workspace): number =>
  workspaceOffset(plan, shard, workspace) + seatsOf(workspace, plan.nSeats) * seatBytes(plan);

/**
 * Byte offset of the tile that begins with a row; the row must be a multiple of 16 away from the shard's
 * first.
 */
export const tileOffset = (plan: ShardPlan, shard: ShardLayout, row: number): number =>
  shard.tilesOffset + ((row - shard.rowStart) / TILE_ROWS) * tileBytes(plan);

type Cut = Omit<ShardPlan, 'shards'>;

const cut = (plan: Cut, chunkStart: number, chunkEnd: number): ShardLayout => {
  const rowStart = chunkStart * plan.chunkRows;
  const rowEnd = Math.min(plan.nSamples, chunkEnd * plan.chunkRows);
  const workspaces = workspaceStart(plan, workspaceCount(plan.nSeats), chunkEnd - chunkStart);
  const tilesOffset = align(Math.max(workspaces, buildScratchBytes(plan.nFeatures)));
  const nTiles = Math.ceil((rowEnd - rowStart) / TILE_ROWS);
  return {
    chunkStart,
    chunkEnd,
    rowStart,
    rowEnd,
    tilesOffset,
    byteLength: tilesOffset + nTiles * tileBytes(plan),
  };
};

export interface PlanOptions {
  nThreads: number;
  nSeats: number;
  /** Default 1. */
  nOutputs?: number;
  /** Default float64. */
  storage?: Storage;
  /** Default false. */
  isWeighted?: boolean;
  limitBytes?: number;
}

/**
 * Deals the chunks to as many shards as the machine has threads, or to more where a memory would pass 4 GiB.
 * Only chunks matter for the bits, so the number of shards may differ from machine to machine.
 * Returns null where not even one chunk fits into a memory.
 */
export const planShards = (nSamples: number, nFeatures: number, options: PlanOptions): ShardPlan | null => {
  const { nThreads, nSeats, nOutputs = 1, storage = 'float64', isWeighted = false, limitBytes = SHARD_LIMIT_BYTES } = options;
  const nChunks = chunkCount(nSamples);
  const plan: Cut = { nSamples, nFeatures, nOutputs, storage, isWeighted, chunkRows: chunkRows(nSamples), nChunks, nSeats };
  for (let nShards = Math.max(1, Math.min(nChunks, nThreads)); nShards <= nChunks; nShards++) {
    const shards = Array.from({ length: nShards }, (_, k) =>
      cut(plan, Math.floor((k * nChunks) / nShards), Math.floor(((k + 1) * nChunks) / nShards)),
    );
    if (shards.every((shard) => shard.byteLength <= limitBytes)) return { ...plan, shards };
  }
  return null;
};

/** The part of a worker's chunks that lies in one shard. */
export interface Segment {
  shard: number;
  chunkStart: number;
  chunkEnd: number;
  rowStart: number;
  rowEnd: number;
}

/** Deals the chunks in order and evenly to `nWorkers` workers. */
export const segmentsOf = (plan: ShardPlan, worker: number, nWorkers: number): Segment[] => {
  const first = Math.floor((worker * plan.nChunks) / nWorkers);
  const last = Math.floor(((worker + 1) * plan.nChunks) / nWorkers);
  const segments: Segment[] = [];
  plan.shards.forEach((shard, index) => {
    const chunkStart = Math.max(first, shard.chunkStart);
    const chunkEnd = Math.min(last, shard.chunkEnd);
    if (chunkStart < chunkEnd) {
      segments.push({
        shard: index,
        chunkStart,
        chunkEnd,
        rowStart: chunkStart * plan.chunkRows,
        rowEnd: Math.min(plan.nSamples, chunkEnd * plan.chunkRows),
      });
    }
  });
  return segments;
};
