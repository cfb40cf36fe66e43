import type { Axis } from '../../workers/core/report/axis';
import { labelRoom, linePlot } from '../../workers/core/report/linePlot';
import { LIGHT } from '../../workers/core/report/theme';
import type { Point } from './decimate';
import type { SeriesSpec } from './series';

/** A chart as it stands on the screen, without the colours of the screen. */
export interface DrawnPlot {
  x: Axis;
  y: Axis;
  series: { spec: SeriesSpec; points: readonly Point[]; hasEnd: boolean; level: number | undefined; shadedTo: number | null }[];
}

export interface PictureWords {
  title: string;
  subtitle: string;
  description: string;
  /** Of the plot on the screen, in pixels. */
  width: number;
  height: number;
  endLabels: boolean;
}

const LEAST_WIDTH = 560;
const LEAST_HEIGHT = 320;
const HEADING = 60;

/** The same lines, axes and zoom as a picture of lines and text, on white. */
export function chartSvg({ x, y, series }: DrawnPlot, { title, subtitle, description, width, height, endLabels }: PictureWords): string {
  const frame = {
    title,
    subtitle,
    description,
    width: Math.max(LEAST_WIDTH, width + 32),
    height: Math.max(LEAST_HEIGHT, height + HEADING),
    theme: LIGHT,
    x: { ...x, label: 'Step' },
    y: { ...y, label: '' },
    legend: series.map(({ spec }) => spec),
    right: endLabels ? labelRoom(series.map(({ spec }) => spec.label)) : 0,
  };
  return linePlot(
    frame,
    series.map(({ spec, ...rest }) => ({ ...rest, label: spec.label, color: spec.color, dash: spec.dash })),
  );
}
