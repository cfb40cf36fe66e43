import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decimate } from '../../../renderer/charts/decimate';

const value = fc.oneof(
  { weight: 8, arbitrary: fc.double({ min: -1e6, max: 1e6, noNaN: true }) },
  { weight: 1, arbitrary: fc.constantFrom(NaN, Infinity, -Infinity) },
);
const curve = fc
  .tuple(fc.integer({ min: 0, max: 1000 }), fc.integer({ min: 1, max: 64 }), fc.array(value, { minLength: 1, maxLength: 400 }))
  .map(([first, stride, values]) => ({ steps: values.map((_, index) => first + index * stride), values }));
const limit = fc.integer({ min: 4, max: 60 });

describe('decimating a curve', () => {
  test('gives no more points than the limit, in the order of the steps', () => {
    fc.assert(
      fc.property(curve, limit, (given, most) => {
        const xs = decimate(given, most).map((point) => point.x);
        expect(xs.length).toBeLessThanOrEqual(Math.max(most, 0));
        expect(xs).toEqual([...xs].sort((a, b) => a - b));
        expect(new Set(xs).size).toBe(xs.length);
      }),
    );
  });

  test('gives points of the curve only, with both its ends', () => {
    fc.assert(
      fc.property(curve, limit, (given, most) => {
        const points = decimate(given, most);
        for (const { x, y } of points) {
          const original = given.values[given.steps.indexOf(x)];
          expect(original).toBeDefined();
          expect(y).toBe(Number.isFinite(original) ? original : NaN);
        }
        expect(points[0]?.x).toBe(given.steps[0]);
        expect(points.at(-1)?.x).toBe(given.steps.at(-1));
      }),
    );
  });

  test('keeps the lowest and the highest finite value', () => {
    fc.assert(
      fc.property(curve, limit, (given, most) => {
        const finite = given.values.filter(Number.isFinite);
        const shown = decimate(given, most).map((point) => point.y).filter(Number.isFinite);
        expect(Math.min(...shown)).toBe(Math.min(...finite));
        expect(Math.max(...shown)).toBe(Math.max(...finite));
      }),
    );
  });

  test('returns a curve that is short enough as it is', () => {
    fc.assert(
      fc.property(curve, (given) => {
        const points = decimate(given, 400);
        expect(points.map((point) => point.x)).toEqual(given.steps);
        expect(points.map((point) => point.y)).toEqual(given.values.map((y) => (Number.isFinite(y) ? y : NaN)));
      }),
    );
  });

  test('keeps the extremes of the steps that a record stands for', () => {
    fc.assert(
      fc.property(curve, limit, fc.double({ min: 0, max: 10, noNaN: true }), (given, most, reach) => {
        fc.pre(given.values.length > most);
        const low = given.values.map((y) => y - reach);
        const high = given.values.map((y) => y + reach);
        const points = decimate({ ...given, low, high }, most);
        const shown = points.map((point) => point.y).filter(Number.isFinite);
        expect(points.length).toBeLessThanOrEqual(most);
        expect(Math.min(...shown)).toBe(Math.min(...low.filter(Number.isFinite)));
        expect(Math.max(...shown)).toBe(Math.max(...high.filter(Number.isFinite)));
      }),
    );
  });

  test('places a growing curve in buckets that stay where they are', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 101, maxLength: 101 }), (values) => {
        const upTo = (length: number): Set<number> =>
          new Set(
            decimate({ steps: values.slice(0, length).map((_, step) => step), values: values.slice(0, length) }, 34).map(
              (point) => point.x,
            ),
          );
        // 16 buckets: 8 steps each for 97 to 101 records, so the first eleven buckets are complete and settled.
        const [shorter, longer] = [upTo(98), upTo(101)].map((steps) => [...steps].filter((step) => step < 88));
        expect(longer).toEqual(shorter);
      }),
    );
  });
});
