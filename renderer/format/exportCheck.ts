import type { ExportCheck } from '../../electron/contract';
import { formatShort } from './number';
import { plural } from './quantity';

/** What came of running a file that was written: one sentence. */
export function checkWords({ nRows, largestDifference, consumer }: ExportCheck): string {
  if (largestDifference === null || nRows === 0) return consumer;
  return `${plural(nRows, 'row')} re-scored by ${consumer}, largest difference ${formatShort(largestDifference)}.`;
}
