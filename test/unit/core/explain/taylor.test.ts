import { describe, expect, it } from 'vitest';
import {
  falls,
  firstOrderAt,
  isRounding,
  keptDecreases,
  notPlain,
  rateOfStep,
  ratesPast,
  remainderAt,
  riseRate,
  secondOrderAt,
} from '../../../../workers/core/explain/taylor';
import { logisticRow } from '../../../../workers/core/losses/logistic';
import { DEFAULT_METHOD } from '../../../../workers/core/training/defaults';

/** L(t) = (t - 3)^2 at t = 0, along u = -L' = 6: L(6 eta) = (6 eta - 3)^2. */
const BOWL = { objective: 9, slope: -36, bend: 72 };

describe('the objective along a direction', () => {
  it('is foretold for (t - 3)^2 at 0 along u = 6: 9 - 36 eta to first order, (6 eta - 3)^2 to second', () => {
    for (const eta of [0, 0.1, 0.25, 0.5, 1, 2]) {
      expect(firstOrderAt(BOWL, eta)).toBeCloseTo(9 - 36 * eta, 12);
      expect(secondOrderAt(BOWL, eta)).toBeCloseTo((6 * eta - 3) ** 2, 12);
    }
  });

  it('falls where u . g < 0 and has come back at 2 / lambda: eta = 1 for the bowl of lambda = 2', () => {
    expect(falls(BOWL)).toBe(true);
    expect(falls({ slope: 0 })).toBe(false);
    expect(riseRate(BOWL)).toBe(1);
    expect(riseRate({ ...BOWL, bend: 0 })).toBeNull();
    expect(riseRate({ ...BOWL, bend: null })).toBeNull();
  });

  it('leaves eta^2 / 2 u"Hu to the first order and nothing to the second: at eta = 0.1 fell by 3.24, foretold 3.6, neglected 0.36', () => {
    const { actual, first, neglected, beyondSecond } = remainderAt(BOWL, 0.1, (0.6 - 3) ** 2);
    expect(actual).toBeCloseTo(-3.24, 12);
    expect(first).toBeCloseTo(-3.6, 12);
    expect(neglected).toBeCloseTo(0.36, 12);
    expect(beyondSecond).toBeCloseTo(0, 12);
    expect(remainderAt({ ...BOWL, bend: null }, 0.1, 5.76).beyondSecond).toBeNull();
  });

  it('leaves to the second order of logistic loss what shrinks with the cube of eta, and to the first what shrinks with its square', () => {
    const at = 0.4;
    const y = 1;
    const line = { objective: logisticRow.value(at, y), slope: logisticRow.slope(at, y), bend: logisticRow.curvature(at, y) };
    const left = (eta: number) => remainderAt(line, eta, logisticRow.value(at + eta, y));
    const [long, short] = [left(0.02), left(0.01)];
    expect(long.neglected / short.neglected).toBeCloseTo(4, 1);
    expect(long.beyondSecond! / short.beyondSecond!).toBeCloseTo(8, 1);
  });
});

describe('the rates of the axis', () => {
  it('go evenly from 0 past the largest mark by a quarter, with the marks among them', () => {
    expect(ratesPast([0.3, 2, null], 6)).toEqual([0, 0.3, 0.5, 1, 1.5, 2, 2.5]);
  });

  it('are 0 alone where nothing marks how far to go', () => {
    expect(ratesPast([null, 0, Infinity], 5)).toEqual([0]);
  });
});

describe('predicted against actual decrease of the kept steps', () => {
  // (t - 3)^2 from t = 0 by eta = 0.1: the distance is 3 times 0.8^t, the loss 9 times 0.64^t, |g| 6 times 0.8^t.
  const steps = [0, 1, 2, 3];
  const losses = steps.map((t) => 9 * 0.64 ** t);
  const gradientNorms = steps.map((t) => 6 * 0.8 ** t);

  it('has eta ||g||^2 = 3.6 and 9 - 5.76 = 3.24 at step 0, and 0.9 of the promise is kept at every step of a quadratic', () => {
    const pairs = keptDecreases({ steps, losses, gradientNorms }, () => 0.1, 100);
    expect(pairs.map(({ step }) => step)).toEqual([0, 1, 2]);
    expect(pairs[0]!.predicted).toBeCloseTo(3.6, 12);
    expect(pairs[0]!.actual).toBeCloseTo(3.24, 12);
    for (const { predicted, actual } of pairs) expect(actual / predicted).toBeCloseTo(0.9, 12);
  });

  it('leaves out steps whose next one was not kept, and what is not finite', () => {
    expect(keptDecreases({ steps: [0, 2, 4, 5], losses, gradientNorms }, () => 0.1, 100).map(({ step }) => step)).toEqual([4]);
    expect(keptDecreases({ steps, losses: [9, Infinity, 1, 0], gradientNorms }, () => 0.1, 100).map(({ step }) => step)).toEqual([2]);
  });

  it('are at most as many as asked for', () => {
    const many = Array.from({ length: 1_000 }, (_, t) => t);
    expect(keptDecreases({ steps: many, losses: many, gradientNorms: many }, () => 1, 50).length).toBe(50);
  });
});

describe('the rate of a step', () => {
  const rates = [
    { step: 0, learningRate: 0.1 },
    { step: 10, learningRate: 0.4 },
  ];

  it('is the base rate in force then, times the factor of the schedule: 0.4 / sqrt(16) at step 15', () => {
    expect(rateOfStep(DEFAULT_METHOD, rates, 9)).toBe(0.1);
    expect(rateOfStep(DEFAULT_METHOD, rates, 10)).toBe(0.4);
    expect(rateOfStep({ schedule: { kind: 'inverse-sqrt' } }, rates, 15)).toBeCloseTo(0.1, 15);
  });

  it('is known for plain descent alone: every other way to step says why not', () => {
    expect(notPlain(DEFAULT_METHOD)).toBeNull();
    expect(notPlain({ ...DEFAULT_METHOD, penalty: { l1: 0, l2: 1, bias: false } })).toBeNull();
    const others = [
      { optimizer: { kind: 'heavy-ball', momentum: 0.9 } },
      { penalty: { l1: 1, l2: 0, bias: false } },
      { clip: 1 },
      { schedule: { kind: 'barzilai-borwein' } },
      { batchSize: 32 },
    ] as const;
    const sentences = others.map((change) => notPlain({ ...DEFAULT_METHOD, ...change }));
    expect(new Set(sentences).size).toBe(others.length);
    for (const sentence of sentences) expect(sentence).toMatch(/\.$/);
  });
});

it('changes of a loss of 18 by 3.6e-15, its last digit, are rounding; by 1e-12 they are not', () => {
  expect(isRounding(18, [3.6e-15, -3.6e-15, 0])).toBe(true);
  expect(isRounding(18, [3.6e-15, 1e-12])).toBe(false);
  expect(isRounding(0, [1e-300])).toBe(false);
});
