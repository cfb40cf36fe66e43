import { describe, expect, it } from 'vitest';
import { createOptimiser, hasProximalStep, stabilityFactor } from '../../../../workers/core/optimisers/create';
import { OPTIMISERS } from '../../../../workers/core/optimisers/catalogue';
import type { OptimizerKind, OptimizerSettings } from '../../../../workers/core/schema';
import { chosen, kindsOf } from '../../../../workers/core/training/choices';

/** theta after each of the updates with these gradients; one set of weights, the bias last, unless told otherwise. */
const path = (
  settings: OptimizerSettings,
  start: number[],
  gradients: number[][],
  rate: number,
  l1 = 0,
  { nOutputs = 1, bias = false } = {},
): number[][] => {
  const theta = Float64Array.from(start);
  const shape = { nFeatures: theta.length / nOutputs - 1, nOutputs };
  const update = createOptimiser(settings, shape, { l1, l2: 0, bias });
  return gradients.map((gradient) => {
    update.move(theta, Float64Array.from(gradient), rate);
    return [...theta];
  });
};

const makesStepsOfGradients = (kind: OptimizerKind): boolean => kind !== 'l-bfgs' && kind !== 'newton';
const UPDATES = kindsOf(OPTIMISERS).filter(makesStepsOfGradients);

const expectPath = (actual: number[][], expected: number[][]): void => {
  expect(actual.length).toBe(expected.length);
  actual.forEach((theta, t) => theta.forEach((value, j) => expect(value).toBeCloseTo(expected[t]![j]!, 13)));
};

const GRADIENTS = [
  [4, -2],
  [1, 2],
  [-2, 0.5],
];

describe('three updates by hand', () => {
  it('of gradient descent', () => {
    expectPath(path({ kind: 'gradient-descent' }, [1, 1], GRADIENTS, 0.1), [
      [0.6, 1.2],
      [0.5, 1],
      [0.7, 0.95],
    ]);
  });

  it('of the heavy ball, which carries on half of the last change', () => {
    // 1 -0.4 = 0.6; 0.6 -0.1 -0.2 = 0.3; 0.3 +0.2 -0.15 = 0.35. Bias: 1.2; 1.2 -0.2 +0.1 = 1.1; 1.1 -0.05 -0.05 = 1.
    expectPath(path({ kind: 'heavy-ball', momentum: 0.5 }, [1, 1], GRADIENTS, 0.1), [
      [0.6, 1.2],
      [0.3, 1.1],
      [0.35, 1],
    ]);
  });

  it('of Nesterov, which looks half of the last change ahead', () => {
    // x = 0.6, theta 0.6 - 0.2 = 0.4; x = 0.3, theta 0.3 - 0.15 = 0.15; x = 0.35, theta 0.35 + 0.025 = 0.375.
    // x = 1.2, theta 1.3; x = 1.1, theta 1.05; x = 1, theta 0.95.
    expectPath(path({ kind: 'nesterov', momentum: 0.5 }, [1, 1], GRADIENTS, 0.1), [
      [0.4, 1.3],
      [0.15, 1.05],
      [0.375, 0.95],
    ]);
  });

  it('of AdaGrad, whose first step has the length of the rate', () => {
    const [g17, g21] = [Math.sqrt(17), Math.sqrt(21)];
    const [h8, h825] = [Math.sqrt(8), Math.sqrt(8.25)];
    expectPath(path({ kind: 'adagrad', epsilon: 1e-300 }, [1, 1], GRADIENTS, 0.1), [
      [0.9, 1.1],
      [0.9 - 0.1 / g17, 1.1 - 0.2 / h8],
      [0.9 - 0.1 / g17 + 0.2 / g21, 1.1 - 0.2 / h8 - 0.05 / h825],
    ]);
  });

  it('of RMSProp with a decay of 3/4', () => {
    // v: 4, 3.25, 3.4375 and 1, 1.75, 1.375.
    const w1 = 1 - 0.4 / 2;
    const w2 = w1 - 0.1 / Math.sqrt(3.25);
    const b1 = 1 + 0.2 / 1;
    const b2 = b1 - 0.2 / Math.sqrt(1.75);
    expectPath(path({ kind: 'rmsprop', decay: 0.75, epsilon: 1e-300 }, [1, 1], GRADIENTS, 0.1), [
      [w1, b1],
      [w2, b2],
      [w2 + 0.2 / Math.sqrt(3.4375), b2 - 0.05 / Math.sqrt(1.375)],
    ]);
  });

  it('of Adam with both moments halved', () => {
    // m: 2, 1.5, -0.25 over 1/2, 3/4, 7/8 = 4, 2, -2/7; v: 8, 4.5, 4.25 over the same = 16, 6, 34/7.
    // Bias m: -1, 0.5, 0.5 = -2, 2/3, 4/7; v: 2, 3, 1.625 = 4, 4, 13/7.
    const w2 = 0.9 - 0.2 / Math.sqrt(6);
    const b2 = 1.1 - 0.1 / 3;
    const settings = { kind: 'adam', beta1: 0.5, beta2: 0.5, epsilon: 1e-300 } as const;
    expectPath(path(settings, [1, 1], GRADIENTS, 0.1), [
      [0.9, 1.1],
      [w2, b2],
      [w2 + 0.2 / 7 / Math.sqrt(34 / 7), b2 - 0.4 / 7 / Math.sqrt(13 / 7)],
    ]);
  });

  it('of AdamW, which shrinks the weight by a tenth before each and leaves the bias', () => {
    const w1 = 0.9 - 0.1;
    const w2 = 0.9 * w1 - 0.2 / Math.sqrt(6);
    const b2 = 1.1 - 0.1 / 3;
    const settings = { kind: 'adamw', beta1: 0.5, beta2: 0.5, epsilon: 1e-300, weightDecay: 1 } as const;
    expectPath(path(settings, [1, 1], GRADIENTS, 0.1), [
      [w1, 1.1],
      [w2, b2],
      [0.9 * w2 + 0.2 / 7 / Math.sqrt(34 / 7), b2 - 0.4 / 7 / Math.sqrt(13 / 7)],
    ]);
  });
});

describe('the proximal step', () => {
  it('of descent shrinks the weights by eta l1, to 0 and not past it, and leaves the bias', () => {
    const start = [1, -1, 0.1, 1];
    expectPath(path({ kind: 'gradient-descent' }, start, [[0, 0, 0, 0]], 0.1, 2), [[0.8, -0.8, 0, 1]]);
  });

  it('of the heavy ball and of Nesterov comes after the momentum and before the look ahead', () => {
    const gradients = [
      [4, 0],
      [0, 0],
    ];
    // 1 - 0.4 - 0.1 = 0.5; 0.5 - 0.25 - 0.1 = 0.15.
    expectPath(path({ kind: 'heavy-ball', momentum: 0.5 }, [1, 1], gradients, 0.1, 1), [
      [0.5, 1],
      [0.15, 1],
    ]);
    // x 0.5, theta 0.25; x 0.15, theta 0.15 - 0.175.
    expectPath(path({ kind: 'nesterov', momentum: 0.5 }, [1, 1], gradients, 0.1, 1), [
      [0.25, 1],
      [-0.025, 1],
    ]);
  });

  it('of AdaGrad shrinks by the rate of each weight', () => {
    // Rate 0.1 / 4 for the weight: 1 - 0.1 - 0.025 * 2.
    expectPath(path({ kind: 'adagrad', epsilon: 1e-300 }, [1, 1], [[4, 2]], 0.1, 2), [[0.85, 0.9]]);
  });
});

describe('several sets of weights', () => {
  const start = [1, 1, -1, -1];
  const still = [[0, 0, 0, 0]];
  const adamw = { kind: 'adamw', beta1: 0.5, beta2: 0.5, epsilon: 1, weightDecay: 1 } as const;

  it.each([
    { kind: 'gradient-descent' },
    { kind: 'heavy-ball', momentum: 0.5 },
    { kind: 'adagrad', epsilon: 1 },
  ] satisfies OptimizerSettings[])('%o shrinks the weights of each, and the biases where the penalty says so', (settings) => {
    expectPath(path(settings, start, still, 0.1, 2, { nOutputs: 2 }), [[0.8, 1, -0.8, -1]]);
    expectPath(path(settings, start, still, 0.1, 2, { nOutputs: 2, bias: true }), [[0.8, 0.8, -0.8, -0.8]]);
  });

  it('Nesterov shrinks before it looks ahead', () => {
    const settings = { kind: 'nesterov', momentum: 0.5 } as const;
    expectPath(path(settings, start, still, 0.1, 2, { nOutputs: 2 }), [[0.7, 1, -0.7, -1]]);
  });

  it('AdamW lets the weights of each decay, and the biases where the penalty says so', () => {
    expectPath(path(adamw, start, still, 0.1, 0, { nOutputs: 2 }), [[0.9, 1, -0.9, -1]]);
    expectPath(path(adamw, start, still, 0.1, 0, { nOutputs: 2, bias: true }), [[0.9, 0.9, -0.9, -0.9]]);
  });
});

describe('every optimiser', () => {
  it.each(UPDATES)('%s stays where the gradient is 0', (kind) => {
    const settings = chosen(OPTIMISERS, kind, { weightDecay: 0 });
    const zeros = [0, 0, 0];
    expect(path(settings, [3, -2, 1], [zeros, zeros, zeros], 0.1).at(-1)).toEqual([3, -2, 1]);
  });

  it.each(UPDATES.filter(hasProximalStep))(
    '%s with l1 stays where the shortest subgradient is 0',
    (kind) => {
      const settings = chosen(OPTIMISERS, kind);
      // g = -l1 sign(w) where w is not 0, |g| <= l1 where it is: no step leads away.
      const stationary = [-0.5, 0.5, 0.3, 0];
      const last = path(settings, [3, -2, 0, 1], [stationary, stationary, stationary], 0.1, 0.5).at(-1)!;
      [3, -2, 0, 1].forEach((value, j) => expect(last[j]).toBeCloseTo(value, 12));
    },
  );

  /** Of f(x) = x^2 / 2 from 1, after many steps. */
  const distance = (settings: OptimizerSettings, rate: number): number => {
    const theta = Float64Array.of(0, 1);
    const update = createOptimiser(settings, { nFeatures: 1, nOutputs: 1 }, { l1: 0, l2: 0, bias: false });
    for (let t = 0; t < 4_000; t++) update.move(theta, Float64Array.of(0, theta[1]!), rate);
    return Math.abs(theta[1]!);
  };
  it.each([
    { kind: 'gradient-descent' },
    { kind: 'heavy-ball', momentum: 0.6 },
    { kind: 'nesterov', momentum: 0.6 },
  ] satisfies OptimizerSettings[])('%o converges just below its limit and not just above', (settings) => {
    const limit = stabilityFactor(settings)!;
    expect(distance(settings, 0.99 * limit)).toBeLessThan(1e-6);
    expect(distance(settings, 1.01 * limit)).toBeGreaterThan(1e6);
  });
});
