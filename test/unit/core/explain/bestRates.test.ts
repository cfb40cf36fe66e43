import { describe, expect, it } from 'vitest';
import { bestRates } from '../../../../workers/core/explain/bestRates';

/** What each method leaves of an error along the eigenvector of lambda after so many steps, taken one by one. */
const left = (
  lambda: number,
  { learningRate, momentum = 0 }: { learningRate: number; momentum?: number },
  isNesterov: boolean,
  steps: number,
): number => {
  let [x, before] = [1, 1];
  for (let k = 0; k < steps; k++) {
    const ahead = x + momentum * (x - before);
    const next = isNesterov ? ahead - learningRate * lambda * ahead : ahead - learningRate * lambda * x;
    [before, x] = [x, next];
  }
  return Math.abs(x) + Math.abs(before);
};

describe('the constants that are best between the least and the largest eigenvalue', () => {
  const [least, largest] = [1, 100];
  const { descent, heavyBall, nesterov } = bestRates(least, largest);
  const worst = (method: { learningRate: number; momentum?: number }, isNesterov: boolean, steps: number): number =>
    Math.max(...[1, 3, 10, 40, 100].map((lambda) => left(lambda, method, isNesterov, steps)));
  const share = (method: { learningRate: number; momentum?: number }, isNesterov = false): number =>
    (worst(method, isNesterov, 600) / worst(method, isNesterov, 300)) ** (1 / 300);

  it('leave the shares that theory gives: 99/101, 9/11 and at most sqrt(0.9)', () => {
    expect(share(descent)).toBeCloseTo(99 / 101, 4);
    expect(share(heavyBall)).toBeCloseTo(9 / 11, 2);
    expect(share(nesterov, true)).toBeLessThanOrEqual(Math.sqrt(0.9) + 1e-9);
  });

  it('cannot be bettered by a longer or a shorter stride of descent', () => {
    for (const factor of [0.97, 1.009]) {
      expect(share({ learningRate: descent.learningRate * factor })).toBeGreaterThan(share(descent));
    }
  });

  it('need no momentum where the bowl is round', () => {
    expect(bestRates(4, 4)).toEqual({
      descent: { learningRate: 0.25 },
      heavyBall: { learningRate: 0.25, momentum: 0 },
      nesterov: { learningRate: 0.25, momentum: 0 },
    });
  });
});
