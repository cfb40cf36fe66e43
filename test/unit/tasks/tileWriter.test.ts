import { describe, expect, it } from 'vitest';
import type { Shards } from '../../../workers/core/shards/matrix';
import { createShardBuilder } from '../../../workers/tasks/shards/tileWriter';
import { kernelModule, linearData, matrixOf, newShards, readBack } from '../../support/matrix';

const emptyShards = (nSamples: number, nFeatures: number): Shards => {
  const shards = newShards(nSamples, nFeatures, { nThreads: 2, nSeats: 1 });
  // As a memory is that was used before.
  shards.memories.forEach((memory) => new Float64Array(memory.buffer).fill(1e300));
  return shards;
};

const builderOn = (shards: Shards) =>
  createShardBuilder({
    kernelModule: kernelModule(),
    shards,
    design: { standardize: false, intercept: true, scaledBy: 'deviation', degree: 1 },
  });

const mean = (column: Float64Array): number => column.reduce((sum, value) => sum + value, 0) / column.length;

describe('the tile writer', () => {
  it('keeps every row in its place over tiles, chunks and shards, also in a memory used before', () => {
    const columns = linearData(5_003, [1, 2, 3], 4);
    const shards = emptyShards(5_003, 3);
    const builder = builderOn(shards);
    builder.append(columns, 5_003);
    builder.finish();
    expect(readBack(shards)).toEqual(columns);
  });

  it('takes rows in parts of any length', () => {
    const columns = linearData(3_001, [1, 2], 4);
    const shards = emptyShards(3_001, 2);
    const builder = builderOn(shards);
    // Parts of 1, 2, 3, ... rows: 76 of them are 2,926 rows.
    for (let start = 0, length = 1; start < 2_926; start += length, length++) {
      builder.append(columns.map((column) => column.subarray(start)), length);
    }
    expect(() => builder.finish()).toThrow('2926 rows were written, 3001 planned');
    builder.append(columns.map((column) => column.subarray(2_926)), 75);
    builder.finish();
    expect(readBack(shards)).toEqual(columns);
  });

  it('refuses more rows than planned, and columns that are not there', () => {
    const columns = linearData(20, [1], 0);
    const builder = builderOn(emptyShards(16, 1));
    expect(() => builder.append(columns, 20)).toThrow('More rows than the 16 planned');
    expect(() => builderOn(emptyShards(16, 2)).append(columns, 16)).toThrow('2 columns came for 3');
  });

  it('standardises the features to mean 0 and deviation 1 and leaves the target', () => {
    const columns = linearData(5_003, [1, 2], 4, { noise: 1 });
    const scaled = columns.map((column, j) => (j === 0 ? column.map((x) => 1e3 * x + 7) : column));
    const matrix = matrixOf(scaled, { standardize: true });
    const [a, b, target] = readBack(matrix);
    for (const column of [a!, b!]) {
      expect(Math.abs(mean(column))).toBeLessThan(1e-13);
      expect(mean(column.map((z) => z * z))).toBeCloseTo(1, 12);
    }
    expect(target).toEqual(columns[2]);
    const { means, scales } = matrix.summary.scaling;
    // z = (x - mean) / scale, to the last bit.
    expect(a).toEqual(scaled[0]!.map((x) => (x - means[0]!) / scales[0]!));
  });

  it.each([0, 1e9, -1e12])(
    'has mean and deviation exact to 1e-15 relative to the column around %f',
    (centre) => {
      // Whole numbers k around a centre, so the true sums are exact: mean k = (m - 1) / 2, variance (m^2 - 1) / 12.
      const m = 10_001;
      const column = Float64Array.from({ length: m }, (_, k) => centre + ((k * 7) % m));
      const { scaling } = matrixOf([column, Float64Array.from({ length: m }, (_, k) => k)], {
        standardize: true,
      }).summary;
      const exactMean = centre + 5_000;
      const exactScale = Math.sqrt((m * m - 1) / 12);
      expect(Math.abs(scaling.means[0]! - exactMean)).toBeLessThanOrEqual(1e-15 * Math.abs(exactMean));
      expect(Math.abs(scaling.scales[0]! - exactScale)).toBeLessThanOrEqual(2e-15 * exactScale);
    },
  );

  it.each([1e-200, 1e200])(
    'finds the deviation where its square would leave the range of numbers: %f',
    (unit) => {
      const column = Float64Array.of(unit, -unit, unit, -unit);
      const { scaling } = matrixOf([column, Float64Array.of(1, 2, 3, 4)], { standardize: true }).summary;
      expect(scaling.scales[0]! / unit).toBeCloseTo(1, 12);
    },
  );

  it('reports ranges and constant columns, and leaves those unscaled', () => {
    const columns = [
      new Float64Array(500).fill(7),
      Float64Array.from({ length: 500 }, (_, i) => i - 3),
      new Float64Array(500).fill(0.1),
    ];
    const { summary } = matrixOf(columns, { standardize: true });
    expect(summary).toMatchObject({
      minima: [7, -3, 0.1],
      maxima: [7, 496, 0.1],
      constantColumns: [0],
      targetIsConstant: true,
    });
    expect([summary.scaling.means[0], summary.scaling.scales[0]]).toEqual([0, 1]);
  });

  it('uses mean 0 and scale 1 without standardising', () => {
    const { summary } = matrixOf(linearData(100, [1, 2], 3));
    expect(summary.scaling).toEqual({ means: [0, 0], scales: [1, 1] });
    expect([summary.constantColumns, summary.targetIsConstant]).toEqual([[], false]);
  });

  it.each(['float64', 'float32'] as const)('brings weights to mean 1 over each part, and scales by them (%s)', (storage) => {
    const columns = linearData(3_000, [1, 2], 3, { noise: 1 });
    const weights = Float64Array.from({ length: 3_000 }, (_, i) => 1 + (i % 5));
    const parts = Float64Array.from({ length: 3_000 }, (_, i) => (i % 3 === 0 ? 1 : 0));
    const matrix = matrixOf(columns, { standardize: true, storage, weights, parts });
    const digits = storage === 'float32' ? 6 : 12;
    for (const shards of [matrix, matrix.validation!]) expect(mean(readBack(shards).at(-1)!)).toBeCloseTo(1, digits);
    const [z, , target, weight] = readBack(matrix);
    // sum w z = 0 and sum w z^2 = n.
    expect(mean(z!.map((value, i) => value * weight![i]!))).toBeCloseTo(0, digits);
    expect(mean(z!.map((value, i) => value * value * weight![i]!))).toBeCloseTo(1, digits);
    const trained = weights.filter((_, i) => parts[i] === 0);
    expect(matrix.summary.leastWeight).toBeCloseTo(1 / mean(trained), 14);
    expect(weight![0]! / weight![2]!).toBeCloseTo(trained[0]! / trained[2]!, digits);
    const whole = columns[2]!.filter((_, i) => parts[i] === 0);
    expect(target).toEqual(storage === 'float32' ? whole.map(Math.fround) : whole);
  });

  it.each([{ shuffleSeed: null }, { shuffleSeed: 4 }, { shuffleSeed: 4, storage: 'float32' as const }])(
    'lays the rows of part 0 as it would those of a file without the others, and those of part 1 in their order: %o',
    (options) => {
      const columns = linearData(5_003, [1, 2], 3, { noise: 1 });
      const parts = Float64Array.from({ length: 5_003 }, (_, i) => (i % 4 === 1 ? 1 : 0));
      const of = (part: number) => columns.map((column) => column.filter((_, i) => parts[i] === part));
      const matrix = matrixOf(columns, { ...options, standardize: true, parts });
      const alone = matrixOf(of(0), { ...options, standardize: true });
      expect(readBack(matrix)).toEqual(readBack(alone));
      expect(matrix.summary.scaling).toEqual(alone.summary.scaling);
      const { means, scales } = alone.summary.scaling;
      const round = (value: number): number => ('storage' in options ? Math.fround(value) : value);
      expect(readBack(matrix.validation!)).toEqual(
        of(1).map((column, j) => column.map((x) => round(j === 2 ? x : (x - means[j]!) / scales[j]!))),
      );
    },
  );

  it.each([
    [true, [-3, 0], [8, 1]],
    [false, [0, 0], [5, 7]],
  ])('scales by the range, with an intercept to [0, 1]: %s', (intercept, means, scales) => {
    // -3 to 5 has the range 8 and the magnitude 5; a constant 7 is left as it is, or divided by 7.
    const columns = [Float64Array.of(-3, 1, 5), Float64Array.of(7, 7, 7), Float64Array.of(1, 2, 3)];
    const matrix = matrixOf(columns, { standardize: true, scaledBy: 'range', intercept });
    expect(matrix.summary.scaling).toEqual({ means, scales });
    expect(readBack(matrix)[0]).toEqual(intercept ? Float64Array.of(0, 0.5, 1) : Float64Array.of(-0.6, 0.2, 1));
  });

  it('gives the same bits for any number of shards', () => {
    const columns = linearData(20_003, [1, 2], 3, { noise: 1 });
    const summaries = [1, 2, 5].map((nThreads) => matrixOf(columns, { nThreads, standardize: true }).summary);
    expect(summaries[1]).toEqual(summaries[0]);
    expect(summaries[2]).toEqual(summaries[0]);
  });
});
