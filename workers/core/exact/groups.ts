/** Enough to deal evenly to many workers, few enough that merging their factors costs little. */
const MAX_GROUPS = 32;
/** A merge costs as much as factoring as many rows as there are columns. */
const ROWS_PER_COLUMN = 8;

/** Half-open range of chunks that one worker factors in order. */
export interface ChunkGroup {
  chunkStart: number;
  chunkEnd: number;
}

/**
 * Groups of consecutive chunks. They depend on the matrix alone and not on the workers, and so do the bits of
 * R.
 */
export const chunkGroups = (
  { nSamples, nChunks }: { nSamples: number; nChunks: number },
  nColumns: number,
): ChunkGroup[] => {
  const most = Math.min(MAX_GROUPS, nChunks, Math.floor(nSamples / (ROWS_PER_COLUMN * nColumns)));
  const nGroups = Math.max(1, most);
  return Array.from({ length: nGroups }, (_, k) => ({
    chunkStart: Math.floor((k * nChunks) / nGroups),
    chunkEnd: Math.floor(((k + 1) * nChunks) / nGroups),
  }));
};

/** The groups in order, evenly to so many workers. */
export const dealGroups = (groups: readonly ChunkGroup[], nWorkers: number): ChunkGroup[][] =>
  Array.from({ length: nWorkers }, (_, w) =>
    groups.slice(
      Math.floor((w * groups.length) / nWorkers),
      Math.floor(((w + 1) * groups.length) / nWorkers),
    ),
  );
