import { expect, it } from 'vitest';
import { thinPath } from '../../../../workers/core/explain/planePath';

it('the points of a path that cannot be told apart are left out, and never the last one', () => {
  const { points, indices } = thinPath([0, 0.4, 1, 1.2, 1.2, 1.3], [0, 0.4, 0, 0.2, 5, 5.1], { width: 1, height: 1 });
  expect(indices).toEqual([0, 2, 4, 5]);
  expect(points.at(-1)).toEqual({ x: 1.3, y: 5.1 });
});

it('a zigzag keeps its corners however many of its steps there are', () => {
  const xs = Array.from({ length: 1_000 }, (_, k) => (k % 2 === 0 ? 1 : -1));
  expect(thinPath(xs, xs.map(() => 0), { width: 0.1, height: 0.1 }).points).toHaveLength(1_000);
});

it('what has run out of the range of numbers has no place on the map', () => {
  const { indices } = thinPath([0, Infinity, NaN], [0, 0, 0], { width: 1, height: 1 });
  expect(indices).toEqual([0]);
  expect(thinPath([], [], { width: 1, height: 1 }).points).toEqual([]);
});
