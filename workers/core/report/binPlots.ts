import type { BinnedPlane } from '../schema';
import type { Element } from '../export/xml';
import { linearAxis } from './axis';
import { plotPicture, type PlotFrame } from './frame';
import { element, line, px } from './svg';

export type PlotWords = Omit<PlotFrame, 'x' | 'y' | 'legend'> & { xLabel: string; yLabel: string };

const LEAST_OPACITY = 0.12;

/** Cells of a grid, the fuller the darker (by the logarithm of the count); `mark`: the line y = x, or y = 0. */
export const planePlot = (words: PlotWords, plane: BinnedPlane, mark: 'diagonal' | 'zero'): string => {
  const { xLow, xHigh, yLow, yHigh, nColumns, nRows, counts } = plane;
  const x = { ...linearAxis(xLow, xHigh), label: words.xLabel };
  const y = { ...linearAxis(yLow, yHigh), label: words.yLabel };
  const most = Math.log1p(counts.reduce((largest, count) => Math.max(largest, count), 1));
  return plotPicture({ ...words, x, y }, ({ xOf, yOf, left, right }) => {
    const cells: Element[] = [];
    counts.forEach((count, at) => {
      if (count === 0) return;
      const [row, column] = [Math.floor(at / nColumns), at % nColumns];
      const edge = (k: number): number => xOf(xLow + (k * (xHigh - xLow)) / nColumns);
      const height = (k: number): number => yOf(yLow + (k * (yHigh - yLow)) / nRows);
      cells.push(
        element('rect', {
          x: px(edge(column)),
          y: px(height(row + 1)),
          width: px(Math.max(1, edge(column + 1) - edge(column))),
          height: px(Math.max(1, height(row) - height(row + 1))),
          'fill-opacity': px(LEAST_OPACITY + (1 - LEAST_OPACITY) * (Math.log1p(count) / most)),
        }),
      );
    });
    const reference =
      mark === 'diagonal'
        ? line(xOf(x.min), yOf(x.min), xOf(x.max), yOf(x.max), words.theme.muted, { 'stroke-dasharray': '5 4' })
        : line(left, yOf(0), right, yOf(0), words.theme.muted, { 'stroke-dasharray': '5 4' });
    return [element('g', { fill: words.theme.accent }, cells), reference];
  });
};

/** A histogram of bins of equal width. */
export const barsPlot = (words: PlotWords, { low, high, counts }: { low: number; high: number; counts: readonly number[] }): string => {
  const x = { ...linearAxis(low, high), label: words.xLabel };
  const y = { ...linearAxis(0, counts.reduce((largest, count) => Math.max(largest, count), 1)), label: words.yLabel };
  const edge = (k: number): number => low + (k * (high - low)) / counts.length;
  return plotPicture({ ...words, x, y }, ({ xOf, yOf, bottom }) =>
    counts.map((count, k) =>
      element('rect', {
        x: px(xOf(edge(k)) + 0.5),
        y: px(yOf(count)),
        width: px(Math.max(0.5, xOf(edge(k + 1)) - xOf(edge(k)) - 1)),
        height: px(Math.max(0, bottom - yOf(count))),
        fill: words.theme.accent,
        'fill-opacity': 0.75,
      }),
    ),
  );
};
