import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluate } from '../support/evaluate';
import { linearData, matrixOf, type Columns } from '../support/matrix';
import { toRaw, toTraining } from '../../workers/core/training/parameters';
import { reducePairwise } from '../../workers/core/reduce/pairwise';

const rowsOf = (columns: Columns, start: number, end: number): Columns =>
  columns.map((column) => column.slice(start, end));

const expectClose = (actual: number, expected: number, size: number): void => {
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(1e-12 * size);
};

describe('training', () => {
  it('the sum of chunk gradients equals the full-batch gradient for any split', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 2, max: 3_000 }),
        fc.array(fc.double({ min: -10, max: 10, noNaN: true }), { minLength: 1, maxLength: 6 }),
        fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 5 }),
        fc.integer({ min: 1, max: 1_000 }),
        (nSamples, weights, cuts, seed) => {
          const columns = linearData(nSamples, weights, 1, { seed, noise: 1 });
          const theta = Float64Array.from([...weights.map((w) => w / 2), -1]);
          const whole = evaluate(matrixOf(columns), theta);
          const bounds = [
            0,
            ...cuts.map((cut) => Math.floor(cut * nSamples)).sort((a, b) => a - b),
            nSamples,
          ];
          const sum = new Float64Array(theta.length);
          let loss = 0;
          for (let k = 0; k + 1 < bounds.length; k++) {
            const [start, end] = [bounds[k]!, bounds[k + 1]!];
            if (start === end) continue;
            const part = evaluate(matrixOf(rowsOf(columns, start, end)), theta);
            const share = (end - start) / nSamples;
            loss += share * part.loss;
            part.gradient.forEach((value, j) => {
              sum[j] = sum[j]! + share * value;
            });
          }
          expectClose(loss, whole.loss, 1 + whole.loss);
          // |r x| is at most about sqrt(L) times a few, whatever cancels in the sum.
          whole.gradient.forEach((value, j) => expectClose(sum[j]!, value, 10 * (1 + whole.loss)));
        },
      ),
      { numRuns: 60 },
    );
  });

  it('parameters there and back are the same', () => {
    const number = fc.double({ min: -1e3, max: 1e3, noNaN: true });
    const scale = fc.double({ min: 1e-2, max: 1e3, noNaN: true });
    fc.assert(
      fc.property(
        fc.array(fc.tuple(number, number, scale), { minLength: 1, maxLength: 8 }),
        number,
        (columns, bias) => {
          const raw = Float64Array.from([...columns.map(([weight]) => weight), bias]);
          const scaling = { means: columns.map(([, mean]) => mean), scales: columns.map(([, , s]) => s) };
          const there = new Float64Array(raw.length);
          const back = new Float64Array(raw.length);
          toTraining(raw, scaling, there);
          toRaw(there, scaling, back);
          // The bias goes through sums of weight times mean, up to 8 * 10^6.
          raw.forEach((value, j) => expectClose(back[j]!, value, 1e7));
        },
      ),
    );
  });

  it('the pairwise sum is within log2 n roundings of the exact one', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: -(2 ** 40), max: 2 ** 40 }), { minLength: 1, maxLength: 300 }),
        (whole) => {
          // Thirds round; their exact sum is a third of an exact whole number.
          const slots = Float64Array.from(whole, (value) => value / 3);
          const size = whole.reduce((sum, value) => sum + Math.abs(value), 0) / 3;
          const exact = whole.reduce((sum, value) => sum + value, 0) / 3;
          reducePairwise(slots, slots.length, 1);
          const roundings = Math.ceil(Math.log2(Math.max(2, whole.length))) + 2;
          expect(Math.abs(slots[0]! - exact)).toBeLessThanOrEqual(roundings * 2 ** -53 * size);
        },
      ),
    );
  });
});
