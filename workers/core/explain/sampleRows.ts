import type { RowRange } from '../training/batches';

/**
 * All rows, or where there are more than `maxRows` the first k of each chunk, k = floor(maxRows / nChunks), at least 1: a sample
 * that is spread over the file and the same each time.
 */
export const sampleRows = (
  { nSamples, nChunks, chunkRows }: { nSamples: number; nChunks: number; chunkRows: number },
  maxRows: number | null,
): RowRange => {
  const all = { rowStart: 0, rowEnd: nSamples };
  if (maxRows === null || maxRows >= nSamples) return all;
  return { ...all, mostOfChunk: Math.min(chunkRows, Math.max(1, Math.floor(maxRows / nChunks))) };
};

/** How many rows that are; a sample begins at the first row of a chunk. */
export const rowsUsed = ({ rowStart, rowEnd, mostOfChunk }: RowRange, chunkRows: number): number => {
  const nRows = rowEnd - rowStart;
  if (mostOfChunk === undefined) return nRows;
  const nWhole = Math.floor(nRows / chunkRows);
  return nWhole * mostOfChunk + Math.min(mostOfChunk, nRows - nWhole * chunkRows);
};
