import { describe, expect, it } from 'vitest';
import { makeFakeDataset } from '../../../renderer/bridge/fake/fakeDataset';
import { fakeSolution } from '../../../renderer/bridge/fake/fakeSolution';
import { outlookText, rateOutlook } from '../../../renderer/format/rateAdvice';
import { predictionOf } from '../../../renderer/format/prediction';
import type { ExactSolution, Method } from '../../../workers/core/schema';
import { DEFAULT_METHOD, DEFAULT_SOLVE } from '../../../workers/core/training/defaults';

const asked = { ...DEFAULT_SOLVE, target: 3, features: [0, 1, 2], standardize: false };
/** L = (3/2) a^2 + (1/2) b^2 + 1 from (2, -4): 15 at first. */
const solution: ExactSolution = {
  ...fakeSolution(makeFakeDataset('/a.csv'), asked),
  eigenvalues: [3, 1],
  lambdaMax: 3,
  lambdaMin: 1,
  divergenceLimit: 2 / 3,
  bestLearningRate: 0.5,
  startGaps: [2, -4],
  loss: 1,
};
const at = (learningRate: number) => [{ step: 0, learningRate }];

describe('the predicted loss', () => {
  it('begins at the loss of the start and falls to the least one, no further than rounding lets it', () => {
    const prediction = predictionOf(solution, DEFAULT_METHOD, at(0.5));
    expect(prediction?.least).toBe(1);
    expect(prediction?.gapAt(0)).toBe(14);
    // Both factors are 1/2 in size: a quarter of the gap is left after each step.
    expect(prediction?.gapAt(2)).toBeCloseTo(14 / 16, 12);
    expect(prediction?.gapAt(1e6)).toBe(2 ** -52);
  });

  it('takes up a rate that was changed under way', () => {
    const rates = [...at(0.5), { step: 2, learningRate: 1 / 3 }];
    // From step 2 on the first direction is at its optimum at once, the other keeps two thirds.
    expect(predictionOf(solution, DEFAULT_METHOD, rates)?.gapAt(3)).toBeCloseTo((8 / 16) * (4 / 9), 12);
  });

  it('ends where the run would be stopped for having diverged', () => {
    const prediction = predictionOf(solution, DEFAULT_METHOD, at(1));
    expect(prediction?.gapAt(3)).toBeCloseTo(6 * 2 ** 6, 9);
    expect(prediction?.gapAt(100)).toBeNaN();
  });

  it.each<[string, Partial<Method>]>([
    ['batches', { batchSize: 8 }],
    ['another loss', { loss: { kind: 'logistic' } }],
    ['momentum', { optimizer: { kind: 'heavy-ball', momentum: 0.9 } }],
    ['a shortened gradient', { clip: 1 }],
  ])('is none with %s', (_what, change) => {
    expect(predictionOf(solution, { ...DEFAULT_METHOD, ...change }, at(0.1))).toBeNull();
  });

  it('is none before a rate is known, or without the gaps at the start', () => {
    expect(predictionOf(solution, DEFAULT_METHOD, [])).toBeNull();
    expect(predictionOf(solution, DEFAULT_METHOD, at(NaN))).toBeNull();
    expect(predictionOf({ ...solution, startGaps: null }, DEFAULT_METHOD, at(0.1))).toBeNull();
  });
});

describe('the outlook of a rate', () => {
  it('counts the steps to six digits at this rate and at the best one', () => {
    // Each step leaves 0.9 and 0.5 of the distance: 6 ln 10 / -ln 0.9 = 131.1, 6 ln 10 / ln 2 = 19.9.
    const outlook = rateOutlook(solution, DEFAULT_METHOD, 0.1);
    expect(outlook).toEqual({ steps: 132, bestSteps: 20, best: 0.5 });
    expect(outlook && outlookText(outlook)).toBe('Six digits in 132 steps at this rate, 20 steps at the best, 0.5.');
  });

  it('says that a rate beyond the limit never gets there', () => {
    const outlook = rateOutlook(solution, DEFAULT_METHOD, 0.7);
    expect(outlook?.steps).toBeNull();
    expect(outlook && outlookText(outlook)).toContain('Never six digits at this rate: it diverges.');
  });
});
