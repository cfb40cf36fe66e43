export interface Point {
  x: number;
  y: number;
}

export const MAX_POINTS = 2_000;

/** A curve over sorted steps. Where a record stands for several steps, `low` and `high` are its extremes. */
export interface Curve {
  steps: ArrayLike<number>;
  values: ArrayLike<number>;
  low?: ArrayLike<number>;
  high?: ArrayLike<number>;
}

/** Width of a bucket of steps: a power of two, so that buckets stay where they are while a curve grows. */
function bucketWidth(first: number, last: number, nBuckets: number, least: number): number {
  let width = 2 ** Math.ceil(Math.log2(Math.max(1, least)));
  while (Math.floor(last / width) - Math.floor(first / width) + 1 > nBuckets) width *= 2;
  return width;
}

/**
 * At most `limit` (4 or more) points that look like the whole curve: both ends and, of each bucket of steps, the lowest
 * and the highest value. A monotone axis such as a logarithm keeps order, so the choice holds for it as well.
 * Values that are not finite are left out, but a bucket without any finite value keeps one point as NaN, which breaks the line.
 * Buckets are at least `leastWidth` steps wide. A curve of up to `limit` records comes back as it is, unless buckets of that
 * width hold more than two records.
 */
export function decimate(curve: Curve, limit = MAX_POINTS, leastWidth = 0): Point[] {
  const { steps, values, low = values, high = values } = curve;
  const length = steps.length;
  const points: Point[] = [];
  const value = (index: number): number => finiteOrNaN(values[index]);

  const first = steps[0] ?? 0;
  const last = steps[length - 1] ?? 0;

  if (length <= limit && length * leastWidth <= 2 * (last - first + leastWidth)) {
    for (let index = 0; index < length; index++) points.push({ x: steps[index] ?? NaN, y: value(index) });
    return points;
  }

  const width = bucketWidth(first, last, (limit - 2) >> 1, leastWidth);
  points.push({ x: first, y: value(0) });
  let index = 0;
  while (index < length) {
    const bucketEnd = (Math.floor((steps[index] ?? 0) / width) + 1) * width;
    const start = index;
    let lowest = -1;
    let highest = -1;
    let lowestValue = Infinity;
    let highestValue = -Infinity;
    do {
      const lowValue = low[index] ?? NaN;
      const highValue = high[index] ?? NaN;
      if (lowValue < lowestValue && lowValue > -Infinity) {
        lowestValue = lowValue;
        lowest = index;
      }
      if (highValue > highestValue && highValue < Infinity) {
        highestValue = highValue;
        highest = index;
      }
      index++;
    } while (index < length && (steps[index] ?? 0) < bucketEnd);
    addExtremes(points, steps, start, { lowest, highest, lowestValue, highestValue });
  }
  if ((points[points.length - 1]?.x ?? NaN) < last) points.push({ x: last, y: value(length - 1) });
  return points;
}

const finiteOrNaN = (value: number | undefined): number =>
  value !== undefined && Number.isFinite(value) ? value : NaN;

interface Extremes {
  lowest: number;
  highest: number;
  lowestValue: number;
  highestValue: number;
}

function addExtremes(points: Point[], steps: ArrayLike<number>, start: number, extremes: Extremes): void {
  const { lowest, highest, lowestValue, highestValue } = extremes;
  const add = (index: number, y: number): void => {
    const x = steps[index] ?? NaN;
    const last = points[points.length - 1];
    if (last?.x !== x || !Object.is(last.y, y)) points.push({ x, y });
  };
  if (lowest < 0 && highest < 0) return add(start, NaN);
  const lowFirst = lowest <= highest;
  if (lowFirst && lowest >= 0) add(lowest, lowestValue);
  if (highest >= 0) add(highest, highestValue);
  if (!lowFirst) add(lowest, lowestValue);
}
