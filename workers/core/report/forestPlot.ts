import type { Element } from '../export/xml';
import { linearAxis } from './axis';
import type { PlotWords } from './binPlots';
import { plotPicture } from './frame';
import { cutText, element, line, px } from './svg';

export interface ForestRow {
  name: string;
  estimate: number;
  /** null where there is no interval. */
  low: number | null;
  high: number | null;
}

const NAME_MOST = 180;

export const forestHeight = (nRows: number): number => 110 + 20 * nRows;

/** Estimates with their intervals, one below the other, and a line at 0. */
export const forestPlot = (words: PlotWords, rows: readonly ForestRow[]): string => {
  const all = [0, ...rows.flatMap(({ estimate, low, high }) => [estimate, low ?? estimate, high ?? estimate])];
  const x = { ...linearAxis(Math.min(...all), Math.max(...all)), label: words.xLabel };
  const ticks = rows.map(({ name }, k) => ({ value: rows.length - k, label: cutText(name, 12, NAME_MOST) }));
  const y = { min: 0.4, max: rows.length + 0.6, ticks, label: '' };
  const { accent, muted } = words.theme;
  return plotPicture({ ...words, x, y }, ({ xOf, yOf, top, bottom }) => [
    line(xOf(0), top, xOf(0), bottom, muted, { 'stroke-dasharray': '5 4' }),
    ...rows.flatMap(({ estimate, low, high }, k): Element[] => {
      const at = yOf(rows.length - k);
      const interval = low === null || high === null ? [] : [line(xOf(low), at, xOf(high), at, accent, { 'stroke-width': 2 })];
      return [...interval, element('circle', { cx: px(xOf(estimate)), cy: px(at), r: 4, fill: accent })];
    }),
  ]);
};
