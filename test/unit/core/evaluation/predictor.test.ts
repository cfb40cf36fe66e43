import { describe, expect, it } from 'vitest';
import { predictInto } from '../../../../workers/core/evaluation/predict';
import { predictRows, type PredictingModel } from '../../../../workers/core/evaluation/predictor';
import type { LossKind } from '../../../../workers/core/schema';

const model = (kind: LossKind, change: Partial<PredictingModel> = {}): PredictingModel => ({
  weights: [2],
  bias: 1,
  classNames: null,
  classes: null,
  degree: 1,
  loss: { kind },
  ...change,
});
const x = (...values: number[]): Float64Array[] => [Float64Array.from(values)];

describe('the linear predictor of powers', () => {
  it('takes the weights of each column and its powers in turn', () => {
    // 1 + 2 x + 3 x^2 + 5 x^3 + 7 u + 11 u^2 + 13 u^3 at (x, u) = (2, -1) and (0.5, 3).
    const columns = [Float64Array.of(2, 0.5), Float64Array.of(-1, 3)];
    const eta = new Float64Array(2);
    predictInto([2, 3, 5, 7, 11, 13], 1, columns, 2, eta, 3);
    expect([...eta]).toEqual([1 + 4 + 12 + 40 - 7 + 11 - 13, 1 + 1 + 0.75 + 0.625 + 21 + 99 + 351]);
    expect(columns).toEqual([Float64Array.of(2, 0.5), Float64Array.of(-1, 3)]);
  });

  it('refuses weights that are not `degree` a column', () => {
    expect(() => predictInto([1, 2, 3], 0, x(1), 1, new Float64Array(1), 2)).toThrow(
      '1 columns with 2 powers each for 3 weights.',
    );
  });
});

describe('predictions', () => {
  it.each<LossKind>(['squared', 'huber', 'absolute', 'quantile'])('of %s loss are eta itself', (kind) => {
    expect(predictRows(model(kind), x(0, -3), 2)).toEqual({
      values: Float64Array.of(1, -5),
      probabilities: [],
    });
  });

  it('of counts are exp(eta)', () => {
    const { values } = predictRows(model('poisson'), x(-0.5, 0), 2);
    expect(values[0]).toBe(1);
    expect(values[1]).toBeCloseTo(Math.E, 15);
  });

  it('of two classes are the more probable one, with the probabilities of both', () => {
    // eta = 2 x: log-odds log 3 give 3 / 4; 0 is even, where the first class is taken.
    const two = model('logistic', { bias: 0, classNames: ['no', 'yes'] });
    const { values, probabilities } = predictRows(two, x(Math.log(3) / 2, 0, -40), 3);
    expect([...values]).toEqual([1, 0, 0]);
    expect(probabilities[0]![0]).toBeCloseTo(0.25, 15);
    expect(probabilities[1]![0]).toBeCloseTo(0.75, 15);
    expect(probabilities[1]![1]).toBe(0.5);
    // The small one keeps its digits: 1 / (1 + e^80).
    expect(probabilities[1]![2]! / Math.exp(-80)).toBeCloseTo(1, 12);
  });

  it('of several classes are the most probable one, with probabilities that add up to 1', () => {
    const classes = [
      { name: 'a', weights: [0], bias: 0 },
      { name: 'b', weights: [1], bias: 0 },
      { name: 'c', weights: [-1], bias: Math.log(2) },
    ];
    const three = model('softmax', { classNames: ['a', 'b', 'c'], classes });
    // exp(eta) = 1, 5, 2 / 5 at x = log 5; 1, 1, 2 at x = 0.
    const { values, probabilities } = predictRows(three, x(Math.log(5), 0), 2);
    expect([...values]).toEqual([1, 2]);
    [1 / 6.4, 5 / 6.4, 0.4 / 6.4].forEach((p, k) => expect(probabilities[k]![0]).toBeCloseTo(p, 14));
    expect(probabilities.map((column) => column[1])).toEqual([0.25, 0.25, 0.5]);
  });
});
