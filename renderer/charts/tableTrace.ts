import { STEP } from '../../workers/core/training/record';
import type { Trace } from './trace';

/** Figures that are all there already, a column each, the steps (ascending) first: for a chart that no run feeds. */
export function tableTrace(columns: readonly Float64Array[]): Trace {
  const steps = columns[STEP] ?? new Float64Array(0);
  const length = steps.length;
  const latest = length === 0 ? null : Float64Array.from(columns, (column) => column[length - 1] ?? NaN);
  return {
    recordLength: columns.length,
    length,
    stride: 1,
    latest,
    append: () => {
      throw new Error('A table of figures takes no frames.');
    },
    column: (offset, from = 0, to = length) => (columns[offset] ?? new Float64Array(0)).subarray(from, Math.min(to, length)),
    indexOfStep: (step) => steps.findLastIndex((kept) => kept <= step),
  };
}
