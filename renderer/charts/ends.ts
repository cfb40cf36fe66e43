import type { Chart } from 'chart.js';
import type { Axis } from '../../workers/core/report/axis';
import type { Point } from './decimate';
import type { Palette } from './palette';
import { spreadLabels } from './spread';

export interface DrawnSeries {
  points: Point[];
  color: string;
  dash: readonly number[];
  /** Written beside the last point; null for no label. */
  label: string | null;
  /** Whether a dot marks its last point. */
  hasEnd: boolean;
  /** Place among the series of the line up to which the plot is shaded; null: none. */
  shadedTo: number | null;
  /** Where a dashed line goes across the plot. */
  level?: number | undefined;
}

export interface Drawing {
  series: DrawnSeries[];
  x: Axis;
  y: Axis;
  palette: Palette;
}

export const FONT_SIZE = 12;
export const DOT_RADIUS = 4;
const LABEL_GAP = 10;
const LABEL_HEIGHT = 13;
const LABEL_MOST = 96;
export const chartFont = (palette: Palette): string => `${FONT_SIZE}px ${palette.font}`;

/** Cut with an ellipsis to `most` pixels. */
function fitText(context: CanvasRenderingContext2D, text: string, most: number): string {
  if (context.measureText(text).width <= most) return text;
  let length = text.length;
  while (length > 1 && context.measureText(`${text.slice(0, length)}…`).width > most) length--;
  return `${text.slice(0, length)}…`;
}

const lastFinite = (points: readonly Point[]): Point | undefined => points.findLast((point) => !Number.isNaN(point.y));

/** From the top down those that do not lie over one before: where not all have room, the legend holds the others. */
function apart<E extends { top: number }>(ends: readonly E[]): E[] {
  const kept: E[] = [];
  for (const end of [...ends].sort((a, b) => a.top - b.top)) {
    if (end.top - (kept.at(-1)?.top ?? -Infinity) >= LABEL_HEIGHT) kept.push(end);
  }
  return kept;
}

/** Dots at the ends of the lines, each with its label beside it, spread where they would overlap. */
export function drawEnds(chart: Chart, { series, x, palette }: Drawing): void {
  const { ctx, chartArea, scales } = chart;
  const ends = series.flatMap(({ points, color, label, hasEnd }) => {
    const end = lastFinite(points);
    if (!hasEnd || !end || end.x < x.min) return [];
    const inside = end.x <= x.max;
    const at = inside ? end : (points.findLast((point) => point.x <= x.max && !Number.isNaN(point.y)) ?? end);
    return [
      {
        color,
        label,
        inside,
        left: Math.min(scales['x']?.getPixelForValue(at.x) ?? 0, chartArea.right),
        top: scales['y']?.getPixelForValue(at.y) ?? 0,
      },
    ];
  });
  const named = ends.filter((end) => end.label !== null);
  const haveRoom = named.length * LABEL_HEIGHT <= chartArea.bottom - chartArea.top;
  const labelled = haveRoom ? named : apart(named);
  const tops = spreadLabels(labelled.map((end) => end.top), LABEL_HEIGHT, chartArea.top + 2, chartArea.bottom - 4);
  ctx.save();
  ctx.font = chartFont(palette);
  ctx.textBaseline = 'middle';
  for (const [index, end] of labelled.entries()) {
    ctx.fillStyle = end.color;
    const left = (end.inside ? end.left : chartArea.right) + LABEL_GAP;
    ctx.fillText(fitText(ctx, end.label ?? '', LABEL_MOST), left, tops[index] ?? end.top);
  }
  for (const end of ends) {
    if (!end.inside) continue;
    ctx.beginPath();
    ctx.arc(end.left, end.top, DOT_RADIUS, 0, 2 * Math.PI);
    ctx.fillStyle = end.color;
    ctx.strokeStyle = palette.surface;
    ctx.lineWidth = 2;
    ctx.fill();
    ctx.stroke();
  }
  ctx.restore();
}

/** What the widest label needs at the right of the plot, in the context's font; 0 without labels. */
export function labelWidth(context: CanvasRenderingContext2D, series: readonly DrawnSeries[]): number {
  const widths = series.flatMap(({ label }) => (label === null ? [] : [context.measureText(label).width]));
  return widths.length === 0 ? 0 : LABEL_GAP + Math.min(LABEL_MOST, Math.max(...widths)) + 2;
}
