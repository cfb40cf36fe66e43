import { describe, expect, it } from 'vitest';
import { makeFakeDataset } from '../../../renderer/bridge/fake/fakeDataset';
import { fakeSolution } from '../../../renderer/bridge/fake/fakeSolution';
import { beyondText, rateAdvice, shareOfSlider } from '../../../renderer/format/rateAdvice';
import type { Method } from '../../../workers/core/schema';
import { DEFAULT_METHOD, DEFAULT_SOLVE } from '../../../workers/core/training/defaults';
import { roundDown } from '../../../workers/core/training/divergence';

const settings = { ...DEFAULT_SOLVE, target: 3, features: [0, 1, 2], standardize: false };
const solution = fakeSolution(makeFakeDataset('/a.csv'), settings);
const limit = 2 / 2.1;

describe('what is said of a learning rate', () => {
  it('is the best one and the limit, in digits that can be taken as they are', () => {
    const advice = rateAdvice(solution, DEFAULT_METHOD, 0.1);
    expect(advice).toEqual({ best: 0.487, limit: 0.952, isBeyond: false });
  });

  it('tells a rate at the limit or above before the run', () => {
    expect(rateAdvice(solution, DEFAULT_METHOD, limit * (1 - 1e-12))?.isBeyond).toBe(false);
    const advice = rateAdvice(solution, DEFAULT_METHOD, limit);
    expect(advice?.isBeyond).toBe(true);
    expect(advice && beyondText(advice)).toBe('beyond the limit 0.952: will diverge');
  });

  it.each<[string, Partial<Method>]>([
    ['another optimiser', { optimizer: { kind: 'heavy-ball', momentum: 0.9 } }],
    ['a schedule', { schedule: { kind: 'inverse-sqrt' } }],
    ['an l1 penalty', { penalty: { l1: 0.1, l2: 0, bias: false } }],
    ['a penalty on the bias', { penalty: { l1: 0, l2: 0.1, bias: true } }],
  ])('is nothing with %s, for which it does not hold', (_what, method) => {
    expect(rateAdvice(solution, { ...DEFAULT_METHOD, ...method }, 0.1)).toBeNull();
  });

  it('is nothing without a solution, or without a limit', () => {
    expect(rateAdvice(null, DEFAULT_METHOD, 0.1)).toBeNull();
    expect(rateAdvice({ ...solution, divergenceLimit: null }, DEFAULT_METHOD, 0.1)).toBeNull();
  });
});

describe('a rate to three digits', () => {
  it('is never above what it stands for', () => {
    expect(roundDown(0.96096, 3)).toBe(0.96);
    expect(roundDown(0.9614, 3)).toBe(0.961);
    expect(roundDown(0.49999, 3)).toBe(0.499);
    expect(roundDown(1, 3)).toBe(1);
    expect(roundDown(1.9999e-7, 3)).toBe(1.99e-7);
    expect(roundDown(0.099999, 3)).toBe(0.0999);
  });
});

describe('the place of a rate on the slider', () => {
  it('is its share of the decades, and none beyond the ends', () => {
    expect(shareOfSlider(1e-5)).toBe(0);
    expect(shareOfSlider(0.01)).toBeCloseTo(0.5, 12);
    expect(shareOfSlider(10)).toBe(1);
    expect(shareOfSlider(1e-6)).toBeNull();
    expect(shareOfSlider(11)).toBeNull();
  });
});
