import type { Chart } from 'chart.js';
import type { Drawing } from './ends';

const DASH = [5, 4];
const OPACITY = 0.75;

/** Thin dashed lines across the plot, at what the series are to reach. */
export function drawLevels(chart: Chart, { series }: Drawing): void {
  const { ctx, chartArea, scales } = chart;
  ctx.save();
  ctx.globalAlpha = OPACITY;
  ctx.lineWidth = 1;
  ctx.setLineDash(DASH);
  for (const { level, color } of series) {
    if (level === undefined) continue;
    const y = scales['y']?.getPixelForValue(level) ?? NaN;
    if (!(y >= chartArea.top && y <= chartArea.bottom)) continue;
    ctx.strokeStyle = color;
    ctx.beginPath();
    ctx.moveTo(chartArea.left, y);
    ctx.lineTo(chartArea.right, y);
    ctx.stroke();
  }
  ctx.restore();
}
