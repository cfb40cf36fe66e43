import { describe, expect, test } from 'vitest';
import { plotAction } from '../../../renderer/charts/plotKeys';
import { follow, nearestIndex, rangeOfDrag, within, zoomAround } from '../../../renderer/charts/view';

const whole = { min: 0, max: 1000 };

describe('zoom', () => {
  test('a drag in either direction shows the whole steps it covers', () => {
    expect(rangeOfDrag(100.4, 199.2, whole)).toEqual({ min: 100, max: 200 });
    expect(rangeOfDrag(199.2, 100.4, whole)).toEqual({ min: 100, max: 200 });
  });

  test('a drag past the ends is cut to the steps there are', () => {
    expect(rangeOfDrag(-50, 300, whole)).toEqual({ min: 0, max: 300 });
  });

  test('a drag over everything is no zoom', () => {
    expect(rangeOfDrag(0, 1000, whole)).toBeNull();
  });

  test('a narrow drag still shows four steps', () => {
    expect(rangeOfDrag(999.2, 999.8, whole)).toEqual({ min: 996, max: 1000 });
  });

  test('zooming in keeps the centre where it is, zooming out far enough ends the zoom', () => {
    const near = zoomAround(whole, 0.5, 250, whole);
    expect(near).toEqual({ min: 125, max: 625 });
    expect(zoomAround({ min: 125, max: 625 }, 2, 250, whole)).toBeNull();
    expect(zoomAround({ min: 500, max: 700 }, 2, 700, whole)).toEqual({ min: 300, max: 700 });
  });

  test('a zoom that no longer fits moves back into the steps there are', () => {
    expect(within({ min: 900, max: 1100 }, whole)).toEqual({ min: 800, max: 1000 });
  });

  test('the range follows a reading that leaves it', () => {
    expect(follow({ min: 100, max: 200 }, 205, whole)).toEqual({ min: 105, max: 205 });
    expect(follow({ min: 100, max: 200 }, 90, whole)).toEqual({ min: 90, max: 190 });
    expect(follow({ min: 100, max: 200 }, 150, whole)).toEqual({ min: 100, max: 200 });
  });
});

describe('reading', () => {
  test('takes the nearest step, the earlier one when two are equally near', () => {
    const steps = [0, 4, 8];
    expect([-3, 1, 2, 3, 6, 7, 99].map((step) => nearestIndex(steps, step))).toEqual([0, 0, 0, 1, 1, 2, 2]);
    expect(nearestIndex([], 3)).toBe(-1);
  });

  test('keys move the reading, zoom and reset; others are left to the window', () => {
    expect(plotAction('ArrowLeft', false)).toEqual({ kind: 'move', records: -1 });
    expect(plotAction('ArrowRight', true)).toEqual({ kind: 'page', direction: 1 });
    expect(plotAction('+', true)).toEqual({ kind: 'zoom', factor: 0.5 });
    expect(plotAction('Escape', false)).toEqual({ kind: 'reset' });
    expect(plotAction(' ', false)).toBeNull();
    expect(plotAction('.', false)).toBeNull();
  });
});
