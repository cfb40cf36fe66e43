import { describe, expect, it } from 'vitest';
import { createRandom } from '../../workers/core/random/generator';
import { descend } from '../../workers/core/optimisers/gradientDescent';
import { hashTheta } from '../../workers/engine/training/result';
import { evaluate } from '../support/evaluate';
import { matrixOf } from '../support/matrix';

/**
 * Bits that must be the same on every machine and in every version. Only additions, multiplications, divisions and square
 * roots are involved, which IEEE 754 defines to the last bit; if one of these values changes, old runs can no longer be
 * replayed, which has to be a decision and not an accident.
 */
describe('golden bits', () => {
  it('of the generator', () => {
    const random = createRandom(1);
    expect([random(), random(), random()]).toEqual([
      0.4303572933998513, 0.5031979072725886, 0.9425760563098191,
    ]);
  });

  it('of fifty steps on 3,001 x 4 standardised columns', () => {
    const random = createRandom(7);
    const columns = Array.from({ length: 5 }, (_, j) =>
      Float64Array.from({ length: 3_001 }, () => (j + 1) * random()),
    );
    const matrix = matrixOf(columns, { standardize: true });
    const theta = new Float64Array(5);
    for (let step = 0; step < 50; step++) descend(theta, evaluate(matrix, theta).gradient, 0.1);
    expect(hashTheta(theta)).toBe('738d26cc1425e5a9c58d4939d6d4e433ab6549a169d76a85be22d176943baf8a');
    expect(evaluate(matrix, theta).loss).toBe(2.103836313612325);
  });

  it('of the hash: SHA-256 over little-endian float64', () => {
    // printf '\0\0\0\0\0\0\360\077\0\0\0\0\0\0\0\300' | sha256sum, the bytes of 1 and -2.
    expect(hashTheta(Float64Array.of(1, -2))).toBe(
      '7886fe67ba4484d889aa8ec41f0b242f914fbf6bae1be2ed23f56a007e3547b0',
    );
  });
});
