import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  add,
  divide,
  dot,
  fromNumber,
  multiply,
  negate,
  ONE,
  toNumber,
  twoProduct,
  twoSum,
} from '../../../../workers/core/exact/doubleDouble';

describe('numbers of two float64', () => {
  it('keep what a sum of float64 loses', () => {
    expect(twoSum(1, 2 ** -60)).toEqual([1, 2 ** -60]);
    const sum = add(add(fromNumber(1e16), fromNumber(1)), fromNumber(-1e16));
    expect(toNumber(sum)).toBe(1);
  });

  it('keep what a product of float64 loses', () => {
    // (2^27 + 1)^2 = 2^54 + 2^28 + 1 needs 55 bits.
    expect(twoProduct(2 ** 27 + 1, 2 ** 27 + 1)).toEqual([2 ** 54 + 2 ** 28, 1]);
  });

  it('agree with whole numbers of any length in sums and products', () => {
    const whole = fc.bigInt(-(2n ** 50n), 2n ** 50n);
    fc.assert(
      fc.property(whole, whole, whole, (a, b, c) => {
        const [x, y, z] = [a, b, c].map((value) => fromNumber(Number(value)));
        const [high, low] = add(multiply(x!, y!), z!);
        expect(BigInt(high) + BigInt(low)).toBe(a * b + c);
      }),
    );
  });

  it('divide to 32 digits', () => {
    const third = divide(ONE, fromNumber(3));
    const rest = add(add(third, third), add(third, negate(ONE)));
    expect(Math.abs(toNumber(rest))).toBeLessThan(1e-31);
  });

  it('add products whose terms cancel', () => {
    const values = [1e8 + 1, 1e8 - 1, 1].map(fromNumber);
    // (1e8 + 1)(1e8 - 1) - 1e16 = -1.
    expect(toNumber(dot([values[0]!, fromNumber(1e8)], [values[1]!, fromNumber(-1e8)]))).toBe(-1);
  });
});
