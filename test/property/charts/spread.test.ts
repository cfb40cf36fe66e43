import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { spreadLabels } from '../../../renderer/charts/spread';

const wanted = fc.array(fc.double({ min: -20, max: 320, noNaN: true }), { minLength: 1, maxLength: 20 });
const GAP = 15;
const LOW = 0;
const HIGH = 300;

describe('labels beside the ends of lines', () => {
  test('never overlap, stay inside and keep their order', () => {
    fc.assert(
      fc.property(wanted, (given) => {
        const placed = spreadLabels(given, GAP, LOW, HIGH);
        const order = given.map((_, index) => index).sort((a, b) => (given[a] ?? 0) - (given[b] ?? 0));
        const sorted = order.map((index) => placed[index] ?? NaN);
        for (const [rank, position] of sorted.entries()) {
          expect(position).toBeGreaterThanOrEqual(LOW - 1e-9);
          expect(position).toBeLessThanOrEqual(HIGH + 1e-9);
          if (rank > 0) expect(position - (sorted[rank - 1] ?? 0)).toBeGreaterThanOrEqual(GAP - 1e-9);
        }
      }),
    );
  });

  test('stay where they are when they are far enough apart', () => {
    expect(spreadLabels([200, 10, 60], GAP, LOW, HIGH)).toEqual([200, 10, 60]);
  });

  test('share the room evenly around what they want', () => {
    // Three at 100 are centred on it, 15 apart.
    expect(spreadLabels([100, 100, 100], GAP, LOW, HIGH)).toEqual([85, 100, 115]);
  });

  test('move closer together where there is too little room', () => {
    expect(spreadLabels([0, 0, 0], GAP, 0, 20)).toEqual([0, 10, 20]);
  });
});
