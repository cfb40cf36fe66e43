/**
 * Where every number of the design matrix lies.
 *
 * Rows are cut into chunks, chunks are dealt to shards (one shared WebAssembly memory each), and within a
 * shard the rows lie in tiles of 16: 16 consecutive float64 of the first feature, then of the second, ...,
 * then the target's 16. So a kernel reads memory once and in order.
 */

export const TILE_ROWS = 16;
const BYTES_PER_NUMBER = 8;
const ALIGNMENT = 64;

/** A memory of wasm32: 65,536 pages of 64 KiB. */
export const WASM_PAGE_BYTES = 65_536;
export const SHARD_LIMIT_BYTES = 65_536 * WASM_PAGE_BYTES;

/** Runs and replays of a run may be at work on the same shards: each has its own scratch and partial sums. */
export const N_WORKSPACES = 2;
export type Workspace = 0 | 1;
export const RUN_WORKSPACE: Workspace = 0;
export const REPLAY_WORKSPACE: Workspace = 1;

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

/** Numbers of a partial sum: gradient of each weight, gradient of the bias, loss. */
export const partialLength = (nFeatures: number): number => nFeatures + 2;

/** Bytes of one tile: the features' columns and the target's. */
export const tileBytes = (nFeatures: number): number => TILE_ROWS * (nFeatures + 1) * BYTES_PER_NUMBER;

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
  chunkRows: number;
  nChunks: number;
  /** Workers for which there is scratch. */
  nSeats: number;
  shards: ShardLayout[];
}

/** theta = [w..., b], read by the kernels. */
const thetaBytes = (nFeatures: number): number => align((nFeatures + 1) * BYTES_PER_NUMBER);
/** Two lanes for each number of a partial sum. */
const accumulatorBytes = (nFeatures: number): number =>
  align(2 * partialLength(nFeatures) * BYTES_PER_NUMBER);
const seatBytes = (nFeatures: number): number => thetaBytes(nFeatures) + accumulatorBytes(nFeatures);
const partialsBytes = (nFeatures: number, nChunks: number): number =>
  align(nChunks * partialLength(nFeatures) * BYTES_PER_NUMBER);
const workspaceBytes = (nFeatures: number, nSeats: number, nChunks: number): number =>
  nSeats * seatBytes(nFeatures) + partialsBytes(nFeatures, nChunks);

/** Scratch of the tile writer, which works before any run does and so begins at offset 0. */
export const buildScratchBytes = (nFeatures: number): number => 8 * (nFeatures + 1) * BYTES_PER_NUMBER;

const nChunksOf = (shard: ShardLayout): number => shard.chunkEnd - shard.chunkStart;
const workspaceOffset = (plan: ShardPlan, shard: ShardLayout, workspace: Workspace): number =>
  workspace * workspaceBytes(plan.nFeatures, plan.nSeats, nChunksOf(shard));

/** Byte offset of a seat's copy of theta. */
export const thetaOffset = (
  plan: ShardPlan,
  shard: ShardLayout,
  workspace: Workspace,
  seat: number,
): number => workspaceOffset(plan, shard, workspace) + seat * seatBytes(plan.nFeatures);

export const accumulatorOffset = (
  plan: ShardPlan,
  shard: ShardLayout,
  workspace: Workspace,
  seat: number,
): number => thetaOffset(plan, shard, workspace, seat) + thetaBytes(plan.nFeatures);

/** Byte offset of a chunk's partial sums; those of the shard's next chunk follow. */
export const partialsOffset = (
  plan: ShardPlan,
  shard: ShardLayout,
  workspace: Workspace,
  chunk: number,
): number =>
  workspaceOffset(plan, shard, workspace) +
  plan.nSeats * seatBytes(plan.nFeatures) +
  (chunk - shard.chunkStart) * partialLength(plan.nFeatures) * BYTES_PER_NUMBER;

/**
 * Byte offset of the tile that begins with a row; the row must be a multiple of 16 away from the shard's
 * first.
 */
export const tileOffset = (plan: ShardPlan, shard: ShardLayout, row: number): number =>
  shard.tilesOffset + ((row - shard.rowStart) / TILE_ROWS) * tileBytes(plan.nFeatures);

const cut = (
  nSamples: number,
  nFeatures: number,
  rows: number,
  nSeats: number,
  chunkStart: number,
  chunkEnd: number,
): ShardLayout => {
  const rowStart = chunkStart * rows;
  const rowEnd = Math.min(nSamples, chunkEnd * rows);
  const workspaces = N_WORKSPACES * workspaceBytes(nFeatures, nSeats, chunkEnd - chunkStart);
  const tilesOffset = align(Math.max(workspaces, buildScratchBytes(nFeatures)));
  const nTiles = Math.ceil((rowEnd - rowStart) / TILE_ROWS);
  return {
    chunkStart,
    chunkEnd,
    rowStart,
    rowEnd,
    tilesOffset,
    byteLength: tilesOffset + nTiles * tileBytes(nFeatures),
  };
};

/**
 * Deals the chunks to as many shards as the machine has threads, or to more where a memory would pass 4 GiB.
 * Only chunks matter for the bits, so the number of shards may differ from machine to machine.
 * Returns null where not even one chunk fits into a memory.
 */
export const planShards = (
  nSamples: number,
  nFeatures: number,
  options: { nThreads: number; nSeats: number; limitBytes?: number },
): ShardPlan | null => {
  const rows = chunkRows(nSamples);
  const nChunks = chunkCount(nSamples);
  const limit = options.limitBytes ?? SHARD_LIMIT_BYTES;
  for (let nShards = Math.max(1, Math.min(nChunks, options.nThreads)); nShards <= nChunks; nShards++) {
    const shards = Array.from({ length: nShards }, (_, k) =>
      cut(
        nSamples,
        nFeatures,
        rows,
        options.nSeats,
        Math.floor((k * nChunks) / nShards),
        Math.floor(((k + 1) * nChunks) / nShards),
      ),
    );
    if (shards.every((shard) => shard.byteLength <= limit)) {
      return { nSamples, nFeatures, chunkRows: rows, nChunks, nSeats: options.nSeats, shards };
    }
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
