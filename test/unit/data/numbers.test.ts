import { describe, expect, it } from 'vitest';
import { createMoments } from '../../../workers/core/design/columnMoments';
import { guessType } from '../../../workers/core/design/columnTypes';
import { numberReader } from '../../../workers/core/design/numberText';
import { predictInto } from '../../../workers/core/evaluation/predict';

describe('numbers in text', () => {
  const plain = numberReader({ decimalMark: '.', thousandsMark: '' });
  it.each(['1', '-1.5', '+.5', '1.', ' 7 ', '1e5', '1.5E-300', '0'])('%j is finite', (text) => {
    expect(plain(text)).toBe('finite');
  });
  it.each(['inf', '-Infinity', 'NaN', '1e400', '-1e309', `1${'0'.repeat(310)}`])('%j is not finite', (text) => {
    expect(plain(text)).toBe('not-finite');
  });
  it.each(['', '0x1F', '1,5', '1_000', '--1', 'e5', '1d', '.', '٣'])('%j is text', (text) => {
    expect(plain(text)).toBe('text');
  });
  it('takes thousands in groups of three or not at all', () => {
    const grouped = numberReader({ decimalMark: ',', thousandsMark: '.' });
    for (const text of ['1.234', '12.345.678,9', '1234,5', '-1.000']) expect(grouped(text)).toBe('finite');
    for (const text of ['1.5', '12.34.567', '1.2345', '1,234.5']) expect(grouped(text)).toBe('text');
  });
});

describe('the type of a column', () => {
  const rules = { decimalMark: '.', thousandsMark: '', dateFormat: null } as const;
  it('is text where there is no value', () => {
    expect(guessType([null, null], rules).type).toBe('text');
  });
  it('stays a number with any share of infinities, which are named', () => {
    expect(guessType(['1', 'inf', '1e400'], rules)).toEqual({ type: 'number', misfits: [1, 2] });
  });
  it('is no date where a day does not exist', () => {
    expect(guessType(['2024-02-30'], rules).type).toBe('text');
    expect(guessType(['2024-02-29', null], rules).type).toBe('date');
  });
});

describe('mean, deviation and histogram', () => {
  const moments = (values: number[], blockLength = values.length) => {
    const builder = createMoments(Math.min(...values), Math.max(...values));
    for (let i = 0; i < values.length; i += blockLength) {
      const block = Float64Array.from(values.slice(i, i + blockLength));
      builder.push(block, block.length);
    }
    return builder.finish();
  };
  it('of 2, 4, 4, 4, 5, 5, 7, 9 are 5 and 2', () => {
    const { mean, standardDeviation, count } = moments([2, 4, 4, 4, 5, 5, 7, 9], 3);
    expect({ mean, standardDeviation, count }).toEqual({ mean: 5, standardDeviation: 2, count: 8 });
  });
  it('keep their digits far from 0, where sums of squares lose them all', () => {
    // Deviations of -1, 0 and 1 from 1e9: variance 2/3.
    expect(moments([1e9 - 1, 1e9, 1e9 + 1], 1).standardDeviation).toBeCloseTo(Math.sqrt(2 / 3), 12);
  });
  it('stay finite where squares would overflow or vanish', () => {
    expect(moments([-1e300, 1e300])).toMatchObject({ mean: 0, standardDeviation: 1e300 });
    const small = moments([1e-300, 3e-300]);
    expect(small.mean / 1e-300).toBeCloseTo(2, 12);
    expect(small.standardDeviation / 1e-300).toBeCloseTo(1, 12);
  });
  it('count every value once, the upper bound in the last bin, equal values in the first', () => {
    const { histogram } = moments(Array.from({ length: 25 }, (_, i) => i));
    expect(histogram.counts).toEqual([...new Array<number>(23).fill(1), 2]);
    expect(moments([3, 3, 3]).histogram.counts[0]).toBe(3);
  });
});

describe('prediction', () => {
  it('is bias + sum_j w_j x_j', () => {
    const output = new Float64Array(2);
    predictInto([2, -1], 0.5, [Float64Array.of(1, 2), Float64Array.of(3, 4)], 2, output);
    expect([...output]).toEqual([2 - 3 + 0.5, 4 - 4 + 0.5]);
  });
  it('adds in the order of the features, from the bias on', () => {
    // (1 + 1e16) - 1e16 is 0 in float64, for 1e16 + 1 rounds to 1e16; 1e16 - 1e16 + 1 would be 1.
    const output = new Float64Array(1);
    predictInto([1e16, -1e16], 1, [Float64Array.of(1), Float64Array.of(1)], 1, output);
    expect(output[0]).toBe(0);
  });
  it('refuses shapes that do not fit', () => {
    expect(() => predictInto([1], 0, [], 1, new Float64Array(1))).toThrow(RangeError);
    expect(() => predictInto([1], 0, [new Float64Array(1)], 2, new Float64Array(2))).toThrow(RangeError);
    expect(() => predictInto([1], 0, [new Float64Array(2)], 2, new Float64Array(1))).toThrow(RangeError);
  });
});
