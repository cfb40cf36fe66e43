import { describe, expect, it } from 'vitest';
import { eigenFactors, worstFactor } from '../../../../workers/core/explain/eigenFactors';
import { contraction } from '../../../../workers/core/exact/stepAdvice';

/** Descent on (1/2) sum lambda_i x_i^2. */
const walk = (eigenvalues: readonly number[], start: readonly number[], learningRate: number): number[] =>
  start.map((x, i) => x - learningRate * (eigenvalues[i] ?? 0) * x);

describe('what a step leaves along each eigenvector', () => {
  it('is what a step on the quadratic leaves', () => {
    const eigenvalues = [8, 2, 0.5, 0];
    const after = walk(eigenvalues, [3, -1, 2, 5], 0.2);
    const factors = eigenFactors(eigenvalues, 0.2);
    [3, -1, 2, 5].forEach((x, i) => expect(after[i]).toBeCloseTo((factors[i]?.factor ?? NaN) * x, 14));
    expect(factors.map(({ behaviour }) => behaviour)).toEqual(['swings', 'shrinks', 'shrinks', 'rests']);
  });

  it('grows beyond 2 / lambda, and swings for ever at it', () => {
    expect(eigenFactors([4, 2, 1], 0.5).map(({ behaviour }) => behaviour)).toEqual(['for-ever', 'at-once', 'shrinks']);
    expect(eigenFactors([4], 0.51)[0]?.behaviour).toBe('grows');
  });

  it('is worst where the distance shrinks least: the contraction of the step advisor', () => {
    const eigenvalues = [8, 2, 0.5, 0];
    for (const learningRate of [0.01, 0.1, 0.2, 0.24, 0.3]) {
      const worst = worstFactor(eigenFactors(eigenvalues, learningRate));
      expect(Math.abs(worst?.factor ?? NaN)).toBe(contraction(eigenvalues, learningRate));
    }
    expect(worstFactor(eigenFactors([0, 0], 1))).toBeNull();
  });
});
