import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Shards } from '../../workers/core/shards/matrix';
import type { ColumnSelection } from '../../workers/engine/training/designMatrix';
import { createDataBench, failureOf, type DataBench } from '../support/data';
import { kernelModule, newShards, readBack } from '../support/matrix';
import { DEFAULT_SELECTION } from '../support/selection';

let bench: DataBench;
beforeAll(async () => {
  bench = await createDataBench();
});
afterAll(() => bench.dispose());

/** Every row as [features..., target], read back from the tiles. */
const rowsOf = (shards: Shards): number[][] => {
  const columns = readBack(shards);
  return Array.from({ length: shards.plan.nSamples }, (_, i) => columns.map((column) => column[i]!));
};

/** Built with memories of its own. */
const build = async (id: string, selection: Partial<ColumnSelection> & Pick<ColumnSelection, 'target' | 'features'>) => {
  const whole: ColumnSelection = { ...DEFAULT_SELECTION, standardize: false, ...selection };
  const taken: { shards: Shards | null; validation: Shards | null } = { shards: null, validation: null };
  const built = await bench.engine.buildShards(id, whole, ({ nTraining, nValidation, nOutputs }) => {
    const options = { nThreads: 3, nSeats: 1, nOutputs, storage: whole.storage };
    const nFeatures = whole.features.length * whole.degree;
    const shards = newShards(nTraining, nFeatures, options);
    const validation = nValidation > 0 ? newShards(nValidation, nFeatures, options) : null;
    Object.assign(taken, { shards, validation });
    return { kernelModule: kernelModule(), shards, validation };
  });
  return { ...built, shards: taken.shards!, validation: taken.validation };
};

describe('columns that are built into shards', () => {
  const nRows = 5_003;
  const cell = (i: number, j: number): string => ((i + j) % 500 === 0 ? '' : String(Math.sin(i * 3 + j)));
  const text = (): string =>
    `a,name,b,y\n${Array.from({ length: nRows }, (_, i) => [cell(i, 0), `t${i}`, cell(i, 1), cell(i, 2)].join(',')).join('\n')}\n`;

  it('are the complete rows in the order of the file, the features as chosen and the target last', async () => {
    const { id } = await bench.open(await bench.file('shards.csv', text()));
    const built = await build(id, { target: 3, features: [2, 0] });
    const expected = Array.from({ length: nRows }, (_, i) => [cell(i, 1), cell(i, 0), cell(i, 2)])
      .filter((cells) => !cells.includes(''))
      .map((cells) => cells.map(Number));
    expect(built.rowsSkipped).toBe(nRows - expected.length);
    expect(built.summary.scaling).toEqual({ means: [0, 0], scales: [1, 1] });
    expect(rowsOf(built.shards)).toEqual(expected);
  });
  it('keep every row where none is missing a value in a chosen column', async () => {
    const { id } = await bench.open(await bench.file('whole.csv', 'x,other,y\n1,,2\n3,5,4\n'));
    const built = await build(id, { target: 2, features: [0] });
    expect(built.rowsSkipped).toBe(0);
    expect(rowsOf(built.shards)).toEqual([[1, 2], [3, 4]]);
  });
  it('are not begun where the rows do not suffice, nor where the work was cancelled', async () => {
    const { id } = await bench.open(await bench.file('few.csv', 'x,y\n1,2\n'));
    const selection = { ...DEFAULT_SELECTION, target: 1, features: [0], standardize: true };
    const refuse = (): never => {
      throw new RangeError('too few');
    };
    await expect(bench.engine.buildShards(id, selection, refuse)).rejects.toThrow('too few');
    const cancelled = bench.engine.buildShards(id, selection, refuse, { signal: AbortSignal.abort() });
    expect((await failureOf(cancelled)).code).toBe('cancelled');
  });
});

describe('rows that are shuffled', () => {
  const nRows = 2_503;
  const text = `x,y\n${Array.from({ length: nRows }, (_, i) => `${i},${i % 9 === 0 ? '' : -i}`).join('\n')}\n`;
  const complete = Array.from({ length: nRows }, (_, i) => i).filter((i) => i % 9 !== 0);

  it('are all there once, features with their target, in an order that the seed alone sets', async () => {
    const { id } = await bench.open(await bench.file('shuffled.csv', text));
    const order = async (seed: number): Promise<number[]> => {
      const rows = rowsOf((await build(id, { target: 1, features: [0], isShuffled: true, seed })).shards);
      expect(rows.every(([x, y]) => x === -y!)).toBe(true);
      return rows.map(([x]) => x!);
    };
    const first = await order(7);
    expect(first).not.toEqual(complete);
    expect([...first].sort((a, b) => a - b)).toEqual(complete);
    expect(await order(7)).toEqual(first);
    expect(await order(8)).not.toEqual(first);
  });

  it('are dealt to training and validation, each row to one of them', async () => {
    const { id } = await bench.open(await bench.file('dealt.csv', text));
    const { shards, validation } = await build(id, { target: 1, features: [0], validationShare: 0.2, seed: 3 });
    const [trained, left] = [rowsOf(shards), rowsOf(validation!)];
    // 2,503 rows, of which 279 (0, 9, ..., 2,502) lack their target: 2,224, and 0.2 of them 444.8.
    expect([complete.length, left.length]).toEqual([2_224, 445]);
    expect([...trained, ...left].map(([x]) => x!).sort((a, b) => a - b)).toEqual(complete);
  });

  it('are not split where none would be left to train on', async () => {
    const { id } = await bench.open(await bench.file('two.csv', 'x,y\n1,2\n3,4\n'));
    expect(await failureOf(build(id, { target: 1, features: [0], validationShare: 0.9 }))).toEqual({
      code: 'too-few-rows',
      message: 'A validation part of 0.9 of 2 rows leaves none to train on. Choose a smaller one or add rows.',
    });
  });
});

describe('a target with classes', () => {
  const classesOf = async (name: string, cells: string[], type: 'text' | 'number' | 'boolean' | 'date' | 'timestamp') => {
    const rows = cells.map((cell, i) => `${i},"${cell.replaceAll('"', '""')}"`).join('\n');
    const path = await bench.file(name, `x,"the ""class"""\n${rows}\n`);
    const { id } = await bench.open(path, {}, ({ columns }) => (columns[1]!.type = type));
    const { summary, shards } = await build(id, { target: 1, features: [0], targetKind: 'classes' });
    return { names: summary.classNames, numbers: rowsOf(shards).map(([, number]) => number), nOutputs: shards.plan.nOutputs };
  };

  it.each([
    ['text, by code point', 'text', ['b', 'B', 'a', 'b'], ['B', 'a', 'b'], [2, 0, 1, 2]],
    [
      'text with quotes, marks and names of the language',
      'text',
      ["it's", '__proto__', 'a"b', 'é', "'); DROP TABLE t; --", '\u{1F600}', '\uFFFD', ' ', 'constructor'],
      [' ', "'); DROP TABLE t; --", '__proto__', 'a"b', 'constructor', "it's", 'é', '\uFFFD', '\u{1F600}'],
      [5, 2, 3, 6, 1, 8, 7, 0, 4],
    ],
    ['numbers, by value', 'number', ['10', '9', '-0', '1e3', '0', '0.1'], ['0', '0.1', '9', '10', '1000'], [3, 2, 0, 4, 0, 1]],
    ['booleans', 'boolean', ['true', 'false', 'true'], ['false', 'true'], [1, 0, 1]],
    ['dates', 'date', ['2021-01-02', '1999-12-31', '2021-01-02'], ['1999-12-31', '2021-01-02'], [1, 0, 1]],
    [
      'times',
      'timestamp',
      ['2021-01-02 10:00:00.000001', '2021-01-02 10:00:00', '2021-01-02 09:00:00'],
      ['2021-01-02 09:00:00', '2021-01-02 10:00:00', '2021-01-02 10:00:00.000001'],
      [2, 1, 0],
    ],
  ] as const)('of %s', async (name, type, cells, names, numbers) => {
    expect(await classesOf(`${name}.csv`, [...cells], type)).toEqual({ names, numbers, nOutputs: names.length });
  });

  it('counts only the classes of complete rows', async () => {
    const { id } = await bench.open(await bench.file('partly.csv', 'x,c\n1,a\n,only here\n2,b\n3,\n4,a\n'));
    const { summary, shards, rowsSkipped } = await build(id, { target: 1, features: [0], targetKind: 'classes' });
    expect([summary.classNames, rowsOf(shards), rowsSkipped]).toEqual([['a', 'b'], [[1, 0], [2, 1], [4, 0]], 2]);
  });

  it('keeps its classes in a shuffle, in both parts and in float32', async () => {
    const rows = Array.from({ length: 1_203 }, (_, i) => `${i},${['low', 'middle', 'high'][i % 3]}`);
    const { id } = await bench.open(await bench.file('three.csv', `x,c\n${rows.join('\n')}\n`));
    const { summary, shards, validation } = await build(id, {
      target: 1, features: [0], targetKind: 'classes', validationShare: 0.25, storage: 'float32',
    });
    expect(summary.classNames).toEqual(['high', 'low', 'middle']);
    const all = [...rowsOf(shards), ...rowsOf(validation!)];
    expect(all.every(([x, number]) => number === [1, 2, 0][x! % 3])).toBe(true);
    expect(new Set(all.map(([x]) => x)).size).toBe(1_203);
  });

  it.each([
    [
      'has one class', 'text', Array<string>(1_204).fill('yes'),
      'Target "the "class"" has one class, "yes", in all 1,204 rows used: there is nothing to tell apart. Choose another target.',
    ],
    [
      'is a quantity', 'number', Array.from({ length: 1_500 }, (_, i) => `${i / 2}`),
      'Target "the "class"" has 1,500 different numbers in 1,500 rows and looks like a quantity. Choose a loss for quantities, for example squared.',
    ],
    [
      'has too many classes', 'text', Array.from({ length: 1_001 }, (_, i) => `n${i}`),
      'Target "the "class"" has 1,001 classes, and at most 1,000 can be told apart. Choose another target.',
    ],
  ] as const)('is refused where it %s', async (name, type, cells, message) => {
    expect((await failureOf(classesOf(`${name}.csv`, [...cells], type))).message).toBe(message);
  });
});
