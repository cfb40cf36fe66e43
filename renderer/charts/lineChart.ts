import { Chart, LineController, LineElement, LinearScale, PointElement, type ChartConfiguration, type Plugin } from 'chart.js';
import type { Axis } from './axis';
import type { Point } from './decimate';
import type { Palette } from './palette';
import { spreadLabels } from './spread';

Chart.register(LineController, LineElement, LinearScale, PointElement);

export interface DrawnSeries {
  points: Point[];
  color: string;
  dash: readonly number[];
  /** Written beside the last point; null for no label. */
  label: string | null;
}

export interface Drawing {
  series: DrawnSeries[];
  x: Axis;
  y: Axis;
  palette: Palette;
}

export interface LineChart {
  /** Draws at once; call it at most once a frame. */
  draw(drawing: Drawing): void;
  resize(width: number, height: number): void;
  /** Pixels of the plotting area within the canvas. */
  area(): { left: number; right: number; top: number; bottom: number };
  xOf(step: number): number;
  yOf(value: number): number;
  stepAt(x: number): number;
  destroy(): void;
}

export const FONT_SIZE = 12;
const DOT_RADIUS = 4;
const LABEL_GAP = 10;
const LABEL_HEIGHT = 15;
const LABEL_MOST = 96;
/** Margins grow in such steps only, so that the plot does not move with every digit. */
const MARGIN_STEP = 12;

const roundUp = (width: number): number => Math.ceil(width / MARGIN_STEP) * MARGIN_STEP;
const tickText = (axis: Axis, index: number): string => axis.ticks[index]?.label ?? '';

/** Cut with an ellipsis to `most` pixels. */
function fitText(context: CanvasRenderingContext2D, text: string, most: number): string {
  if (context.measureText(text).width <= most) return text;
  let length = text.length;
  while (length > 1 && context.measureText(`${text.slice(0, length)}…`).width > most) length--;
  return `${text.slice(0, length)}…`;
}

const lastFinite = (points: readonly Point[]): Point | undefined => points.findLast((point) => !Number.isNaN(point.y));

/** Dots at the ends of the lines, each with its label beside it, spread where they would overlap. */
function drawEnds(chart: Chart, { series, x, palette }: Drawing): void {
  const { ctx, chartArea, scales } = chart;
  const ends = series.flatMap(({ points, color, label }) => {
    const end = lastFinite(points);
    if (!end || end.x < x.min) return [];
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
  const labelled = ends.filter((end) => end.label !== null);
  const tops = spreadLabels(labelled.map((end) => end.top), LABEL_HEIGHT, chartArea.top + 2, chartArea.bottom - 4);
  ctx.save();
  ctx.font = `${FONT_SIZE}px ${palette.font}`;
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

function configuration(ends: Plugin<'line'>, marginLeft: () => number): ChartConfiguration<'line', Point[]> {
  return {
    type: 'line',
    data: { datasets: [] },
    plugins: [ends],
    options: {
      responsive: false,
      maintainAspectRatio: false,
      animation: false,
      parsing: false,
      normalized: true,
      events: [],
      elements: {
        point: { radius: 0, hitRadius: 0, hoverRadius: 0 },
        line: { borderWidth: 2, tension: 0, borderJoinStyle: 'round', borderCapStyle: 'round' },
      },
      scales: {
        x: {
          type: 'linear',
          grid: { display: false },
          border: { display: false },
          ticks: { autoSkip: false, maxRotation: 0, padding: 6 },
        },
        y: {
          type: 'linear',
          grid: { drawTicks: false },
          border: { display: false },
          ticks: { autoSkip: false, padding: 10 },
          afterFit: (scale) => {
            scale.width = marginLeft();
          },
        },
      },
    },
  };
}

/** Owns one Chart.js instance. The axes are given ready made, so Chart.js neither chooses ticks nor parses nor animates. */
export function createLineChart(canvas: HTMLCanvasElement): LineChart {
  let drawing: Drawing | null = null;
  let marginLeft = 0;
  const ends: Plugin<'line'> = {
    id: 'ends',
    afterDatasetsDraw: (target) => {
      if (drawing) drawEnds(target as Chart, drawing);
    },
  };
  const chart = new Chart<'line', Point[]>(canvas, configuration(ends, () => marginLeft));
  const scale = (name: 'x' | 'y') => {
    const found = chart.scales[name];
    if (!found) throw new Error(`The chart has no ${name} axis.`);
    return found;
  };

  const widest = (texts: readonly string[]): number =>
    texts.reduce((width, text) => Math.max(width, chart.ctx.measureText(text).width), 0);

  function setAxis(name: 'x' | 'y', axis: Axis, palette: Palette): void {
    const options = chart.options.scales?.[name];
    if (!options) return;
    options.min = axis.min;
    options.max = axis.max;
    options.afterBuildTicks = (target) => {
      target.ticks = axis.ticks.map((tick) => ({ value: tick.value }));
    };
    if (options.ticks) {
      options.ticks.callback = (_value: unknown, index: number) => tickText(axis, index);
      options.ticks.color = palette.muted;
      options.ticks.font = { family: palette.font, size: FONT_SIZE };
    }
    if (options.grid) options.grid.color = palette.line;
  }

  function setMargins({ series, x, y, palette }: Drawing): void {
    chart.ctx.font = `${FONT_SIZE}px ${palette.font}`;
    marginLeft = Math.max(roundUp(widest(y.ticks.map((tick) => tick.label)) + 14), 48);
    const labels = series.flatMap(({ label }) => (label === null ? [] : [label]));
    const labelWidth = labels.length === 0 ? 0 : LABEL_GAP + Math.min(LABEL_MOST, widest(labels)) + 2;
    const lastTick = widest(x.ticks.slice(-1).map((tick) => tick.label)) / 2;
    const right = roundUp(Math.max(labelWidth, lastTick, DOT_RADIUS + 4));
    chart.options.layout = { padding: { top: 8, right, bottom: 0, left: 0 } };
  }

  return {
    draw(next) {
      drawing = next;
      setMargins(next);
      setAxis('x', next.x, next.palette);
      setAxis('y', next.y, next.palette);
      // Datasets are kept by position: Chart.js then reuses the elements of the frame before.
      chart.data.datasets.length = next.series.length;
      for (const [index, { points, color, dash }] of next.series.entries()) {
        const dataset = (chart.data.datasets[index] ??= { data: [] });
        dataset.data = points;
        dataset.borderColor = color;
        dataset.borderDash = [...dash];
      }
      chart.update('none');
    },
    resize: (width, height) => chart.resize(width, height),
    area: () => chart.chartArea,
    xOf: (step) => scale('x').getPixelForValue(step),
    yOf: (value) => scale('y').getPixelForValue(value),
    stepAt: (x) => scale('x').getValueForPixel(x) ?? 0,
    destroy: () => chart.destroy(),
  };
}
