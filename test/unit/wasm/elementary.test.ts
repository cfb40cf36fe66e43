import { describe, expect, it } from 'vitest';
import { createRandom } from '../../../workers/core/random/generator';
import { kernelsOn, type Kernels } from '../../../workers/core/shards/kernels';
import { newSharedMemory } from '../../../workers/core/shards/webAssembly';
import { kernelModule } from '../../support/matrix';

type Name = keyof Pick<Kernels, 'expInto' | 'logInto' | 'log1pInto'>;

const CAPACITY = 400_000;
const memory = newSharedMemory(2 * 49 + 1, 2 * 49 + 1);
const from = new Float64Array(memory.buffer, 64, CAPACITY);
const to = new Float64Array(memory.buffer, 64 + 8 * CAPACITY, CAPACITY);
const kernels = kernelsOn(kernelModule(), memory);

const apply = (name: Name, numbers: Float64Array): Float64Array => {
  from.fill(0);
  from.set(numbers);
  kernels[name](from.byteOffset, to.byteOffset, 2 * Math.ceil(numbers.length / 2));
  return to.slice(0, numbers.length);
};

const bits = new DataView(new ArrayBuffer(8));
/** Position among all float64 in order; neighbours differ by 1. */
const rank = (x: number): bigint => {
  bits.setFloat64(0, x);
  const raw = bits.getBigInt64(0);
  return raw < 0n ? -(raw & 0x7fff_ffff_ffff_ffffn) : raw;
};
const fromBits = (raw: bigint): number => {
  bits.setBigUint64(0, raw);
  return bits.getFloat64(0);
};

/** The greatest distance in units of the last place, and where. */
const worst = (name: Name, reference: (x: number) => number, numbers: Float64Array): { ulps: number; x: number } => {
  const results = apply(name, numbers);
  let found = { ulps: 0, x: 0 };
  numbers.forEach((x, i) => {
    const expected = reference(x);
    const actual = results[i]!;
    if (Object.is(expected, actual)) return;
    const distance = Number(rank(expected) - rank(actual));
    const ulps = Number.isNaN(expected) || Number.isNaN(actual) ? Infinity : Math.abs(distance);
    if (ulps > found.ulps) found = { ulps, x };
  });
  return found;
};

const random = createRandom(3);
const uniform = (low: number, high: number): Float64Array =>
  Float64Array.from({ length: CAPACITY }, () => low + (high - low) * random());
const grid = (low: number, high: number): Float64Array =>
  Float64Array.from({ length: CAPACITY }, (_, i) => low + ((high - low) * i) / (CAPACITY - 1));
/** Every bit pattern of a positive finite number is as likely as any other. */
const anyPositive = (): Float64Array =>
  Float64Array.from({ length: CAPACITY }, () => fromBits(BigInt(Math.floor(random() * 0x7ff0_0000)) << 32n | BigInt(Math.floor(random() * 2 ** 32))));

/** 2^e for all exponents there are, its neighbours, and those of numbers where something changes. */
const edges = (extra: number[]): Float64Array => {
  const numbers = [...extra];
  for (let e = -1074; e <= 1023; e++) numbers.push(2 ** e);
  const around = numbers.flatMap((x) => [-2n, -1n, 0n, 1n, 2n].map((step) => {
    bits.setFloat64(0, x);
    return fromBits(bits.getBigUint64(0) + step);
  }));
  return Float64Array.from(around.filter((x) => x > 0));
};

// Two results, each less than 1 ulp from the truth, are at most one number apart. Those of Math are: V8 takes them from
// fdlibm, which states the same bound.
describe('exp', () => {
  it.each([
    ['all of its range', uniform(-746, 710)],
    ['all of its range, evenly', grid(-746, 710)],
    ['-2 to 2', uniform(-2, 2)],
    ['the subnormal results', uniform(-745.2, -708)],
    ['the greatest results', uniform(709, 709.8)],
    ['any positive number', anyPositive()],
    ['any negative number', anyPositive().map((x) => -x)],
    ['edges', edges([709.782712893384, 709.7827128933841, Math.LN2, Math.LN2 / 2, 1.5 * Math.LN2])],
    ['edges below 0', edges([745.1332191019411, 745.1332191019412, 708.3964185322641, Math.LN2 / 2]).map((x) => -x)],
  ])('is within 1 ulp of Math.exp over %s', (_, numbers) => {
    const { ulps, x } = worst('expInto', Math.exp, numbers);
    expect(ulps, `at ${x}`).toBeLessThanOrEqual(1);
  });

  it('is exact where there is an exact answer', () => {
    const special = Float64Array.of(0, -0, Infinity, -Infinity, NaN, 710, -746, 5e-324, -5e-324, 1e308, -1e308);
    expect(Array.from(apply('expInto', special))).toEqual([1, 1, Infinity, 0, NaN, Infinity, 0, 1, 1, Infinity, 0]);
  });

  it('is right to all digits of figures computed with 120 bits', () => {
    // mpmath 1.3: exp(1), exp(-1), exp(100), exp(-700), exp(0.5)
    const results = apply('expInto', Float64Array.of(1, -1, 100, -700, 0.5));
    const expected = [2.718281828459045, 0.36787944117144233, 2.6881171418161356e43, 9.859676543759770e-305, 1.6487212707001282];
    results.forEach((value, i) => expect(Math.abs(Number(rank(value) - rank(expected[i]!)))).toBeLessThanOrEqual(1));
  });

  it('never falls where x rises', () => {
    const results = apply('expInto', grid(-1, 1));
    expect(results.every((value, i) => i === 0 || value >= results[i - 1]!)).toBe(true);
  });
});

describe('log', () => {
  it.each([
    ['any positive number', anyPositive()],
    ['0.5 to 2', uniform(0.5, 2)],
    ['the vicinity of 1', uniform(1 - 1e-6, 1 + 1e-6)],
    ['the subnormal numbers', uniform(0, 2.3e-308)],
    ['edges', edges([Math.SQRT1_2, Math.SQRT2, 1, Number.MAX_VALUE])],
  ])('is within 1 ulp of Math.log over %s', (_, numbers) => {
    const { ulps, x } = worst('logInto', Math.log, numbers);
    expect(ulps, `at ${x}`).toBeLessThanOrEqual(1);
  });

  it('is exact where there is an exact answer, and NaN where there is none', () => {
    const special = Float64Array.of(1, 0, -0, Infinity, -Infinity, NaN, -1, -5e-324);
    expect(Array.from(apply('logInto', special))).toEqual([0, -Infinity, -Infinity, Infinity, NaN, NaN, NaN, NaN]);
  });
});

describe('log1p', () => {
  it.each([
    ['any positive number', anyPositive()],
    ['0 to 1', uniform(0, 1)],
    ['0 to 1e-8', uniform(0, 1e-8)],
    ['1 to 100', uniform(1, 100)],
    ['edges', edges([Math.SQRT2 - 1, 1])],
  ])('is within 1 ulp of Math.log1p over %s', (_, numbers) => {
    const { ulps, x } = worst('log1pInto', Math.log1p, numbers);
    expect(ulps, `at ${x}`).toBeLessThanOrEqual(1);
  });

  it('is exact where there is an exact answer, and NaN where there is none', () => {
    const special = Float64Array.of(0, Infinity, NaN, -2, 5e-324);
    expect(Array.from(apply('log1pInto', special))).toEqual([0, Infinity, NaN, NaN, 5e-324]);
  });
});
