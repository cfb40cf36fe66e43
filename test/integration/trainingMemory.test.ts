import { DEFAULT_SELECTION } from '../support/selection';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DatasetSummary } from '../../workers/core/schema';
import { createMatrixCache } from '../../workers/engine/training/matrixCache';
import type { Trainer } from '../../workers/engine/training/trainer';
import { createShardBuilder } from '../../workers/tasks/shards/tileWriter';
import { kernelModule, linearData, type Columns } from '../support/matrix';
import { createTestTrainer, trainOn } from '../support/trainer';

const MIB = 2 ** 20;

let trainer: Trainer;
beforeAll(() => {
  trainer = createTestTrainer();
});
afterAll(() => trainer.dispose());

const columnsOf = (nFeatures: number): DatasetSummary['columns'] =>
  Array.from({ length: nFeatures + 1 }, (_, index) => ({
    index,
    name: `c${index}`,
    type: 'number' as const,
  }));

const datasetOf = (id: string, nFeatures: number): DatasetSummary => ({
  id,
  path: '/data.csv',
  fileName: 'data.csv',
  byteLength: 1,
  format: 'csv',
  nRows: 1,
  columns: columnsOf(nFeatures),
  nRejected: 0,
  notes: [],
  elapsedMs: 0,
});

/** A cache whose data half hands over whole columns: features in order, target last. */
const cacheOn = (columns: Columns) => {
  const nBuilds = { count: 0 };
  const cache = createMatrixCache(
    (_id, selection, allocate) => {
      nBuilds.count++;
      const chosen = [...selection.features, selection.target].map((index) => columns[index]!);
      const builder = createShardBuilder({
        ...allocate({ nTraining: chosen[0]!.length, nValidation: 0, nOutputs: 1 }),
        design: selection,
      });
      builder.append(chosen, chosen[0]!.length);
      return Promise.resolve({ summary: builder.finish(), rowsSkipped: 0, notes: [] });
    },
    kernelModule,
    4,
  );
  return { cache, nBuilds };
};

describe('the memory of design matrices', () => {
  it('stays bounded over 30 rebuilds and runs of a 50 MB matrix', async () => {
    const nSamples = 300_000;
    const columns = linearData(
      nSamples,
      Array.from({ length: 20 }, (_, j) => j),
      1,
    );
    const { cache } = cacheOn(columns);
    const rss: number[] = [];
    for (let k = 0; k < 30; k++) {
      const selection = {
        ...DEFAULT_SELECTION,
        target: 20,
        // Always others, so each is built anew: 20 or 19 features, 50.4 or 48 MB.
        features: Array.from({ length: 20 }, (_, j) => j).filter((j) => k % 20 === 0 || j !== k % 20),
        standardize: k % 2 === 0,
      };
      const { matrix, isNew } = await cache.get(datasetOf('a', 20), selection);
      expect(isNew).toBe(true);
      expect((await trainOn(trainer, matrix, { workers: 2, stop: { maxSteps: 3 } })).steps).toBe(3);
      rss.push(process.memoryUsage().rss);
    }
    // Without reuse 25 rebuilds would add 1,200 MB.
    expect((rss[29]! - rss[4]!) / MIB).toBeLessThan(150);
  });

  it('is built again only for another selection, or after the dataset was closed', async () => {
    const { cache, nBuilds } = cacheOn(linearData(2_000, [1, 2, 3], 4, { noise: 1 }));
    const dataset = datasetOf('a', 3);
    const first = { ...DEFAULT_SELECTION, target: 3, features: [0, 1], standardize: true };
    const { matrix } = await cache.get(dataset, first);
    expect((await cache.get(dataset, { ...first, features: [0, 1] })).matrix).toBe(matrix);
    expect(nBuilds.count).toBe(1);
    expect((await cache.get(dataset, { ...first, standardize: false })).isNew).toBe(true);
    expect((await cache.get(dataset, { ...first, features: [1, 0] })).isNew).toBe(true);
    expect((await cache.get(datasetOf('b', 3), { ...first, features: [1, 0] })).isNew).toBe(true);
    cache.forget('b');
    expect((await cache.get(datasetOf('b', 3), { ...first, features: [1, 0] })).isNew).toBe(true);
  });
});

describe('the memory of runs', () => {
  it('stays bounded over 40 runs that each fill a trace of 24 MB', async () => {
    const { cache } = cacheOn(
      linearData(
        64,
        Array.from({ length: 38 }, (_, j) => j),
        1,
        { noise: 1 },
      ),
    );
    const features = Array.from({ length: 38 }, (_, j) => j);
    const { matrix } = await cache.get(datasetOf('a', 38), { ...DEFAULT_SELECTION, target: 38, features, standardize: false });
    const rss: number[] = [];
    for (let k = 0; k < 40; k++) {
      // 65,536 records of 49 numbers.
      const result = await trainOn(trainer, matrix, { learningRate: 1e-6, stop: { maxSteps: 66_000 } });
      expect(result.steps).toBe(66_000);
      rss.push(process.memoryUsage().rss);
    }
    // Without reuse 35 runs would add 900 MB.
    expect((rss[39]! - rss[4]!) / MIB).toBeLessThan(150);
  });
});

describe('columns that cannot be trained on', () => {
  const seven = new Float64Array(500).fill(7);
  const ramp = Float64Array.from({ length: 500 }, (_, i) => i);
  const build = (columns: Columns, standardize = true) => {
    const d = columns.length - 1;
    return cacheOn(columns).cache.get(datasetOf('a', d), {
      ...DEFAULT_SELECTION,
      target: d,
      features: Array.from({ length: d }, (_, j) => j),
      standardize,
    });
  };

  it.each([true, false])('are refused where a feature is constant (standardise: %s)', async (standardize) => {
    await expect(build([ramp, seven, ramp], standardize)).rejects.toMatchObject({
      code: 'column-constant',
      message:
        'Feature "c1" is 7 in all 500 rows used, so its weight cannot be told from the bias. Leave it out.',
    });
  });

  it('are refused where the target is constant', async () => {
    await expect(build([ramp, seven])).rejects.toMatchObject({
      code: 'column-constant',
      message: 'Target "c1" is 7 in all 500 rows used: there is nothing to learn. Choose another target.',
    });
  });

  it('are refused where there are not more rows than features', async () => {
    const few = (n: number, d: number) => build(linearData(n, new Array<number>(d).fill(1), 0));
    await expect(few(8, 12)).rejects.toMatchObject({
      code: 'too-few-rows',
      message:
        '12 features but only 8 rows: many weights fit equally well. Choose at most 7 features or add rows.',
    });
    await expect(few(5, 5)).rejects.toMatchObject({ code: 'too-few-rows' });
    await expect(few(1, 1)).rejects.toMatchObject({
      message: '1 feature but only 1 row: many weights fit equally well. Add rows.',
    });
    await expect(few(0, 3)).rejects.toMatchObject({
      code: 'too-few-rows',
      message: expect.stringContaining('No row has a value in every chosen column.') as string,
    });
    expect((await few(6, 5)).matrix.plan.nSamples).toBe(6);
  });

  it('are refused where numbers are too large to compute with', async () => {
    const huge = ramp.map((x) => (x === 3 ? 1.7e308 : x === 4 ? -1.7e308 : x));
    await expect(build([huge, ramp])).rejects.toMatchObject({
      message: expect.stringContaining('Column "c0" holds values up to 1.70e+308') as string,
    });
    await expect(build([ramp, huge.map((x) => (x === 5 ? Infinity : x))])).rejects.toMatchObject({
      code: 'column-not-numeric',
    });
  });

  it('do not cost the next selection its memory', async () => {
    const { cache } = cacheOn([ramp, seven, ramp.map((x) => x * x)]);
    const dataset = datasetOf('a', 2);
    await expect(cache.get(dataset, { ...DEFAULT_SELECTION, target: 2, features: [0, 1], standardize: true })).rejects.toThrow(
      'Feature "c1"',
    );
    const { matrix } = await cache.get(dataset, { ...DEFAULT_SELECTION, target: 2, features: [0], standardize: true });
    expect((await trainOn(trainer, matrix, { stop: { maxSteps: 2 } })).steps).toBe(2);
  });
});
