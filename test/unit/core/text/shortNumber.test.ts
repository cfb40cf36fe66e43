import { describe, expect, it } from 'vitest';
import { shortNumber } from '../../../../workers/core/text/shortNumber';

describe('a number in a sentence', () => {
  it.each([
    [0.48, '0.48'],
    [1_204, '1,204'],
    [1234.5678, '1,234.57'],
    [9_999_999, '1e7'],
    [1.43e10, '1.43e10'],
    [-1e9, '-1e9'],
    [0.0001, '0.0001'],
    [2e-5, '2e-5'],
    [1 / 3, '0.333333'],
    [0, '0'],
    [Infinity, 'Infinity'],
  ])('%d is written %s', (value, text) => {
    expect(shortNumber(value)).toBe(text);
  });

  it('has as many digits as are asked for', () => {
    expect(shortNumber(2.34567e8, 3)).toBe('2.35e8');
    expect(shortNumber(1234.5678, 2)).toBe('1,200');
  });
});
