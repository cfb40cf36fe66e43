import { contours } from 'd3-contour';
import { contourLevels } from '../../../../workers/core/explain/contourLevels';
import { refinedSize, refineGrid } from '../../../../workers/core/explain/refineGrid';
import type { ObjectiveGrid } from './useObjectiveGrid';

export interface ContourPath {
  level: number;
  /** Around all that lies below the level, in intervals of the grid from its lower left corner. */
  path: string;
}

const LEVELS = 14;
/** A thousandth of an interval cannot be seen. */
const DIGITS = 3;
/** Intervals a side of what is drawn: a coarse grid is refined, so that lines are smooth at once. */
const INTERVALS = 128;
const COARSE_INTERVALS = 64;

/** Regions are those at or above a threshold: below a level is above its negative. What is not finite is highest ground. */
function heightsOf(values: Float64Array, size: number): { heights: number[]; factor: number } {
  if (!values.every(Number.isFinite)) {
    const highest = values.reduce((most, value) => (Number.isFinite(value) && value > most ? value : most), -Infinity);
    return { heights: Array.from(values, (value) => -(Number.isFinite(value) ? value : highest)), factor: 1 };
  }
  const intervals = size - 1;
  const factor = Math.max(1, Math.floor((intervals < 16 ? COARSE_INTERVALS : INTERVALS) / intervals));
  return { heights: Array.from(refineGrid(values, size, factor), (value) => -value), factor };
}

/** The widest level first, so that each is painted over those around it. */
export function contourPaths({ values, size }: Pick<ObjectiveGrid, 'values' | 'size'>): ContourPath[] {
  const { heights, factor } = heightsOf(values, size);
  const fine = refinedSize(size, factor);
  const levels = contourLevels(
    heights.map((height) => -height),
    LEVELS,
  );
  // Point i of the fine grid is drawn at i + 0.5.
  const place = (value: number): string => ((value - 0.5) / factor).toFixed(DIGITS);
  const ring = (points: readonly (readonly number[])[]): string =>
    `M${points.map(([x = 0, y = 0]) => `${place(x)},${place(y)}`).join('L')}Z`;
  const below = contours().size([fine, fine]);
  return levels.reverse().map((level) => ({
    level,
    path: below
      .contour(heights, -level)
      .coordinates.map((polygon) => polygon.map(ring).join(''))
      .join(''),
  }));
}
