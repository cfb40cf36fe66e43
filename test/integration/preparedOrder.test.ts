import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createDataBench, type DataBench } from '../support/data';
import { recipeOf } from '../support/recipes';

let bench: DataBench;
beforeAll(async () => {
  bench = await createDataBench();
});
afterAll(() => bench.dispose());

const N = 350_003;

describe('the rows of a large prepared file', () => {
  it('stay in the order of the file, with their own codes beside them, whatever is read of them', async () => {
    const lines = Array.from({ length: N }, (_, i) => `${i % 9 === 4 ? '' : i},${i % 3 === 0 ? 'dev' : i % 5 === 0 ? 'test' : 'train'},${(i * 7) % 1000}`);
    const { id } = await bench.open(await bench.file('large.csv', `x,part,y\n${lines.join('\n')}\n`));
    const { dataset, nRows, columns, leftOut } = await bench.engine.prepare(
      id,
      recipeOf(['x'], [
        { kind: 'filter', expression: 'y < 900' },
        { kind: 'split', rule: { kind: 'column', column: 'part', validation: 'dev', test: 'test' } },
      ]),
    );
    const kept = [...lines.keys()].filter((i) => (i * 7) % 1000 < 900 && i % 9 !== 4);
    const partOf = (i: number): number => (i % 3 === 0 ? 1 : i % 5 === 0 ? 2 : 0);
    const count = (part: number): number => kept.filter((i) => partOf(i) === part).length;
    expect(nRows).toEqual({ train: count(0), validation: count(1), test: count(2) });
    expect(leftOut.map(({ reason }) => reason)).toEqual(['filter', 'x']);
    expect(leftOut.reduce((sum, { nRows: n }) => sum + n, 0)).toBe(N - kept.length);
    for (const start of [0, 122_878, 199_999, kept.length - 1_000]) {
      const { rows } = await bench.engine.readRows(dataset.id, start, 1_000);
      expect(rows).toHaveLength(1_000);
      rows.forEach((row, k) => {
        const i = kept[start + k]!;
        expect(row).toEqual([String(i), String((i * 7) % 1000), String(partOf(i)), String(i + 1)]);
      });
    }
    // Under the filter that a task sets for the rows of one part.
    const profile = await bench.engine.profile(dataset.id);
    const row = profile[columns.rowColumn]!;
    expect([row.min, row.max, row.nMissing]).toEqual([kept[0]! + 1, kept.at(-1)! + 1, 0]);
    const selection = { target: columns.target, features: columns.features, weightColumn: null, partColumn: columns.partColumn, targetKind: 'number' as const };
    const survey = await bench.engine.survey(dataset.id, {
      ...selection, standardize: true, loss: 'squared', isShuffled: false, degree: 1, intercept: true, scaledBy: 'deviation', storage: 'float64', validationShare: 0, seed: 1,
    });
    const trained = kept.filter((i) => partOf(i) === 0);
    expect([survey.minima[0], survey.maxima[0]]).toEqual([trained[0], trained.at(-1)]);
  });

  it('stay in order with more levels and listed values than a handful, which a database would rather join', async () => {
    const levels = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h'];
    const levelOf = (i: number): string => levels[(i * 5) % 8]!;
    const lines = Array.from({ length: N }, (_, i) => `${levelOf(i)},${i % 1000}`);
    const { id } = await bench.open(await bench.file('levels.csv', `level,y\n${lines.join('\n')}\n`));
    const { dataset, columns } = await bench.engine.prepare(
      id,
      recipeOf(['level'], [{ kind: 'filter', expression: "level in ('a', 'b', 'c', 'd', 'e', 'f', 'g')" }]),
    );
    const kept = [...lines.keys()].filter((i) => levelOf(i) !== 'h');
    expect(dataset.nRows).toBe(kept.length);
    for (const start of [0, 122_878, 245_000, kept.length - 1_000]) {
      const { rows } = await bench.engine.readRows(dataset.id, start, 1_000);
      const found = rows.map((row) => [row[columns.rowColumn], ...columns.features.map((feature) => row[feature])]);
      expect(found).toEqual(kept.slice(start, start + 1_000).map((i) => {
        const indicators = levels.slice(1, 7).map((level) => (level === levelOf(i) ? '1' : '0'));
        return [String(i + 1), ...indicators];
      }));
    }
  });

  it('by a share are the same at every call', async () => {
    const { id } = await bench.open(await bench.file('shares.csv', `x,y\n${Array.from({ length: 5_000 }, (_, i) => `${i},${(i * 3) % 17}`).join('\n')}\n`));
    const partsOf = async (): Promise<string[]> => {
      const { dataset, columns } = await bench.engine.prepare(id, recipeOf(['x'], [{ kind: 'split', rule: { kind: 'share', validation: 0.2, test: 0.1, seed: 42 } }]));
      const pages = await Promise.all([0, 1_000, 2_000, 3_000, 4_000].map((start) => bench.engine.readRows(dataset.id, start, 1_000)));
      return pages.flatMap(({ rows }) => rows.map((row) => row[columns.partColumn!]!));
    };
    const [first, second] = [await partsOf(), await partsOf()];
    expect(second).toEqual(first);
    expect(['0', '1', '2'].map((part) => first.filter((one) => one === part).length)).toEqual([3_500, 1_000, 500]);
  });
});
