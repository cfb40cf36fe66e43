/** A stretch of steps. */
export interface StepRange {
  min: number;
  max: number;
}

/** Fewer steps than this are not worth a chart of their own. */
const LEAST_STEPS = 4;
/** A drag of fewer pixels is a click. */
export const LEAST_DRAG = 5;

/** `range` moved and cut so that it lies within `whole`; null where nothing is left out, so no zoom is in force. */
export function within(range: StepRange, whole: StepRange): StepRange | null {
  const size = Math.max(range.max - range.min, Math.min(LEAST_STEPS, whole.max - whole.min));
  if (size >= whole.max - whole.min) return null;
  const min = Math.min(Math.max(range.min, whole.min), whole.max - size);
  return { min, max: min + size };
}

/** The whole steps between two positions of a drag, given in either order. */
export function rangeOfDrag(from: number, to: number, whole: StepRange): StepRange | null {
  const range = { min: Math.floor(Math.min(from, to)), max: Math.ceil(Math.max(from, to)) };
  return within({ min: Math.max(range.min, whole.min), max: Math.min(range.max, whole.max) }, whole);
}

/** `factor` below 1 shows less. `centre` keeps its place. */
export function zoomAround(range: StepRange, factor: number, centre: number, whole: StepRange): StepRange | null {
  const at = Math.min(Math.max(centre, range.min), range.max);
  const zoomed = { min: at - (at - range.min) * factor, max: at + (range.max - at) * factor };
  return within(zoomed, whole);
}

/** The range moved by whole ranges just so far that `step` is on it. */
export function follow(range: StepRange, step: number, whole: StepRange): StepRange | null {
  if (step >= range.min && step <= range.max) return within(range, whole);
  const shift = step < range.min ? step - range.min : step - range.max;
  return within({ min: range.min + shift, max: range.max + shift }, whole);
}

/** Index of the entry of sorted `steps` that is nearest to `step`; -1 for none. */
export function nearestIndex(steps: ArrayLike<number>, step: number): number {
  let low = 0;
  let high = steps.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((steps[middle] ?? 0) < step) low = middle + 1;
    else high = middle;
  }
  if (low === steps.length) return low - 1;
  if (low > 0 && step - (steps[low - 1] ?? 0) <= (steps[low] ?? 0) - step) return low - 1;
  return low;
}
