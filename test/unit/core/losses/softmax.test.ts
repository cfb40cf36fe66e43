import { describe, expect, it } from 'vitest';
import { rowLossOf } from '../../../../workers/core/losses/rowLoss';
import {
  softmaxHessianProduct,
  softmaxProbabilities,
  softmaxSlopes,
  softmaxValue,
} from '../../../../workers/core/losses/softmax';

const etas = [Float64Array.of(0.3, -1.2, 2.5), Float64Array.of(-4, 0.01, 0), Float64Array.of(1, 1, 1, 1)];

const moved = (eta: Float64Array, k: number, h: number): Float64Array => {
  const copy = eta.slice();
  copy[k] = copy[k]! + h;
  return copy;
};
const slopes = (eta: Float64Array, y: number): Float64Array => {
  const out = new Float64Array(eta.length);
  softmaxSlopes(eta, y, out);
  return out;
};

describe('the softmax loss of a row', () => {
  it('is log K where nothing is known, and worked by hand elsewhere', () => {
    expect(softmaxValue(Float64Array.of(0, 0, 0), 1)).toBeCloseTo(Math.log(3), 15);
    // exp: 1, 2, 5; probability of the last 5 / 8.
    const eta = Float64Array.of(0, Math.log(2), Math.log(5));
    expect(softmaxValue(eta, 2)).toBeCloseTo(Math.log(8 / 5), 15);
    const p = new Float64Array(3);
    softmaxProbabilities(eta, p);
    [1 / 8, 2 / 8, 5 / 8].forEach((expected, k) => expect(p[k]).toBeCloseTo(expected, 15));
  });

  it('has the slopes that central differences of its value give', () => {
    for (const eta of etas) {
      for (let y = 0; y < eta.length; y++) {
        slopes(eta, y).forEach((slope, k) => {
          const expected = (softmaxValue(moved(eta, k, 1e-5), y) - softmaxValue(moved(eta, k, -1e-5), y)) / 2e-5;
          expect(slope).toBeCloseTo(expected, 9);
        });
      }
    }
  });

  it('has the Hessian that central differences of its slopes give, along any direction', () => {
    for (const eta of etas) {
      const v = eta.map((value, k) => Math.cos(3 * k + value));
      const product = new Float64Array(eta.length);
      softmaxHessianProduct(eta, v, product);
      const up = slopes(eta.map((value, k) => value + 1e-5 * v[k]!), 0);
      const down = slopes(eta.map((value, k) => value - 1e-5 * v[k]!), 0);
      product.forEach((value, k) => expect(value).toBeCloseTo((up[k]! - down[k]!) / 2e-5, 9));
    }
  });

  it('of two classes is the logistic loss of the difference', () => {
    const { value, slope } = rowLossOf({ kind: 'logistic' });
    for (const [first, second] of [[0.4, 1.9], [-3, 2], [5, -5]] as const) {
      const eta = Float64Array.of(first, second);
      for (const y of [0, 1]) {
        expect(softmaxValue(eta, y)).toBeCloseTo(value(second - first, y), 13);
        expect(slopes(eta, y)[1]).toBeCloseTo(slope(second - first, y), 14);
      }
    }
  });

  it('holds for huge predictors', () => {
    expect(softmaxValue(Float64Array.of(1e300, 1e300), 0)).toBeCloseTo(Math.LN2, 15);
    expect(softmaxValue(Float64Array.of(-1e300, 0), 0)).toBe(1e300);
    expect([...slopes(Float64Array.of(-1e300, 0), 0)]).toEqual([-1, 1]);
  });

  it('has a Hessian whose largest eigenvalue is 1/2 at two even classes', () => {
    const v = Float64Array.of(Math.SQRT1_2, -Math.SQRT1_2);
    const product = new Float64Array(2);
    softmaxHessianProduct(Float64Array.of(7, 7), v, product);
    expect(product[0]! * v[0]! + product[1]! * v[1]!).toBeCloseTo(0.5, 15);
  });
});
