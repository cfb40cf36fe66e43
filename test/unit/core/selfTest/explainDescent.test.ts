import { describe, expect, it } from 'vitest';
import { explainDescent } from '../../../../workers/core/selfTest/explainDescent';

const explain = (eigenvalues: number[], nSteps: number): string => {
  const [most, least] = [eigenvalues[0]!, eigenvalues.at(-1)!];
  return explainDescent({ eigenvalues, conditionNumber: most / least }, 2 / (most + least), nSteps);
};

describe('why descent comes as far as it does', () => {
  it('is rounding alone where every direction has arrived', () => {
    expect(explain([2, 2], 100)).toBe(
      'The condition number of the Hessian is 1: every direction arrives within 100 steps, and only rounding is left.',
    );
  });

  it('is what is left of the distance along the flattest direction', () => {
    // (1 - 2 / 11)^20 = 1.8 %, along both ends of the spectrum at the best rate; in the middle it is 0.
    expect(explain([10, 5.5, 1], 20)).toBe(
      'The condition number of the Hessian is 10: 20 steps leave 1.81 % of the distance along its flattest direction, and 2 of 3 directions are still on their way.',
    );
  });

  it('is how little of the way has been gone, however little', () => {
    // 1,000 steps go 1,000 eta lambda = 2e-14 of it: 2e-12 %.
    expect(explain([1, 1e-17], 1_000)).toBe(
      'The condition number of the Hessian is 1e17: 1,000 steps go 2e-12 % of the way along its flattest direction, and 2 of 2 directions are still on their way.',
    );
  });
});
