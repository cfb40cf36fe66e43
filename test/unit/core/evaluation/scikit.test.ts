import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { calibrationOf, classCurves } from '../../../../workers/core/evaluation/classCurves';
import { evaluateRows } from '../../../../workers/core/evaluation/evaluateRows';
import { normalQuantile } from '../../../../workers/core/evaluation/normalQuantile';
import type { PartRows } from '../../../../workers/core/evaluation/partRows';
import { regressionFigures } from '../../../../workers/core/evaluation/regressionFigures';
import { createRowScorer } from '../../../../workers/core/evaluation/rowScorer';
import { atThreshold } from '../../../../workers/core/evaluation/threshold';
import { weightedMean } from '../../../../workers/core/evaluation/weightedMean';

/** See scikit/figures.py. */
interface Figures {
  regression: Record<'rmse' | 'mae' | 'rSquared' | 'weightedRmse' | 'weightedMae' | 'weightedRSquared', number>;
  leastSquares: { parameters: [number, number, number]; rSquared: number; adjustedRSquared: number };
  twoClasses: {
    logLoss: number;
    weightedLogLoss: number;
    rocArea: number;
    averagePrecision: number;
    thresholds: {
      threshold: number;
      confusion: [tn: number, fp: number, fn: number, tp: number];
      precision: number;
      recall: number;
      f1: number;
    }[];
    calibration: { predicted: number[]; found: number[] };
  };
  threeClasses: {
    logLoss: number;
    accuracy: number;
    weightedAccuracy: number;
    confusion: number[];
    rocAreas: number[];
    averagePrecisions: number[];
  };
  normalQuantiles: [p: number, z: number][];
}
const figures = JSON.parse(readFileSync(join(import.meta.dirname, 'scikit', 'figures.json'), 'utf8')) as Figures;

const N = 400;
let seed = 7;
const u = Array.from({ length: N }, () =>
  Array.from({ length: 6 }, () => (seed = (seed * 16807) % 2147483647) / 2147483647),
);
const column = (value: (row: number[]) => number): Float64Array => Float64Array.from(u, value);
const x1 = column((row) => row[0]! * 4 - 2);
const x2 = column((row) => row[1]! * 4 - 2);
const actual = Float64Array.from(u, (row, i) => 3 * x1[i]! - 1.5 * x2[i]! + 0.5 + (row[2]! - 0.5) * (1 + row[3]!));
const weights = column((row) => 0.5 + 2 * row[4]!);

/** What a linear model makes of the two columns. */
const scoredBy = (model: { weights: number[]; bias: number }, isWeighted: boolean): PartRows => {
  const linear = { ...model, classNames: null, classes: null, degree: 1, loss: { kind: 'squared' as const } };
  const scorer = createRowScorer(linear, { kind: 'squared' }, { capacity: N, shownClasses: [], isWeighted });
  const rows = Float64Array.from({ length: N }, (_, i) => i + 1);
  scorer.append({ count: N, features: [x1, x2], actual, weights, rows, parts: new Uint8Array(N) });
  return { part: 'train', ...scorer.finish().scored };
};

describe('figures of scikit-learn and statsmodels', () => {
  it('has the same RMSE, MAE and R squared, by weight or not', () => {
    const model = { weights: [2.9, -1.4], bias: 0.55 };
    const plain = regressionFigures(scoredBy(model, false), 2);
    expect(plain.rmse).toBeCloseTo(figures.regression.rmse, 13);
    expect(plain.mae).toBeCloseTo(figures.regression.mae, 13);
    expect(plain.rSquared).toBeCloseTo(figures.regression.rSquared, 13);
    const weighted = regressionFigures(scoredBy(model, true), 2);
    expect(weighted.rmse).toBeCloseTo(figures.regression.weightedRmse, 13);
    expect(weighted.mae).toBeCloseTo(figures.regression.weightedMae, 13);
    expect(weighted.rSquared).toBeCloseTo(figures.regression.weightedRSquared, 13);
  });

  it('adjusts R squared of a least-squares fit as statsmodels does', () => {
    const [bias, ...slopes] = figures.leastSquares.parameters;
    const found = regressionFigures(scoredBy({ weights: slopes, bias }, false), 2);
    expect(found.rSquared).toBeCloseTo(figures.leastSquares.rSquared, 12);
    expect(found.adjustedRSquared).toBeCloseTo(figures.leastSquares.adjustedRSquared, 12);
  });

  const score = column((row) => (Math.floor(99 * (0.6 * row[0]! + 0.4 * row[1]!)) + 0.3) / 100);
  const isPositive = (i: number): boolean => u[i]![5]! < score[i]! ** 2 / (score[i]! ** 2 + (1 - score[i]!) ** 2);

  it('has the same areas, average precision and calibration of two classes with many equal scores', () => {
    const { rocArea, averagePrecision, calibration } = figures.twoClasses;
    const curves = classCurves('yes', score, isPositive);
    expect(new Set(score).size).toBeLessThan(100);
    expect(curves.roc?.area).toBeCloseTo(rocArea, 13);
    expect(curves.precisionRecall?.average).toBeCloseTo(averagePrecision, 13);
    const bins = calibrationOf(score, isPositive);
    expect(bins.counts.reduce((sum, n) => sum + n)).toBe(N);
    expect(bins.predicted).toHaveLength(calibration.predicted.length);
    bins.predicted.forEach((value, k) => expect(value).toBeCloseTo(calibration.predicted[k]!, 13));
    bins.found.forEach((value, k) => expect(value).toBeCloseTo(calibration.found[k]!, 13));
  });

  it('has the same confusion matrix, precision, recall and F1 at any threshold', () => {
    const curves = classCurves('yes', score, isPositive);
    for (const { threshold, confusion, precision, recall, f1 } of figures.twoClasses.thresholds) {
      const found = atThreshold(curves, threshold);
      const { trueNegative, falsePositive, falseNegative, truePositive } = found;
      expect([trueNegative, falsePositive, falseNegative, truePositive]).toEqual(confusion);
      expect(found.precision).toBeCloseTo(precision, 14);
      expect(found.recall).toBeCloseTo(recall, 14);
      expect(found.f1).toBeCloseTo(f1, 14);
    }
  });

  it('has the same log loss of two classes, by weight or not', () => {
    const logit = { weights: [1], bias: 0, classNames: ['no', 'yes'], classes: null, degree: 1, loss: { kind: 'logistic' as const } };
    const scorer = createRowScorer(logit, { kind: 'logistic' }, { capacity: N, shownClasses: [1], isWeighted: true });
    const eta = score.map((p) => Math.log(p / (1 - p)));
    const labels = score.map((_, i) => (isPositive(i) ? 1 : 0));
    scorer.append({ count: N, features: [eta], actual: labels, weights, rows: eta, parts: new Uint8Array(N) });
    const { losses } = scorer.finish().scored;
    expect(weightedMean(null, N, (i) => losses[i]!)).toBeCloseTo(figures.twoClasses.logLoss, 13);
    expect(weightedMean(weights, N, (i) => losses[i]!)).toBeCloseTo(figures.twoClasses.weightedLogLoss, 13);
  });

  it('judges three classes of a softmax model as scikit-learn does', () => {
    const classes = [
      { name: 'a', weights: [2, 0], bias: 0 },
      { name: 'b', weights: [-1, 1], bias: 0 },
      { name: 'c', weights: [0, 0], bias: 0.5 },
    ];
    const classNames = ['a', 'b', 'c'];
    const model = { weights: [], bias: 0, classNames, classes, degree: 1, loss: { kind: 'softmax' as const } };
    const kinds = Float64Array.from(u, (row, i) => {
      const powers = classes.map(({ weights: [w1, w2], bias }) => Math.exp(w1! * x1[i]! + w2! * x2[i]! + bias));
      const total = powers.reduce((sum, power) => sum + power);
      const [first, second] = [powers[0]! / total, (powers[0]! + powers[1]!) / total];
      return row[5]! <= first ? 0 : row[5]! <= second ? 1 : 2;
    });
    const evaluated = (isWeighted: boolean) => {
      const scorer = createRowScorer(model, { kind: 'softmax' }, { capacity: N, shownClasses: [0, 1, 2], isWeighted });
      scorer.append({ count: N, features: [x1, x2], actual: kinds, weights, rows: x1, parts: new Uint8Array(N) });
      const part: PartRows = { part: 'test', ...scorer.finish().scored };
      const evaluation = evaluateRows([part], { nFeatures: 2, classNames, notes: [], check: () => undefined });
      if (evaluation.kind !== 'classification') throw new Error('Classes were judged as a quantity.');
      return evaluation.parts[0]!;
    };
    const { figures: found, confusion, curves } = evaluated(false);
    const expected = figures.threeClasses;
    expect(found.logLoss).toBeCloseTo(expected.logLoss, 13);
    expect(found.accuracy).toBe(expected.accuracy);
    expect(evaluated(true).figures.accuracy).toBeCloseTo(expected.weightedAccuracy, 13);
    expect(confusion).toEqual(expected.confusion);
    expect(curves.map(({ className }) => className)).toEqual(classNames);
    curves.forEach(({ roc, precisionRecall }, k) => {
      expect(roc?.area).toBeCloseTo(expected.rocAreas[k]!, 13);
      expect(precisionRecall?.average).toBeCloseTo(expected.averagePrecisions[k]!, 13);
    });
  });

  it('has the quantiles of the normal distribution to 15 digits, far into the tails', () => {
    for (const [p, z] of figures.normalQuantiles) {
      // Near 1 a neighbouring float64 is another p: 1 - 1e-12 is 1e-12 to four digits.
      const tolerance = 5e-16 + (1 - p < 1e-9 ? 1e-6 : 0);
      expect(Math.abs(normalQuantile(p) - z)).toBeLessThanOrEqual(tolerance * Math.abs(z) * 4 + 1e-300);
    }
    expect([normalQuantile(0), normalQuantile(1)]).toEqual([-Infinity, Infinity]);
    expect([normalQuantile(-0.1), normalQuantile(1.1), normalQuantile(NaN)]).toEqual([NaN, NaN, NaN]);
  });
});
