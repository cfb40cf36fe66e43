import type { Axis } from '../../../../workers/core/report/axis';
import type { Point } from '../../../charts/decimate';

/** What a CurvePlot draws, in the units of its axes. Colours are names of the style sheet's, such as `--series-1`. */
export interface PlotLine {
  id: string;
  points: readonly Point[];
  color: string;
  isDashed?: boolean;
  /** For the legend. */
  label: string;
}

export interface PlotDot extends Point {
  color: string;
  isSmall?: boolean;
}

/** A vertical line with a word at its top. */
export interface PlotMark {
  x: number;
  label: string;
  isWarning?: boolean;
}

export interface PlotArea {
  upper: readonly Point[];
  lower: readonly Point[];
}

export interface Frame {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

export interface Scales {
  x: (value: number) => number;
  y: (value: number) => number;
}

/** Values far off the plot are drawn no farther than this many heights away: browsers mistreat huge coordinates. */
const FARTHEST = 20;

export const scalesOf = (x: Axis, y: Axis, { left, right, top, bottom }: Frame): Scales => ({
  x: (value) => left + ((value - x.min) / (x.max - x.min)) * (right - left),
  y: (value) => {
    const share = (value - y.min) / (y.max - y.min);
    return bottom - Math.min(FARTHEST, Math.max(-FARTHEST, share)) * (bottom - top);
  },
});

/** What stands at a place of the picture, in the units of the axes: the inverse of `scalesOf`. */
export const pointAt = (at: Point, x: Axis, y: Axis, { left, right, top, bottom }: Frame): Point => ({
  x: x.min + ((at.x - left) / (right - left)) * (x.max - x.min),
  y: y.min + ((bottom - at.y) / (bottom - top)) * (y.max - y.min),
});

const place = ({ x, y }: Point, scales: Scales): string => `${scales.x(x).toFixed(1)},${scales.y(y).toFixed(1)}`;

/** A gap where a value is not finite. */
export function pathOf(points: readonly Point[], scales: Scales): string {
  let pen = 'M';
  const parts: string[] = [];
  for (const point of points) {
    if (!Number.isFinite(point.x) || !Number.isFinite(point.y)) {
      pen = 'M';
      continue;
    }
    parts.push(`${pen}${place(point, scales)}`);
    pen = 'L';
  }
  return parts.join('');
}

export const areaOf = ({ upper, lower }: PlotArea, scales: Scales): string => {
  const around = [...upper, ...[...lower].reverse()].filter(({ x, y }) => Number.isFinite(x) && Number.isFinite(y));
  return around.length < 3 ? '' : `${pathOf(around, scales)}Z`;
};
