import {
  Chart,
  Filler,
  LineController,
  LineElement,
  LinearScale,
  PointElement,
  type ChartConfiguration,
  type Plugin,
} from 'chart.js';
import type { Axis } from '../../workers/core/report/axis';
import { drawLevels } from './levels';
import { chartFont, DOT_RADIUS, FONT_SIZE, drawEnds, labelWidth, type Drawing } from './ends';
import type { Point } from './decimate';
import type { Palette } from './palette';

Chart.register(Filler, LineController, LineElement, LinearScale, PointElement);

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

/** Margins grow in such steps only, so that the plot does not move with every digit. */
const MARGIN_STEP = 12;

const roundUp = (width: number): number => Math.ceil(width / MARGIN_STEP) * MARGIN_STEP;
const tickText = (axis: Axis, index: number): string => axis.ticks[index]?.label ?? '';

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
    beforeDatasetsDraw: (target) => {
      if (drawing) drawLevels(target as Chart, drawing);
    },
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
    chart.ctx.font = chartFont(palette);
    marginLeft = Math.max(roundUp(widest(y.ticks.map((tick) => tick.label)) + 14), 48);
    const lastTick = widest(x.ticks.slice(-1).map((tick) => tick.label)) / 2;
    const right = roundUp(Math.max(labelWidth(chart.ctx, series), lastTick, DOT_RADIUS + 4));
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
      for (const [index, { points, color, dash, shadedTo }] of next.series.entries()) {
        const dataset = (chart.data.datasets[index] ??= { data: [] });
        dataset.data = points;
        dataset.borderColor = color;
        dataset.borderDash = [...dash];
        dataset.fill = shadedTo ?? false;
        dataset.backgroundColor = `color-mix(in srgb, ${color} 20%, transparent)`;
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
