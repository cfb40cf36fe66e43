import type { Point } from './plane';

/**
 * The points of a path that can be told apart: a point is kept where it lies at least a cell (`width` x `height`) away from the
 * last kept one along either axis; the first and the last always, and of any stretch left out the return is seen with
 * the next kept point. `indices` say which.
 */
export const thinPath = (
  xs: ArrayLike<number>,
  ys: ArrayLike<number>,
  cell: { width: number; height: number },
): { points: Point[]; indices: number[] } => {
  const points: Point[] = [];
  const indices: number[] = [];
  const keep = (index: number): void => {
    points.push({ x: xs[index]!, y: ys[index]! });
    indices.push(index);
  };
  for (let index = 0; index < xs.length; index++) {
    const last = points.at(-1);
    const isFar =
      last === undefined || Math.abs(xs[index]! - last.x) >= cell.width || Math.abs(ys[index]! - last.y) >= cell.height;
    if (isFar && Number.isFinite(xs[index]!) && Number.isFinite(ys[index]!)) keep(index);
  }
  const end = xs.length - 1;
  if (end >= 0 && indices.at(-1) !== end && Number.isFinite(xs[end]!) && Number.isFinite(ys[end]!)) keep(end);
  return { points, indices };
};
