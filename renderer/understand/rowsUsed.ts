import { formatCount } from '../format/number';

/** More rows than this are asked for a sample of so many, unless R answers for all of them. */
export const MOST_ROWS = 200_000;

/** What must be said where a value is not over all rows; null where it is. */
export const sampleNote = (rowsUsed: number | null, nSamples: number): string | null =>
  rowsUsed === null || rowsUsed >= nSamples
    ? null
    : `Estimated on ${formatCount(rowsUsed)} of ${formatCount(nSamples)} rows.`;
