import { shuffledPositions } from '../design/shuffle';
import { splitRows } from '../design/splitRows';

/** Its number in a part column. */
const VALIDATION = 1;

/**
 * The part of each of n complete rows, in the order of the file, where a share of them was left out for validation: those that
 * the shards of a run hold as their training and validation rows (workers/tasks/shards/tileWriter.ts).
 */
export const partsByShare = (n: number, share: number, seed: number): Uint8Array => {
  const parts = new Uint8Array(n);
  if (share === 0) return parts;
  const { nTraining } = splitRows(n, share);
  shuffledPositions(n, seed).forEach((position, i) => {
    if (position >= nTraining) parts[i] = VALIDATION;
  });
  return parts;
};
