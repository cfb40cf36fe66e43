import type { Point } from '../../../../workers/core/explain/plane';
import { heightOf, widthOf, type Rectangle } from '../../../../workers/core/explain/planeGrid';
import { niceStep, tickLabel, type Tick } from '../../../../workers/core/report/axis';
import type { Size } from '../../../charts/useSize';

/** Where on the screen a rectangle of a plane is drawn. */
export interface MapScale {
  area: Rectangle;
  /** Of the plot within its element, in pixels. */
  plot: { left: number; top: number; width: number; height: number };
}

/** Room for the numbers and names of the axes. */
export const MARGINS = { left: 80, right: 10, top: 8, bottom: 38 };
/** A line to what is farther outside than this would only be drawn wrong. */
const FARTHEST_PIXEL = 1e5;

export const mapScale = (area: Rectangle, { width, height }: Size): MapScale => ({
  area,
  plot: {
    left: MARGINS.left,
    top: MARGINS.top,
    width: Math.max(1, width - MARGINS.left - MARGINS.right),
    height: Math.max(1, height - MARGINS.top - MARGINS.bottom),
  },
});

const bounded = (pixel: number): number => Math.min(FARTHEST_PIXEL, Math.max(-FARTHEST_PIXEL, pixel));

export const toPixel = ({ area, plot }: MapScale, { x, y }: Point): Point => ({
  x: bounded(plot.left + ((x - area.left) / widthOf(area)) * plot.width),
  y: bounded(plot.top + ((area.top - y) / heightOf(area)) * plot.height),
});

export const toPoint = ({ area, plot }: MapScale, { x, y }: Point): Point => ({
  x: area.left + ((x - plot.left) / plot.width) * widthOf(area),
  y: area.top - ((y - plot.top) / plot.height) * heightOf(area),
});

/** Of so many pixels, to the right and up. */
export const perPixel = ({ area, plot }: MapScale): Point => ({ x: widthOf(area) / plot.width, y: heightOf(area) / plot.height });

/** Round values within [low, high], about `count` of them. */
export function ticksWithin(low: number, high: number, count: number): Tick[] {
  if (!(high > low)) return [];
  const spacing = niceStep((high - low) / Math.max(1, count));
  const ticks: Tick[] = [];
  for (let k = Math.ceil(low / spacing); k * spacing <= high && ticks.length < 30; k++) {
    const value = k === 0 ? 0 : k * spacing;
    ticks.push({ value, label: tickLabel(value, spacing) });
  }
  return ticks;
}

export const isWithin = ({ left, right, bottom, top }: Rectangle, { x, y }: Point): boolean =>
  x >= left && x <= right && y >= bottom && y <= top;
