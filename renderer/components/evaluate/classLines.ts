import type { ClassCurves } from '../../../electron/contract';
import { THRESHOLDS } from '../../../workers/core/evaluation/classCurves';
import type { Axis } from '../../../workers/core/report/axis';
import type { PlotDot, PlotLine } from '../understand/common/curvePlot';

/** Shares, with a little room so that a curve along the edge is seen. */
export const SHARE_AXIS: Axis = {
  min: -0.01,
  max: 1.01,
  ticks: [0, 0.2, 0.4, 0.6, 0.8, 1].map((value) => ({ value, label: String(value) })),
};

const points = (xs: readonly number[], ys: readonly number[]): { x: number; y: number }[] =>
  xs.map((x, k) => ({ x, y: ys[k] ?? NaN }));

const lineOf = (id: string, xs: readonly number[], ys: readonly number[]): PlotLine => ({
  id,
  label: id,
  color: '--series-1',
  points: points(xs, ys),
});

const guide = (from: [number, number], to: [number, number]): PlotLine => ({
  id: 'guide',
  label: 'by chance',
  color: '--text-muted',
  isDashed: true,
  points: [{ x: from[0], y: from[1] }, { x: to[0], y: to[1] }],
});

export interface DrawnCurve {
  lines: PlotLine[];
  dots: PlotDot[];
}

/** What is taken for the class at a threshold, as a point of a curve. */
const taken = ({ atLeast }: ClassCurves, threshold: number): { tp: number; fp: number } => {
  const k = Math.round(threshold * THRESHOLDS);
  return { tp: atLeast.positive[k] ?? 0, fp: atLeast.negative[k] ?? 0 };
};

const NOTHING: DrawnCurve = { lines: [], dots: [] };

export function rocCurve(curves: ClassCurves, threshold: number): DrawnCurve {
  if (curves.roc === null) return NOTHING;
  const { tp, fp } = taken(curves, threshold);
  return {
    lines: [guide([0, 0], [1, 1]), lineOf('roc', curves.roc.falsePositive, curves.roc.truePositive)],
    dots: [{ x: fp / curves.nNegative, y: tp / curves.nPositive, color: '--series-2' }],
  };
}

/** By chance precision is the share of the class. */
export function precisionRecallCurve(curves: ClassCurves, threshold: number): DrawnCurve {
  if (curves.precisionRecall === null) return NOTHING;
  const { tp, fp } = taken(curves, threshold);
  const share = curves.nPositive / (curves.nPositive + curves.nNegative);
  return {
    lines: [guide([0, share], [1, share]), lineOf('precision', curves.precisionRecall.recall, curves.precisionRecall.precision)],
    dots: tp + fp === 0 ? [] : [{ x: tp / curves.nPositive, y: tp / (tp + fp), color: '--series-2' }],
  };
}

export function calibrationCurve({ calibration }: ClassCurves): DrawnCurve {
  return {
    lines: [guide([0, 0], [1, 1]), lineOf('calibration', calibration.predicted, calibration.found)],
    dots: points(calibration.predicted, calibration.found).map((point) => ({ ...point, color: '--series-1', isSmall: true })),
  };
}
