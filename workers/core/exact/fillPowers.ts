import { fromNumber, multiply } from './doubleDouble';

/**
 * Writes the powers 2 to `degree` of the `length` numbers u at `first` into the columns after them, each
 * formed with 32 digits and rounded once.
 */
export const fillPowers = (block: Float64Array, first: number, length: number, degree: number): void => {
  for (let i = 0; i < length; i++) {
    const u = fromNumber(block[first + i]!);
    let power = u;
    for (let k = 1; k < degree; k++) {
      power = multiply(power, u);
      block[first + k * length + i] = power[0];
    }
  }
};
