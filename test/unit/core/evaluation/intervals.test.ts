import { describe, expect, it } from 'vitest';
import { intervalRefusal, type IntervalCase } from '../../../../workers/core/evaluation/intervals';
import type { ExactCoefficient } from '../../../../workers/core/schema';
import { DEFAULT_METHOD } from '../../../../workers/core/training/defaults';

const coefficient = (name: string, value: number, standardError: number | null): ExactCoefficient => ({
  name,
  value,
  standardError,
  t: null,
  p: null,
  low: null,
  high: null,
  vif: null,
});

const CASE: IntervalCase = {
  settings: DEFAULT_METHOD,
  stopReason: 'max-steps',
  solution: { coefficients: [coefficient('(intercept)', 5, 0.5), coefficient('x', 2, 0.1)], nSamples: 40, dependentColumns: [] },
  parameters: [5, 2],
};
const refusal = (change: Partial<IntervalCase>): string | null => intervalRefusal({ ...CASE, ...change });

describe('confidence intervals of a model', () => {
  it('hold where its parameters are the exact ones to a tenth of a standard error', () => {
    expect(refusal({})).toBeNull();
    expect(refusal({ parameters: [5.049, 1.991] })).toBeNull();
    expect(refusal({ parameters: [5, 2.03] })).toBe(
      'Training has not come to the minimum: "x" is 0.3 standard errors from its exact value, and 0.1 are allowed.',
    );
    expect(refusal({ parameters: [4, 2.03] })).toMatch(/"\(intercept\)" is 2 standard errors/);
    expect(refusal({ parameters: [NaN, 2] })).toBe('The parameters are not finite.');
  });

  it('hold for a fit without any error', () => {
    const coefficients = [coefficient('x', 2, 0)];
    expect(refusal({ solution: { coefficients, nSamples: 9, dependentColumns: [] }, parameters: [2 + 1e-12] })).toBeNull();
  });

  it.each<[string, Partial<IntervalCase>]>([
    ['A penalty pulls', { settings: { ...DEFAULT_METHOD, penalty: { l1: 0, l2: 0.1, bias: false } } }],
    ['A penalty pulls', { settings: { ...DEFAULT_METHOD, penalty: { l1: 1, l2: 0, bias: false } } }],
    ['There are standard errors for squared', { settings: { ...DEFAULT_METHOD, loss: { kind: 'huber', delta: 1 } } }],
    ['The result is a mean of parameters', { settings: { ...DEFAULT_METHOD, averageFrom: 10 } }],
    ['Training was stopped early', { stopReason: 'validation' }],
    ['The exact solution, from which', { solution: null }],
    ['Column "z" is a combination', { solution: { ...CASE.solution!, dependentColumns: [{ name: 'z', combination: [] }] } }],
    ['1 row for 1 coefficient leave none', { solution: { ...CASE.solution!, coefficients: [coefficient('x', 1, null)], nSamples: 1 } }],
    ['The exact solution has no standard errors', { solution: { ...CASE.solution!, coefficients: [coefficient('x', 1, null)] } }],
  ])('are refused: %s', (beginning, change) => {
    expect(refusal(change)).toContain(beginning);
  });
});
