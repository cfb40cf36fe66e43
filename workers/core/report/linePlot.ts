import type { Element } from '../export/xml';
import { dashed, plotPicture, type PlotArea, type PlotFrame } from './frame';
import { cutText, element, label, line, px, textWidth } from './svg';
import { seriesColor, type PlotTheme } from './theme';

export interface LineSeries {
  label: string;
  /** In the units of the axes; NaN breaks the line. */
  points: readonly { x: number; y: number }[];
  color: number;
  dash: readonly number[];
  /** A dot at the last point, and the name of the line beside it where the frame leaves room at the right. */
  hasEnd?: boolean;
  /** A thin dashed line across the plot: what the series is to reach. */
  level?: number | undefined;
  /** Place among the series of the line up to which the plot is shaded. */
  shadedTo?: number | null;
  /** Each point as a dot, and no line. */
  asDots?: boolean;
}

const LABEL_MOST = 96;

/** What labels of lines need at the right. */
export const labelRoom = (labels: readonly string[]): number =>
  labels.length === 0 ? 0 : 14 + Math.max(...labels.map((text) => Math.min(LABEL_MOST, textWidth(text, 12))));

const pathOf = (points: LineSeries['points'], { xOf, yOf }: PlotArea): string => {
  let [path, isBroken] = ['', true];
  for (const { x, y } of points) {
    if (Number.isNaN(y)) {
      isBroken = true;
      continue;
    }
    path += `${isBroken ? 'M' : 'L'}${px(xOf(x))} ${px(yOf(y))}`;
    isBroken = false;
  }
  return path;
};

/** The area between a line and another one; both without gaps. */
const bandOf = (series: LineSeries, other: LineSeries, area: PlotArea): string => {
  const there = ({ points }: LineSeries) => points.filter(({ y }) => !Number.isNaN(y));
  const outline = pathOf([...there(series), ...there(other).reverse()], area);
  return outline === '' ? '' : `${outline}Z`;
};

const seriesElements = (series: LineSeries, all: readonly LineSeries[], area: PlotArea, theme: PlotTheme): Element[] => {
  const color = seriesColor(theme, series.color);
  const { left, right, yOf, xOf } = area;
  const level =
    series.level === undefined || Number.isNaN(series.level)
      ? []
      : [line(left, yOf(series.level), right, yOf(series.level), color, { 'stroke-dasharray': '5 4', opacity: 0.75 })];
  if (series.asDots) {
    const dots = series.points.filter(({ y }) => Number.isFinite(y));
    return [...level, ...dots.map(({ x, y }) => element('circle', { cx: px(xOf(x)), cy: px(yOf(y)), r: 2.5, fill: color }))];
  }
  const d = pathOf(series.points, area);
  if (d === '') return level;
  const stroke = { stroke: color, 'stroke-width': 2, 'stroke-linejoin': 'round', 'stroke-linecap': 'round' };
  const other = all[series.shadedTo ?? -1];
  const band = other ? [element('path', { d: bandOf(series, other, area), fill: color, opacity: 0.14 })] : [];
  return [...level, ...band, element('path', { d, fill: 'none', ...stroke, ...dashed(series.dash) })];
};

const endOf = ({ points }: LineSeries, maxX: number) => points.findLast(({ x, y }) => x <= maxX && Number.isFinite(y));

/** Heights at least one label apart, from the top down. */
const spread = <T extends { y: number }>(ends: readonly T[], gap: number): T[] => {
  let lowest = -Infinity;
  return [...ends]
    .sort((a, b) => a.y - b.y)
    .map((end) => {
      lowest = Math.max(end.y, lowest + gap);
      return { ...end, y: lowest };
    });
};

/** Lines, or dots, over two axes. */
export const linePlot = (frame: PlotFrame, series: readonly LineSeries[]): string => {
  const { theme, x, right = 0 } = frame;
  return plotPicture(
    frame,
    (area) => series.flatMap((one) => seriesElements(one, series, area, theme)),
    ({ xOf, yOf, right: edge, top, bottom }) => {
      const ends = series.flatMap((one) => {
        const end = one.hasEnd ? endOf(one, x.max) : undefined;
        return end ? [{ text: one.label, color: seriesColor(theme, one.color), x: Math.min(xOf(end.x), edge), y: yOf(end.y) }] : [];
      });
      const inside = ends.filter(({ y }) => y >= top - 1 && y <= bottom + 1);
      return [
        ...inside.map((end) =>
          element('circle', { cx: px(end.x), cy: px(end.y), r: 4, fill: end.color, stroke: theme.surface, 'stroke-width': 2 }),
        ),
        ...(right === 0 ? [] : spread(inside, 13)).map((end) =>
          label(cutText(end.text, 12, LABEL_MOST), end.x + 10, end.y, { color: end.color }),
        ),
      ];
    },
  );
};
