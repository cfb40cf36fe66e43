import { describe, expect, it } from 'vitest';
import { madeStep, plainStep, updateFormula, whyItMoves, writtenDerivative } from '../../../../workers/core/explain/writtenStep';
import type { ProbedRow } from '../../../../workers/core/schema';
import { toRaw } from '../../../../workers/core/training/parameters';

const SCALING = { means: [10, -4], scales: [2, 0.5] };
const ENTRIES = [
  { index: 0, name: 'a' },
  { index: 1, name: 'b' },
  { index: 2, name: 'b (bias)' },
];

describe('a step of plain descent, written out', () => {
  const theta = Float64Array.of(1, 2, 3);
  const gradient = Float64Array.of(0.5, -1, 4);

  it('is theta - eta g in the training space: 1 - 0.1 x 0.5 = 0.95', () => {
    const [a] = plainStep(theta, gradient, 0.1, SCALING, ENTRIES);
    expect(a!.training).toEqual({ before: 1, gradient: 0.5, after: 0.95 });
  });

  it('holds in raw units as well, by hand: w 0.5 - 0.1 x 0.25, bias 3 - 0.5 x 10 + 4 x 4 = 14', () => {
    const [a, , bias] = plainStep(theta, gradient, 0.1, SCALING, ENTRIES);
    expect(a!.raw).toEqual({ before: 0.5, gradient: 0.25, after: 0.475 });
    expect(bias!.raw.before).toBe(14);
  });

  it('comes in raw units to what the new parameters are there', () => {
    const written = plainStep(theta, gradient, 0.1, SCALING, ENTRIES);
    const after = Float64Array.from(written, ({ training }) => training.after);
    toRaw(after, SCALING, after);
    written.forEach(({ raw }, j) => expect(raw.after).toBeCloseTo(after[j]!, 13));
  });
});

it('a step of another rule is shown as what it did, in both units, under the formula of its catalogue', () => {
  const [a] = madeStep(Float64Array.of(1, 2, 3), Float64Array.of(4, 2, 3), SCALING, ENTRIES);
  expect(a).toEqual({ index: 0, name: 'a', training: { before: 1, after: 4 }, raw: { before: 0.5, after: 2 } });
  expect(updateFormula({ optimizer: { kind: 'newton' } })).toEqual({ title: 'Newton', formula: 'theta - H^-1 g, halved until the objective falls' });
});

const rowOf = (index: number, pull: number): ProbedRow => ({ index, features: [7], target: 1, predictor: 2, slope: 2, weight: 1, pull });

describe('a derivative as a sum over the rows', () => {
  it('has the first terms and what all else adds, and comes to the whole: 0.5 + 0.25 + 1.25 = 2', () => {
    const { terms, nOthers, others, total } = writtenDerivative([rowOf(0, 0.5), rowOf(1, 0.25)], 0, 10, 2);
    expect(terms.map(({ part, feature }) => [part, feature])).toEqual([[0.5, 7], [0.25, 7]]);
    expect([nOthers, others, total]).toEqual([8, 1.25, 2]);
  });

  it('takes 1 for the feature of the bias, which has none', () => {
    expect(writtenDerivative([rowOf(0, 0.5)], 1, 10, 2).terms[0]!.feature).toBe(1);
  });
});

describe('why a weight is moving', () => {
  it('says the way, the derivative, and the row that pulls hardest with its share', () => {
    expect(whyItMoves('age', -4, [rowOf(1_203, -0.1)], 5_000)).toBe(
      'The slope drives age up: the loss falls as it grows, its derivative being −4. Row 1,204 pulls hardest, with −0.1, 2.5 % of it.',
    );
  });

  it('says so where that row pulls the other way, and where the pulls cancel', () => {
    expect(whyItMoves('age', 2, [rowOf(0, -3)], 9)).toBe(
      'The slope drives age down: the loss rises as it grows, its derivative being 2. Row 1 pulls hardest, with −3, 150 % of it and the other way.',
    );
    expect(whyItMoves('age', 1e-9, [rowOf(0, 0.5)], 9)).toMatch(/Row 1 pulls hardest, with \+0\.5, far more than the whole: the pulls of the rows all but cancel\.$/);
    expect(whyItMoves('age', 0, [rowOf(0, -3)], 9)).toBe('No slope drives age: the pulls of all 9 rows cancel.');
  });
});
