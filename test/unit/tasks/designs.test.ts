import { describe, expect, it } from 'vitest';
import type { DesignMatrix } from '../../../workers/engine/training/designMatrix';
import { linearData, matrixOf, readBack, type Columns, type MatrixOptions } from '../../support/matrix';

const rowsOf = (columns: Columns): string[] =>
  Array.from(columns[0] ?? [], (_, i) => columns.map((column) => column[i]!).join(' '));

const mean = (column: Float64Array): number => column.reduce((sum, value) => sum + value, 0) / column.length;
const closeTo = (value: number, expected: number): void =>
  expect(Math.abs(value - expected)).toBeLessThanOrEqual(1e-13 * Math.abs(expected));

/** Training rows first, then those of the validation part. */
const readAll = ({ validation, ...shards }: DesignMatrix): Columns => {
  const rest = validation ? readBack(validation) : [];
  return readBack(shards).map((column, j) => Float64Array.of(...column, ...(rest[j] ?? [])));
};

const columns = linearData(5_003, [1, 2, -3], 4, { noise: 1, seed: 5 }).map((column, j) =>
  column.map((x) => (j === 1 ? 1e3 * x + 7 : x)),
);

describe('a shuffled matrix', () => {
  it.each<MatrixOptions>([{ shuffleSeed: 3 }, { validationShare: 0.3, shuffleSeed: 3 }])(
    'holds every row once, in an order of its seed: %o',
    (options) => {
      const rows = rowsOf(readAll(matrixOf(columns, options)));
      expect(rows).not.toEqual(rowsOf(columns));
      expect([...rows].sort()).toEqual(rowsOf(columns).sort());
      expect(rowsOf(readAll(matrixOf(columns, { ...options, nThreads: 5 })))).toEqual(rows);
      expect(rowsOf(readAll(matrixOf(columns, { ...options, shuffleSeed: 4 })))).not.toEqual(rows);
    },
  );

  it('leaves out the last rows of the same order', () => {
    const whole = rowsOf(readAll(matrixOf(columns, { shuffleSeed: 3 })));
    expect(rowsOf(readAll(matrixOf(columns, { shuffleSeed: 3, validationShare: 0.3 })))).toEqual(whole);
    expect(rowsOf(readAll(matrixOf(columns, { shuffleSeed: 3, storage: 'float32' })))).toEqual(
      rowsOf(readAll(matrixOf(columns, { shuffleSeed: 3 })).map((column) => column.map(Math.fround))),
    );
  });
});

describe('a validation part', () => {
  it.each(['float64', 'float32'] as const)('is scaled by the figures of the training part alone (%s)', (storage) => {
    const options = { shuffleSeed: 3, validationShare: 0.3 };
    const raw = matrixOf(columns, options);
    const matrix = matrixOf(columns, { ...options, standardize: true, storage });
    const { means, scales } = matrix.summary.scaling;
    const trained = readBack(raw);
    trained.slice(0, 3).forEach((column, j) => {
      closeTo(means[j]!, mean(column));
      closeTo(scales[j]!, Math.sqrt(mean(column.map((x) => (x - means[j]!) ** 2))));
    });
    expect(matrix.summary.minima).toEqual(
      trained.map((column, j) => {
        const least = Math.min(...column);
        return storage === 'float32' && j === 3 ? Math.fround(least) : least;
      }),
    );
    const round = storage === 'float32' ? Math.fround : (x: number) => x;
    const expected = readBack(raw.validation!).map((column, j) =>
      column.map((x) => round(j === 3 ? x : (x - means[j]!) / scales[j]!)),
    );
    expect(readBack(matrix.validation!)).toEqual(expected);
  });

  it('counts for the least target and for whether targets are whole', () => {
    // With this seed the row of -1.5 is in the validation part for one of the two.
    const target = Float64Array.from({ length: 40 }, (_, i) => (i === 11 ? -1.5 : i));
    for (const shuffleSeed of [1, 2, 3, 4, 5]) {
      const { summary } = matrixOf([target, target], { validationShare: 0.5, shuffleSeed });
      expect([summary.leastTarget, summary.targetIsWhole]).toEqual([-1.5, false]);
    }
    expect(matrixOf([target, target.map((_, i) => i)]).summary).toMatchObject({ leastTarget: 0, targetIsWhole: true });
  });
});

describe('classes', () => {
  it('are told apart from those that the validation part has alone', () => {
    // One row of class 2, wherever the shuffle puts it.
    const target = Float64Array.from({ length: 60 }, (_, i) => (i === 30 ? 2 : i % 2));
    for (const shuffleSeed of [1, 2, 3, 4, 5, 6]) {
      const matrix = matrixOf([target, target], { validationShare: 0.5, shuffleSeed, nOutputs: 3 });
      const isTrained = readBack(matrix)[1]!.includes(2);
      expect(matrix.summary.untrainedClasses).toEqual(isTrained ? [] : [2]);
      expect(readBack(matrix.validation!)[1]!.includes(2)).toBe(!isTrained);
    }
    expect(matrixOf([target, target], { nOutputs: 3 }).summary.untrainedClasses).toEqual([]);
  });
});

describe('powers', () => {
  const raw = [Float64Array.of(1, 2, -3, 0.5), Float64Array.of(10, 20, 30, 50), Float64Array.of(1, 2, 3, 4)];

  it('follow their feature, by products', () => {
    expect(readBack(matrixOf(raw, { degree: 3 })).map((column) => Array.from(column))).toEqual([
      [1, 2, -3, 0.5],
      [1, 4, 9, 0.25],
      [1, 8, -27, 0.125],
      [10, 20, 30, 50],
      [100, 400, 900, 2_500],
      [1_000, 8_000, 27_000, 125_000],
      [1, 2, 3, 4],
    ]);
  });

  it.each([true, false])('are standardised each by itself (intercept: %s)', (intercept) => {
    const matrix = matrixOf(columns, { degree: 2, standardize: true, intercept, shuffleSeed: 1 });
    const { means } = matrix.summary.scaling;
    readBack(matrix)
      .slice(0, 6)
      .forEach((column, j) => {
        expect(mean(column.map((z) => z * z))).toBeCloseTo(1, 12);
        if (intercept) expect(Math.abs(mean(column))).toBeLessThan(1e-13);
        else expect(means[j]).toBe(0);
      });
  });

  it('are rounded once, from the products of float64', () => {
    const whole = matrixOf(columns, { degree: 3, standardize: true, storage: 'float32' });
    const { means, scales } = whole.summary.scaling;
    const powers = readBack(matrixOf(columns, { degree: 3 }));
    const expected = powers.map((column, j) =>
      column.map((x) => Math.fround(j === 9 ? x : (x - means[j]!) / scales[j]!)),
    );
    expect(readBack(whole)).toEqual(expected);
  });
});

describe('a matrix without an intercept', () => {
  it.each(['float64', 'float32'] as const)('divides by the root mean square and shifts nothing (%s)', (storage) => {
    const { summary } = matrixOf(columns, { standardize: true, intercept: false, storage });
    expect(summary.scaling.means).toEqual([0, 0, 0]);
    columns.slice(0, 3).forEach((column, j) => {
      closeTo(summary.scaling.scales[j]!, Math.sqrt(mean(column.map((x) => x * x))));
    });
  });

  it('takes a constant column as one more, and leaves one of zeros as it is', () => {
    const constants = [new Float64Array(40).fill(-7), new Float64Array(40), Float64Array.from({ length: 40 }, (_, i) => i)];
    const matrix = matrixOf(constants, { standardize: true, intercept: false });
    expect(matrix.summary.scaling).toEqual({ means: [0, 0], scales: [7, 1] });
    expect(readBack(matrix).slice(0, 2)).toEqual([new Float64Array(40).fill(-1), new Float64Array(40)]);
  });

  it.each([1e-200, 1e200])('stays in the range of numbers where squares would leave it: %f', (unit) => {
    const { scaling } = matrixOf([Float64Array.of(3 * unit, 4 * unit), Float64Array.of(1, 2)], {
      standardize: true,
      intercept: false,
    }).summary;
    // (9 + 16) / 2 = 12.5.
    expect(scaling.scales[0]! / unit).toBeCloseTo(Math.sqrt(12.5), 12);
  });
});

describe('float32', () => {
  it.each([
    { standardize: true },
    { standardize: false },
    { standardize: true, shuffleSeed: 9 },
    { standardize: true, shuffleSeed: 9, validationShare: 0.1 },
  ])('holds the float64 numbers rounded once: %o', (options) => {
    const matrix = matrixOf(columns, { ...options, storage: 'float32' });
    const { means, scales } = matrix.summary.scaling;
    const raw = readAll(matrixOf(columns, { ...options, standardize: false }));
    expect(readAll(matrix)).toEqual(
      raw.map((column, j) => column.map((x) => Math.fround(j === 3 ? x : (x - means[j]!) / scales[j]!))),
    );
    const exact = matrixOf(columns, options).summary.scaling;
    means.forEach((value, j) => closeTo(value, exact.means[j]!));
    scales.forEach((value, j) => closeTo(value, exact.scales[j]!));
  });

  it('takes half the bytes of float64', () => {
    const bytes = (storage: 'float32' | 'float64'): number =>
      matrixOf(columns, { storage }).plan.shards.reduce((sum, shard) => sum + shard.byteLength - shard.tilesOffset, 0);
    expect(bytes('float32')).toBe(bytes('float64') / 2);
    // 313 tiles of 16 rows of 4 columns.
    expect(bytes('float64')).toBe(313 * 16 * 4 * 8);
  });

  it('knows the figures of the rounded numbers where it only rounds', () => {
    // Both round to 16,777,216: constant as far as any step can tell.
    const close = Float64Array.of(16_777_216, 16_777_217, 16_777_216);
    const { summary } = matrixOf([close, Float64Array.of(0.1, 0.2, 0.3)], { storage: 'float32' });
    expect(summary.constantColumns).toEqual([0]);
    expect(summary.maxima).toEqual([16_777_216, Math.fround(0.3)]);
    const scaled = matrixOf([close, Float64Array.of(0.1, 0.2, 0.3)], { storage: 'float32', standardize: true });
    expect(scaled.summary.constantColumns).toEqual([]);
  });

  it('clears the padding of tiles that were used before', () => {
    const matrix = matrixOf(columns, { storage: 'float32' });
    const last = matrix.plan.shards.at(-1)!;
    const tile = new Float32Array(matrix.memories.at(-1)!.buffer, last.byteLength - 4 * 64, 64);
    // 5,003 = 312 * 16 + 11.
    for (let j = 0; j < 4; j++) expect(tile.slice(16 * j + 11, 16 * j + 16)).toEqual(new Float32Array(5));
  });
});
