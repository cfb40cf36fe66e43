import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { binnedPlane, binOf, histogramOf, rangeOf } from '../../../../workers/core/evaluation/bins';
import { classCurves } from '../../../../workers/core/evaluation/classCurves';
import { normalPlot } from '../../../../workers/core/evaluation/normalPlot';
import { partsByShare } from '../../../../workers/core/evaluation/partsOfRows';
import { splitParts, type PartRows } from '../../../../workers/core/evaluation/partRows';
import { regressionFigures } from '../../../../workers/core/evaluation/regressionFigures';
import { largestResiduals, regressionPlots } from '../../../../workers/core/evaluation/regressionPlots';
import { atThreshold } from '../../../../workers/core/evaluation/threshold';

const partOf = (actual: number[], predicted: number[], weights: number[] | null = null): PartRows => ({
  part: 'train',
  rows: Float64Array.from(actual, (_, i) => i + 1),
  actual: Float64Array.from(actual),
  predicted: Float64Array.from(predicted),
  losses: Float64Array.from(actual, (y, i) => (y - predicted[i]!) ** 2),
  weights: weights && Float64Array.from(weights),
  probabilities: [],
});

/** Scores in few steps, so that many are equal. */
const judged = fc.array(fc.record({ score: fc.integer({ min: 0, max: 12 }), positive: fc.boolean() }), { minLength: 2, maxLength: 60 });

describe('curves of a classifier', () => {
  it('follows four rows worked by hand', () => {
    // Descending: 0.9 +, 0.6 -, 0.6 +, 0.2 -: of the pairs (+, -) three are in order and one is equal.
    const scores = Float64Array.of(0.2, 0.6, 0.9, 0.6);
    const curves = classCurves('yes', scores, (i) => i >= 2);
    expect(curves.roc).toEqual({ falsePositive: [0, 0, 0.5, 1], truePositive: [0, 0.5, 1, 1], area: 3.5 / 4 });
    // Precision 1 at recall 1/2, 2/3 at recall 1: average 1/2 + 1/2 * 2/3.
    expect(curves.precisionRecall).toEqual({ recall: [0.5, 1], precision: [1, 2 / 3], average: 0.5 + 1 / 3 });
    expect(curves.calibration).toEqual({ predicted: [0.2, 0.6, 0.9], found: [0, 0.5, 1], counts: [1, 2, 1] });
    expect(atThreshold(curves, 0.6)).toEqual({
      truePositive: 2,
      falsePositive: 1,
      falseNegative: 0,
      trueNegative: 1,
      precision: 2 / 3,
      recall: 1,
      f1: 4 / 5,
      accuracy: 3 / 4,
    });
    expect(atThreshold(curves, 0.601).truePositive).toBe(1);
    expect(atThreshold(curves, 1)).toMatchObject({ precision: null, recall: 0, f1: 0 });
  });

  it('has no curves where a side has no rows', () => {
    const curves = classCurves('yes', Float64Array.of(0.1, 0.7), () => true);
    expect(curves).toMatchObject({ nPositive: 2, nNegative: 0, roc: null, precisionRecall: null });
    expect(atThreshold(curves, 0.5)).toMatchObject({ truePositive: 1, falsePositive: 0, falseNegative: 1 });
  });

  it('has as area the share of pairs in order, equal ones counting half', () => {
    fc.assert(
      fc.property(judged, (rows) => {
        const [positive, negative] = [rows.filter((row) => row.positive), rows.filter((row) => !row.positive)];
        const { roc } = classCurves('yes', Float64Array.from(rows, ({ score }) => score / 12), (i) => rows[i]!.positive);
        if (positive.length === 0 || negative.length === 0) return roc === null;
        const halves = positive.flatMap((p) => negative.map((n) => Math.sign(p.score - n.score) + 1));
        const counted = halves.reduce<number>((sum, half) => sum + half, 0) / 2 / (positive.length * negative.length);
        return Math.abs(roc!.area - counted) < 1e-15;
      }),
    );
  });

  it('counts at every thousandth what is at least that', () => {
    fc.assert(
      fc.property(judged, fc.integer({ min: 0, max: 1000 }), (rows, k) => {
        const scores = Float64Array.from(rows, ({ score }) => score / 12);
        const { atLeast } = classCurves('yes', scores, (i) => rows[i]!.positive);
        const taken = rows.filter((_, i) => scores[i]! >= k / 1000);
        expect(atLeast.positive[k]).toBe(taken.filter(({ positive }) => positive).length);
        expect(atLeast.negative[k]).toBe(taken.filter(({ positive }) => !positive).length);
      }),
    );
  });

  it('thins long curves to 500 points between the same ends, with the area of all rows', () => {
    const n = 20_000;
    const scores = Float64Array.from({ length: n }, (_, i) => ((i * 7919) % n) / n);
    const isPositive = (i: number): boolean => (i * 104_729) % n < scores[i]! * n;
    const { roc, precisionRecall } = classCurves('yes', scores, isPositive);
    for (const [x, y] of [[roc!.falsePositive, roc!.truePositive], [precisionRecall!.recall, precisionRecall!.precision]]) {
      expect(x!.length).toBe(y!.length);
      expect(x!.length).toBeLessThanOrEqual(500);
      expect(x!.length).toBeGreaterThan(400);
      expect([...x!].sort((a, b) => a - b)).toEqual(x);
    }
    expect([roc!.falsePositive[0], roc!.truePositive[0]]).toEqual([0, 0]);
    expect([roc!.falsePositive.at(-1), roc!.truePositive.at(-1)]).toEqual([1, 1]);
    expect(precisionRecall!.recall.at(-1)).toBe(1);
    const trapezoids = roc!.falsePositive.slice(1).reduce((sum, x, k) => {
      const width = x - roc!.falsePositive[k]!;
      return sum + (width * (roc!.truePositive[k]! + roc!.truePositive[k + 1]!)) / 2;
    }, 0);
    expect(roc!.area).toBeCloseTo(trapezoids, 4);
  });
});

describe('figures of a quantity', () => {
  it('follows three rows worked by hand', () => {
    // Residuals 1, -2, 0; the mean of y is 3, its squares about it 4 + 1 + 9.
    const figures = regressionFigures(partOf([1, 2, 6], [0, 4, 6]), 1);
    expect(figures).toEqual({
      nRows: 3,
      rmse: Math.sqrt(5 / 3),
      mae: 1,
      rSquared: 1 - 5 / 14,
      adjustedRSquared: expect.closeTo(1 - (5 / 14) * 2, 14) as number,
      loss: 5 / 3,
    });
  });

  it('weighs rows as if they came so many times', () => {
    const weighted = regressionFigures(partOf([1, 2, 6], [0, 4, 6], [1, 3, 2]), 1);
    const repeated = regressionFigures(partOf([1, 2, 2, 2, 6, 6], [0, 4, 4, 4, 6, 6]), 1);
    expect(weighted.rmse).toBeCloseTo(repeated.rmse, 14);
    expect(weighted.mae).toBeCloseTo(repeated.mae, 14);
    expect(weighted.rSquared).toBeCloseTo(repeated.rSquared!, 14);
  });

  it('has no R squared where the target does not vary, and adjusts none without rows to spare', () => {
    expect(regressionFigures(partOf([2, 2], [1, 2]), 0)).toMatchObject({ rSquared: null, adjustedRSquared: null });
    expect(regressionFigures(partOf([1, 2], [1, 2]), 1)).toMatchObject({ rSquared: 1, adjustedRSquared: null });
    expect(regressionFigures({ ...partOf([1, 2, 4], [1, 2, 3]), part: 'test' }, 1).adjustedRSquared).toBeNull();
  });
});

describe('plots of a quantity', () => {
  const number = fc.double({ min: -1e6, max: 1e6, noNaN: true });

  it('counts every row in one cell and one bin', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(number, number), { minLength: 1, maxLength: 300 }), (pairs) => {
        const plots = regressionPlots(partOf(pairs.map(([y]) => y), pairs.map(([, p]) => p)), () => undefined);
        for (const { counts, nColumns, nRows } of [plots.predictedActual, plots.residualFitted]) {
          expect(counts).toHaveLength(nColumns * nRows);
          expect(counts.reduce((sum, n) => sum + n, 0)).toBe(pairs.length);
          expect([nColumns <= 80, nRows <= 60]).toEqual([true, true]);
        }
        expect(plots.residuals.counts.reduce((sum, n) => sum + n, 0)).toBe(pairs.length);
      }),
    );
  });

  it('puts a value into the cell whose edges hold it', () => {
    fc.assert(
      fc.property(number, number, fc.double({ min: 0, max: 1, noNaN: true }), (a, b, share) => {
        const range = { low: Math.min(a, b), high: Math.max(a, b) };
        fc.pre(range.high - range.low > 1e-6);
        const value = range.low + share * (range.high - range.low);
        const width = (range.high - range.low) / 40;
        const bin = binOf(value, range, 40);
        expect(value).toBeGreaterThanOrEqual(range.low + (bin - 1e-9) * width);
        expect(value).toBeLessThanOrEqual(range.low + (bin + 1 + 1e-9) * width);
      }),
    );
  });

  it('has a range also for equal values, for none, and for the largest numbers', () => {
    expect(rangeOf(Float64Array.of(4, 4))).toEqual({ low: 2, high: 6 });
    expect(rangeOf(Float64Array.of(0, 0))).toEqual({ low: -0.5, high: 0.5 });
    expect(rangeOf(Float64Array.of(NaN, Infinity))).toEqual({ low: 0, high: 1 });
    const far = Float64Array.of(-1.7e308, 1.7e308);
    expect(histogramOf(far).counts).toEqual([1, 0, 0, 0, 1]);
    // The least numbers there are have no halves.
    expect(histogramOf(Float64Array.of(0, 5e-324)).counts).toEqual([1, 0, 0, 0, 1]);
  });

  it('draws no cell for a prediction that is not finite', () => {
    const range = { low: 0, high: 1 };
    const plane = binnedPlane(Float64Array.of(0, Infinity), Float64Array.of(1, 1), range, range);
    expect(plane.counts.reduce((sum, n) => sum + n, 0)).toBe(1);
  });

  it('lists the largest residuals as sorting all of them would', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -30, max: 30 }), { minLength: 1, maxLength: 120 }), (residuals) => {
        const rows = partOf(residuals, residuals.map(() => 0));
        const sorted = residuals
          .map((residual, i) => ({ row: i + 1, size: Math.abs(residual) }))
          .sort((a, b) => b.size - a.size || a.row - b.row);
        const found = largestResiduals(rows, Float64Array.from(residuals));
        expect(found.map(({ row }) => row)).toEqual(sorted.slice(0, 20).map(({ row }) => row));
      }),
    );
  });

  it('sets residuals against the quantiles of their plotting positions', () => {
    // Blom's positions of three values: 0.1923, 0.5, 0.8077; mean 0 and deviation 1 of -a, 0, a for a^2 = 3 / 2.
    const { expected, found } = normalPlot(Float64Array.of(5, 1, 3));
    expect(expected).toEqual([expect.closeTo(-0.8694, 4), 0, expect.closeTo(0.8694, 4)]);
    expect(found).toEqual([expect.closeTo(-Math.sqrt(1.5), 14), 0, expect.closeTo(Math.sqrt(1.5), 14)]);
    expect(normalPlot(Float64Array.of(2, 2))).toEqual({ expected: [], found: [] });
  });

  it('keeps both tails of many residuals, and at most 200 points in order', () => {
    const residuals = Float64Array.from({ length: 5_003 }, (_, i) => ((i * 2_003) % 5_003) ** 2);
    const { expected, found } = normalPlot(residuals);
    expect([expected.length, found.length]).toEqual([200, 200]);
    for (const values of [expected, found]) expect([...values].sort((a, b) => a - b)).toEqual(values);
    expect(new Set(expected).size).toBe(200);
    expect(expected[0]).toBeCloseTo(-expected[199]!, 10);
  });
});

describe('parts', () => {
  it('are taken apart and lose no row', () => {
    const rows = partOf([1, 2, 3, 4], [1, 2, 3, 4], [1, 2, 3, 4]);
    const parts = splitParts(rows, Uint8Array.of(2, 0, 2, 0));
    expect(parts.map(({ part, rows: own, weights }) => [part, [...own], [...weights!]])).toEqual([
      ['train', [2, 4], [2, 4]],
      ['test', [1, 3], [1, 3]],
    ]);
  });

  it('by a share are as large as the share says, at least one row', () => {
    const count = (parts: Uint8Array): number => parts.reduce((sum, part) => sum + part, 0);
    expect(count(partsByShare(10, 0.3, 5))).toBe(3);
    expect(count(partsByShare(10, 0.001, 5))).toBe(1);
    expect(count(partsByShare(10, 0, 5))).toBe(0);
  });
});
