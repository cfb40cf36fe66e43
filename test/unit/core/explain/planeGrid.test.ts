import { describe, expect, it } from 'vitest';
import { pointOn, trainingAxis, type Plane } from '../../../../workers/core/explain/plane';
import { gridPoints, gridSizes, moved, scaled, windowAround } from '../../../../workers/core/explain/planeGrid';

const plane: Plane = { origin: Float64Array.of(1, 2, 3), first: trainingAxis(3, 0), second: trainingAxis(3, 2) };
const area = { left: 0, right: 4, bottom: -2, top: 2 };

describe('a grid on a plane', () => {
  it('has the points of the plane from the lower left corner on, row by row', () => {
    const points = gridPoints(plane, area, 3);
    const wanted = [-2, 0, 2].flatMap((y) => [0, 2, 4].flatMap((x) => [...pointOn(plane, { x, y })]));
    expect([...points]).toEqual(wanted);
    expect(wanted.slice(0, 6)).toEqual([0, 2, -2, 2, 2, -2]);
  });

  it('holds the points of the coarser one among its own', () => {
    const coarse = gridPoints(plane, area, 9);
    const fine = gridPoints(plane, area, 33);
    for (let row = 0; row < 9; row++) {
      for (let column = 0; column < 9; column++) {
        const inFine = (row * 4 * 33 + column * 4) * 3;
        const inCoarse = (row * 9 + column) * 3;
        expect(fine.slice(inFine, inFine + 3)).toEqual(coarse.slice(inCoarse, inCoarse + 3));
      }
    }
  });

  it('is left coarse where a point takes long: 200,000 rows of 10 and of 30 numbers', () => {
    expect(gridSizes(10, 2e6)).toEqual([9, 33]);
    expect(gridSizes(30, 6e6)).toEqual([9]);
  });

  it('is left coarse where each point has very many parameters', () => {
    expect(gridSizes(6, 1e4)).toEqual([9, 33, 65]);
    // 65 x 65 x 1,001 numbers would be 34 MB, 33 x 33 x 1,001 are 9 MB.
    expect(gridSizes(1_001, 1e4)).toEqual([9, 33]);
    expect(gridSizes(5_000, 1e4)).toEqual([9]);
  });
});

describe('the window on a plane', () => {
  it('zooms about the pointer, which stays over the same point', () => {
    // A quarter of the way in stays a quarter of the way in.
    expect(scaled(area, 0.5, { x: 1, y: -1 })).toEqual({ left: 0.5, right: 2.5, bottom: -1.5, top: 0.5 });
    expect(moved(area, { x: 1, y: -1 })).toEqual({ left: 1, right: 5, bottom: -3, top: 1 });
  });

  it('shows start and optimum with a margin, and an overshoot on the other side', () => {
    const shown = windowAround([{ x: 0, y: 0 }, { x: 10, y: 1 }], [{ x: 18, y: -0.8 }]);
    expect(shown.left).toBeLessThan(0);
    expect(shown.right).toBeGreaterThan(18);
    expect(shown.bottom).toBeLessThan(-0.8);
    expect(shown.right).toBeLessThan(25);
  });

  it('does not follow a run that has diverged', () => {
    const shown = windowAround([{ x: 0, y: 0 }, { x: 1, y: 1 }], [{ x: 1e9, y: -1e9 }, { x: NaN, y: 0 }, { x: Infinity, y: 1 }]);
    expect(shown).toEqual(windowAround([{ x: 0, y: 0 }, { x: 1, y: 1 }], []));
  });

  it('has an extent where there is but one point', () => {
    const shown = windowAround([{ x: 4, y: 0 }], []);
    expect(shown.right).toBeGreaterThan(4);
    expect(shown.left).toBeLessThan(4);
    expect(shown.top).toBeGreaterThan(0);
  });

  it('has units of the same length on both axes where that is asked for', () => {
    const shown = windowAround([{ x: 0, y: 0 }, { x: 1, y: 100 }], [], 1.5);
    expect((shown.right - shown.left) / (shown.top - shown.bottom)).toBeCloseTo(1.5, 12);
    expect(shown.top).toBeGreaterThan(100);
  });
});
