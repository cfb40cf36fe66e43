import { expect, it } from 'vitest';
import { heightAt } from '../../../../workers/core/explain/reliefHeights';

/** 1 + 2x + 3y + xy over [0, 4] x [-2, 2] at 3 x 3 points: bilinear, so that nothing is lost between them. */
const value = (x: number, y: number): number => 1 + 2 * x + 3 * y + x * y;
const grid = {
  size: 3,
  area: { left: 0, right: 4, bottom: -2, top: 2 },
  values: [-2, 0, 2].flatMap((y) => [0, 2, 4].map((x) => value(x, y))),
};

it('the height between the points of a grid is that of the bilinear surface through them', () => {
  for (const [x, y] of [[0, -2], [4, 2], [1, 1], [3.5, -0.5], [2, 0]] as const) {
    expect(heightAt(grid, { x, y })).toBeCloseTo(value(x, y), 12);
  }
});

it('there is no height outside the grid', () => {
  expect(heightAt(grid, { x: 4.1, y: 0 })).toBeNull();
  expect(heightAt(grid, { x: 0, y: NaN })).toBeNull();
});
