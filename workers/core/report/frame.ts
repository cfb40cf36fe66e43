import type { Element } from '../export/xml';
import type { Axis } from './axis';
import { cutText, element, label, line, px, svgDocument, textWidth } from './svg';
import { seriesColor, type PlotTheme } from './theme';

export interface LabelledAxis extends Axis {
  /** Beside the axis; '' for none. */
  label: string;
}

export interface LegendEntry {
  label: string;
  /** Of the theme's series. */
  color: number;
  dash: readonly number[];
}

export interface PlotFrame {
  title: string;
  subtitle: string;
  description: string;
  width: number;
  height: number;
  theme: PlotTheme;
  x: LabelledAxis;
  y: LabelledAxis;
  legend?: readonly LegendEntry[];
  /** Room at the right of the plot, for labels of lines. */
  right?: number;
}

/** Where the plot lies within its picture. */
export interface PlotArea {
  left: number;
  right: number;
  top: number;
  bottom: number;
  xOf(value: number): number;
  yOf(value: number): number;
}

const MARGIN = 16;
const HEADING = 40;
const LEGEND_LINE = 20;
const SWATCH = 18;
const SIZE = 12;

/** Entries one after another, on as many lines as they need. */
const legendOf = (entries: readonly LegendEntry[], width: number, theme: PlotTheme): { elements: Element[]; height: number } => {
  const elements: Element[] = [];
  let [x, lineNumber] = [MARGIN, 0];
  for (const entry of entries) {
    const text = cutText(entry.label, SIZE, width - 2 * MARGIN - SWATCH);
    const size = SWATCH + 6 + textWidth(text, SIZE) + 16;
    if (x > MARGIN && x + size > width - MARGIN) [x, lineNumber] = [MARGIN, lineNumber + 1];
    const y = HEADING + (lineNumber + 0.5) * LEGEND_LINE;
    elements.push(
      line(x, y, x + SWATCH, y, seriesColor(theme, entry.color), { 'stroke-width': 2, ...dashed(entry.dash) }),
      label(text, x + SWATCH + 6, y, { color: theme.text }),
    );
    x += size;
  }
  return { elements, height: entries.length === 0 ? 0 : (lineNumber + 1) * LEGEND_LINE };
};

export const dashed = (dash: readonly number[]): Record<string, string> =>
  dash.length === 0 ? {} : { 'stroke-dasharray': dash.join(' ') };

const axes = ({ x, y, theme }: PlotFrame, { left, right, top, bottom, xOf, yOf }: PlotArea): Element[] => [
  ...y.ticks.flatMap((tick) => [
    line(left, yOf(tick.value), right, yOf(tick.value), theme.line),
    label(tick.label, left - 8, yOf(tick.value), { color: theme.muted, anchor: 'end' }),
  ]),
  ...x.ticks.map((tick) => label(tick.label, xOf(tick.value), bottom + 14, { color: theme.muted, anchor: 'middle' })),
  line(left, bottom, right, bottom, theme.muted),
  ...(x.label === '' ? [] : [label(x.label, (left + right) / 2, bottom + 34, { color: theme.muted, anchor: 'middle' })]),
  ...(y.label === ''
    ? []
    : [label(cutText(y.label, SIZE, bottom - top), MARGIN, (top + bottom) / 2, { color: theme.muted, anchor: 'middle', turn: -90 })]),
];

const scaleOf = ({ min, max }: Axis, from: number, to: number) => {
  const factor = max > min ? (to - from) / (max - min) : 0;
  return (value: number): number => from + (value - min) * factor;
};

/**
 * A picture with heading, legend and axes, and in it what `draw` makes: cut off at the edges of the plot by an inner svg, whose
 * coordinates are those of the picture. `beside` is drawn over it and is not cut off.
 */
export const plotPicture = (
  frame: PlotFrame,
  draw: (area: PlotArea) => Element[],
  beside: (area: PlotArea) => Element[] = () => [],
): string => {
  const { title, subtitle, width, height, theme, x, y, legend = [], right: besides = 0 } = frame;
  const drawnLegend = legendOf(legend, width, theme);
  const left = MARGIN + (y.label === '' ? 0 : 18) + Math.max(0, ...y.ticks.map((tick) => textWidth(tick.label, SIZE))) + 10;
  const right = width - MARGIN - Math.max(besides, 8);
  const top = HEADING + drawnLegend.height + 8;
  const bottom = height - MARGIN - (x.label === '' ? 18 : 38);
  const area: PlotArea = { left, right, top, bottom, xOf: scaleOf(x, left, right), yOf: scaleOf(y, bottom, top) };
  const [w, h] = [Math.max(1, right - left), Math.max(1, bottom - top)].map(px);
  const heading = [
    label(title, MARGIN, HEADING / 2, { size: 14, color: theme.text, weight: 600 }),
    label(cutText(subtitle, SIZE, width - 3 * MARGIN - textWidth(title, 15)), MARGIN + textWidth(title, 15) + 12, HEADING / 2, {
      color: theme.muted,
    }),
  ];
  const inner = element(
    'svg',
    { x: px(left), y: px(top), width: w, height: h, viewBox: `${px(left)} ${px(top)} ${w} ${h}`, overflow: 'hidden' },
    draw(area),
  );
  return svgDocument(frame, [...heading, ...drawnLegend.elements, ...axes(frame, area), inner, ...beside(area)]);
};
