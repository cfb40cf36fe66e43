import { DEFAULT_SELECTION } from '../support/selection';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DatasetSummary } from '../../workers/core/schema';
import { splitRows } from '../../workers/core/design/splitRows';
import type { ColumnSelection } from '../../workers/engine/training/designMatrix';
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
      const { isShuffled, validationShare, seed, targetKind } = selection;
      const nRows = chosen[0]!.length;
      const classNames = targetKind === 'classes' ? ['no', 'yes', 'perhaps'] : null;
      const builder = createShardBuilder({
        ...allocate({ ...splitRows(nRows, validationShare), nOutputs: classNames?.length ?? 1, isWeighted: false }),
        design: selection,
        shuffleSeed: isShuffled || validationShare > 0 ? seed : null,
        classNames,
      });
      for (let pass = 0; pass < builder.nPasses; pass++) builder.append(chosen, nRows);
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

  it('is built again for every setting of the design, and for another seed only where rows are shuffled', async () => {
    const { cache } = cacheOn(linearData(2_000, [1, 2, 3], 4, { noise: 1 }));
    const dataset = datasetOf('a', 3);
    const first: ColumnSelection = { ...DEFAULT_SELECTION, target: 3, features: [0, 1], standardize: true };
    const isNew = async (changes: Partial<ColumnSelection>): Promise<boolean> =>
      (await cache.get(dataset, { ...first, ...changes })).isNew;
    await isNew({});
    expect(await isNew({ seed: 99, loss: 'huber' })).toBe(false);
    for (const changes of [
      { degree: 2 },
      { intercept: false },
      { storage: 'float32' as const },
      { isShuffled: true },
      { isShuffled: true, seed: 2 },
      { validationShare: 0.1 },
      { validationShare: 0.2 },
    ]) {
      expect(await isNew(changes)).toBe(true);
      expect(await isNew(changes)).toBe(false);
    }
    // A validation part asks for a shuffle by itself.
    expect(await isNew({ validationShare: 0.2, isShuffled: true })).toBe(false);
    expect(await isNew({ validationShare: 0.2, seed: 5 })).toBe(true);
  });

  it('is kept where another selection is refused before its shards are built', async () => {
    const { cache } = cacheOn(linearData(6, [1, 2, 3], 4, { noise: 1 }));
    const first = { ...DEFAULT_SELECTION, target: 3, features: [0, 1], standardize: true };
    const { matrix } = await cache.get(datasetOf('a', 3), first);
    await expect(cache.get(datasetOf('a', 3), { ...first, degree: 3 })).rejects.toThrow('but only 6 rows');
    await expect(cache.get(datasetOf('a', 3), { ...first, validationShare: 0.99 })).rejects.toThrow('none to train on');
    expect((await cache.get(datasetOf('a', 3), first)).matrix).toBe(matrix);
  });

  it('is half in float32, all of it', async () => {
    const columns = linearData(100_000, [1, 2, 3, 4, 5, 6, 7], 1);
    const reserved = async (storage: ColumnSelection['storage']): Promise<number> => {
      const features = [0, 1, 2, 3, 4, 5, 6];
      const selection = { ...DEFAULT_SELECTION, target: 7, features, standardize: true, storage, validationShare: 0.25 };
      const { matrix } = await cacheOn(columns).cache.get(datasetOf('a', 7), selection);
      const memories = [...matrix.memories, ...matrix.validation!.memories];
      expect(matrix.notes.some((note) => note.includes('float32'))).toBe(storage === 'float32');
      return memories.reduce((sum, memory) => sum + memory.buffer.byteLength, 0);
    };
    const [wide, narrow] = [await reserved('float64'), await reserved('float32')];
    // 100,000 rows of 8 numbers, of 8 bytes and of 4; besides them scratch, which both have alike.
    expect(wide - narrow).toBeGreaterThan(0.95 * 8 * 4 * 100_000);
    expect(narrow).toBeLessThan(8 * 4 * 100_000 + 2 * MIB);
  });

  it('comes back from builds that failed, the validation part\'s too', async () => {
    const columns = linearData(300_000, [1, 2, 3, 4], 1);
    // The first column is too large to compute with, which shows only once all rows are there.
    columns[0]![7] = Infinity;
    const { cache } = cacheOn(columns);
    const rss: number[] = [];
    for (let k = 0; k < 40; k++) {
      const selection = { ...DEFAULT_SELECTION, target: 4, features: [0, 1, 2, 3], standardize: true, validationShare: 0.5, seed: k };
      await expect(cache.get(datasetOf('a', 4), selection)).rejects.toThrow('too large to compute with');
      rss.push(process.memoryUsage().rss);
    }
    // 12 MB each: 35 of them would add 420 MB.
    expect((rss[39]! - rss[4]!) / MIB).toBeLessThan(100);
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

  const cacheGet = (columns: Columns, changes: Partial<ColumnSelection>) => {
    const d = columns.length - 1;
    const features = Array.from({ length: d }, (_, j) => j);
    const selection = { ...DEFAULT_SELECTION, target: d, features, standardize: true, ...changes };
    return cacheOn(columns).cache.get(datasetOf('a', d), selection);
  };

  it.each([
    [
      'more columns of powers than rows', linearData(9, [1, 2, 3], 0), { degree: 3 },
      '3 features, each with its powers up to 3, but only 9 rows: many weights fit equally well. Choose at most 2 features, choose a lower degree, or add rows.',
    ],
    [
      'rows that the validation part takes away', linearData(10, [1, 2, 3], 0), { validationShare: 0.7 },
      '3 features but only 3 rows to train on: many weights fit equally well. Choose at most 2 features, choose a smaller validation part, or add rows.',
    ],
    [
      'a power out of range', [ramp.map((x) => 1e80 * x), ramp], { degree: 4 },
      'The power 4 of column "c0" leaves the range of numbers. Choose a lower degree.',
    ],
    [
      'a power that is constant', [ramp.map((x) => (x % 2 === 0 ? 1 : -1)), ramp], { degree: 2 },
      'Feature "c0^2" is 1 in all 500 rows used, so its weight cannot be told from the bias. Choose a lower degree.',
    ],
    [
      'numbers that float32 cannot hold', [ramp.map((x) => 1e37 * x), ramp], { storage: 'float32' as const, standardize: false },
      'Column "c0" holds values above 3.4e38, which float32 cannot hold. Store the numbers as float64.',
    ],
    [
      'zeros everywhere, without an intercept', [new Float64Array(500), ramp], { intercept: false },
      'Feature "c0" is 0 in all 500 rows used, so no weight of it changes anything. Leave it out.',
    ],
    [
      'counts below 0', [ramp, ramp.map((x) => x - 3)], { loss: 'poisson' as const },
      'Target "c1" goes down to -3, and Poisson loss is for counts of 0 or more. Choose another target or loss.',
    ],
    [
      'three classes for logistic loss', [ramp, ramp.map((x) => x % 3)], { loss: 'logistic' as const, targetKind: 'classes' as const },
      'Target "c1" has 3 classes, and logistic loss is for two. Choose softmax loss.',
    ],
    [
      'one class among the rows trained on', [ramp, ramp.map(() => 1)], { loss: 'softmax' as const, targetKind: 'classes' as const },
      'Target "c1" is "yes" in all 500 rows used: there is nothing to learn. Choose another target.',
    ],
  ])('are refused where there are %s', async (_, columns, changes, message) => {
    await expect(cacheGet(columns, changes)).rejects.toMatchObject({ message });
  });

  it('are taken without an intercept where one is constant, and as many as there are rows', async () => {
    expect((await cacheGet([seven, ramp, ramp.map((x) => x * x)], { intercept: false })).isNew).toBe(true);
    const square = linearData(5, [1, 2, 3, 4, 5], 0);
    expect((await cacheGet(square, { intercept: false })).matrix.plan.nSamples).toBe(5);
    await expect(cacheGet(square, {})).rejects.toMatchObject({ code: 'too-few-rows' });
  });

  it('say which class is in the validation part alone', async () => {
    const target = ramp.map((x) => (x === 17 ? 2 : x % 2));
    const notes: string[] = [];
    for (let seed = 1; seed <= 6; seed++) {
      const changes = { loss: 'softmax', targetKind: 'classes', validationShare: 0.5, seed } as const;
      notes.push(...(await cacheGet([ramp, target], changes)).matrix.notes);
    }
    // Half of the orders, more or less.
    expect(notes.length).toBeGreaterThan(0);
    expect(notes.length).toBeLessThan(6);
    expect(new Set(notes)).toEqual(
      new Set(['Class "perhaps" of target "c1" is in the validation part alone: nothing is learnt of it.']),
    );
  });

  it('say that counts are not whole, and are checked for each loss anew', async () => {
    const columns = [ramp, ramp.map((x) => x / 2 + 1)];
    const { cache } = cacheOn(columns);
    const selection = { ...DEFAULT_SELECTION, target: 1, features: [0], standardize: true };
    const notesOf = async (loss: ColumnSelection['loss']): Promise<string[]> =>
      (await cache.get(datasetOf('a', 1), { ...selection, loss })).matrix.notes;
    expect(await notesOf('squared')).toEqual([]);
    expect(await notesOf('poisson')).toEqual([
      'Target "c1" holds numbers that are no whole counts; Poisson loss takes them as they are.',
    ]);
    expect(await notesOf('squared')).toEqual([]);
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
