import { contours } from 'd3-contour';
import { contourLevels } from '../../../../workers/core/explain/contourLevels';
import type { ObjectiveGrid } from './useObjectiveGrid';

export interface ContourPath {
  level: number;
  /** Around all that lies below the level, in units of the grid: column i is at i + 0.5. */
  path: string;
}

const LEVELS = 14;
/** A thousandth of a cell cannot be seen. */
const DIGITS = 3;

const ringPath = (ring: readonly (readonly number[])[]): string =>
  `M${ring.map(([x = 0, y = 0]) => `${x.toFixed(DIGITS)},${y.toFixed(DIGITS)}`).join('L')}Z`;

/** The widest level first, so that each is painted over those around it. */
export function contourPaths({ values, size }: Pick<ObjectiveGrid, 'values' | 'size'>): ContourPath[] {
  const levels = contourLevels(values, LEVELS);
  const highest = values.reduce((most, value) => (Number.isFinite(value) && value > most ? value : most), -Infinity);
  // Regions are those at or above a threshold: below a level is above its negative.
  const heights = Array.from(values, (value) => -(Number.isFinite(value) ? value : highest));
  const below = contours().size([size, size]);
  return levels.reverse().map((level) => ({
    level,
    path: below
      .contour(heights, -level)
      .coordinates.map((polygon) => polygon.map(ringPath).join(''))
      .join(''),
  }));
}
