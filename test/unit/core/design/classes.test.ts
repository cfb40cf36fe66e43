import { describe, expect, it } from 'vitest';
import { checkClasses } from '../../../../workers/core/design/classes';

const check = (type: 'number' | 'text', nDistinct: number, nRows: number, labels = ['a']) => () =>
  checkClasses({ name: 'y', type }, labels, { nDistinct, nRows });

describe('the classes of a target', () => {
  it.each([
    ['number', 2, 2],
    // Each row may have its own as long as they are few.
    ['number', 20, 20],
    ['number', 21, 42],
    ['number', 1_000, 2_000],
    ['text', 1_000, 1_000],
  ] as const)('may be %s: %i in %i rows', (type, nDistinct, nRows) => {
    expect(check(type, nDistinct, nRows)).not.toThrow();
  });

  it.each([
    ['number', 21, 41, 'Target "y" has 21 different numbers in 41 rows and looks like a quantity.'],
    ['number', 1_001, 1e6, 'Target "y" has 1,001 different numbers in 1,000,000 rows and looks like a quantity.'],
    ['text', 1_001, 1e6, 'Target "y" has 1,001 classes, and at most 1,000 can be told apart. Choose another target.'],
    ['text', 1, 1, 'Target "y" has one class, "a", in the one row used: there is nothing to tell apart.'],
  ] as const)('may not be %s: %i in %i rows', (type, nDistinct, nRows, message) => {
    expect(check(type, nDistinct, nRows)).toThrow(message);
  });

  it('are not repeated at length', () => {
    expect(check('text', 1, 5, ['x'.repeat(1_000)])).toThrow(`"${'x'.repeat(60)}..."`);
  });
});
