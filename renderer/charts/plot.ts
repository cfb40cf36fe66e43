import { STEP } from '../../workers/core/training/record';
import { linearAxis, logAxis, niceStep, type Axis } from '../../workers/core/report/axis';
import { decimate, MAX_POINTS, type Point } from './decimate';
import type { CurveSeries, SeriesSpec, TraceSeries } from './series';
import type { Trace } from './trace';
import { nearestIndex, type StepRange } from './view';

export type YScale = 'linear' | 'log';

export const lastStep = (trace: Trace | null): number => trace?.latest?.[STEP] ?? 0;

/** A chart of fewer steps would jump at each of them. */
const FIRST_STEPS = 10;
/** More points of a smooth curve cannot be seen. */
const CURVE_POINTS = 400;

/**
 * All there is to see: up to the last step once the run has ended, before it up to a round number of steps ahead, which grows
 * as 1, 2, 5, 10 does and ends at `maxSteps`. So the curve is never squeezed into a corner, and the axis rests between.
 */
export function wholeRange(trace: Trace | null, maxSteps: number | null, finished: boolean): StepRange {
  const last = lastStep(trace);
  if (finished && last > 0) return { min: 0, max: last };
  if (!trace) return { min: 0, max: maxSteps ?? FIRST_STEPS };
  const ahead = niceStep(Math.max(FIRST_STEPS, last + 1));
  const goal = maxSteps ?? Infinity;
  // The last stretch is not worth another change of the axis.
  return { min: 0, max: Math.max(2 * ahead > goal ? goal : ahead, last) };
}

/**
 * The decimated part of a series that `range` shows, with one record beyond each end so that lines reach the edges.
 * `leastWidth`: steps that are too close to be told apart on the screen.
 */
export function visiblePoints(trace: Trace | null, spec: SeriesSpec, range: StepRange, leastWidth: number): Point[] {
  if ('curve' in spec) return curvePoints(spec, range, leastWidth);
  return trace === null ? [] : tracePoints(trace, spec, range, leastWidth);
}

/** At whole steps, as many as can be told apart. */
function curvePoints({ curve, base = 0 }: CurveSeries, { min, max }: StepRange, leastWidth: number): Point[] {
  const spacing = Math.max(1, leastWidth, (max - min) / CURVE_POINTS);
  const points: Point[] = [];
  for (let at = min; at < max; at += spacing) points.push({ x: Math.round(at), y: curve(Math.round(at)) - base });
  points.push({ x: max, y: curve(max) - base });
  return points;
}

function tracePoints(trace: Trace, spec: TraceSeries, range: StepRange, leastWidth: number): Point[] {
  const from = Math.max(0, trace.indexOfStep(range.min));
  const to = Math.min(trace.length, trace.indexOfStep(range.max) + 2);
  const values = trace.column(spec.offset, from, to);
  // A single record is drawn as it is; the extremes speak for the steps between records.
  const points = decimate(
    {
      steps: trace.column(STEP, from, to),
      values,
      low: spec.low === undefined ? values : trace.column(spec.low, from, to),
      high: spec.high === undefined ? values : trace.column(spec.high, from, to),
    },
    MAX_POINTS - 1,
    leastWidth,
  );
  const newest = trace.latest;
  const newestStep = lastStep(trace);
  const lastDrawn = points.at(-1)?.x ?? -1;
  if (newest && to === trace.length && lastDrawn <= range.max && newestStep > lastDrawn) {
    const y = newest[spec.offset] ?? NaN;
    points.push({ x: newestStep, y: Number.isFinite(y) ? y : NaN });
  }
  // Order and so the choice of points stay as they are.
  const { base } = spec;
  return base === undefined ? points : points.map(({ x, y }) => ({ x, y: y - base }));
}

/** A few records of a field, evenly spaced, for a curve of the size of a word. */
export function sampledPoints(trace: Trace, offset: number, most: number): Point[] {
  const steps = trace.column(STEP);
  const values = trace.column(offset);
  const spacing = Math.max(1, steps.length / most);
  const points: Point[] = [];
  for (let at = 0; at < steps.length; at += spacing) {
    const index = Math.floor(at);
    points.push({ x: steps[index] ?? NaN, y: values[index] ?? NaN });
  }
  if (trace.latest) points.push({ x: lastStep(trace), y: trace.latest[offset] ?? NaN });
  return points;
}

/** The axis for the values in `range`; on a logarithmic one what is not positive gets the band marked 0. */
export function valueAxis(
  lines: readonly Point[][],
  range: StepRange,
  scale: YScale,
  previous: Axis | null,
): Axis {
  let low = Infinity;
  let high = -Infinity;
  let withZero = false;
  for (const points of lines) {
    for (const { x, y } of points) {
      if (x < range.min || x > range.max || Number.isNaN(y)) continue;
      if (scale === 'log' && y <= 0) {
        withZero = true;
        continue;
      }
      if (y < low) low = y;
      if (y > high) high = y;
    }
  }
  if (scale === 'linear') return linearAxis(low, high, previous);
  return logAxis(Math.log10(low), Math.log10(high), withZero, previous);
}

/** Where a value lies on its axis. */
export const onAxis = (value: number, scale: YScale, axis: Axis): number =>
  scale === 'linear' ? value : value > 0 ? Math.log10(value) : value <= 0 ? axis.min : NaN;

export interface Reading {
  step: number;
  value: (offset: number) => number;
}

/** What a series shows of a record. */
export const shownValue = ({ step, value }: Reading, spec: SeriesSpec): number =>
  ('curve' in spec ? spec.curve(step) : value(spec.offset)) - (spec.base ?? 0);

/** The record nearest to `step`, or the newest one. */
export function readingAt(trace: Trace | null, step: number | null): Reading | null {
  const newest = trace?.latest;
  if (!trace || !newest) return null;
  const newestStep = lastStep(trace);
  const steps = trace.column(STEP);
  const index = step === null ? -1 : nearestIndex(steps, step);
  const kept = steps[index];
  if (step === null || kept === undefined || Math.abs(newestStep - step) < Math.abs(kept - step)) {
    return { step: newestStep, value: (offset) => newest[offset] ?? NaN };
  }
  return { step: kept, value: (offset) => trace.column(offset, index, index + 1)[0] ?? NaN };
}

/** The step of the record `count` records after (or before) the one at `step`. */
export function stepAfter(trace: Trace, step: number, count: number): number {
  const index = nearestIndex(trace.column(STEP), step) + count;
  if (index >= trace.length) return lastStep(trace);
  return trace.column(STEP)[Math.max(0, index)] ?? 0;
}
