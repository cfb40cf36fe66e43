export interface Bounds {
  x: number;
  y: number;
  width: number;
  height: number;
}

export const DEFAULT_SIZE = { width: 1280, height: 800 };
export const MINIMUM_SIZE = { width: 960, height: 600 };

/** Enough of the top edge to take hold of the window. */
const GRIP = { width: 120, height: 32 };

const overlap = (startA: number, lengthA: number, startB: number, lengthB: number): number =>
  Math.min(startA + lengthA, startB + lengthB) - Math.max(startA, startB);

/**
 * The remembered bounds made to fit the screen they are on, or null where their top edge can be reached on none of
 * the work areas: a screen may have been unplugged since.
 */
export function fitBounds(saved: Bounds, workAreas: readonly Bounds[]): Bounds | null {
  const area = workAreas.find(
    (candidate) =>
      overlap(saved.x, saved.width, candidate.x, candidate.width) >= GRIP.width &&
      overlap(saved.y, GRIP.height, candidate.y, candidate.height) >= GRIP.height,
  );
  if (!area) return null;
  return {
    x: saved.x,
    y: saved.y,
    width: Math.max(MINIMUM_SIZE.width, Math.min(saved.width, area.width)),
    height: Math.max(MINIMUM_SIZE.height, Math.min(saved.height, area.height)),
  };
}
