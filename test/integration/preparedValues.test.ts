import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { daysOfIso } from '../../workers/core/preparation/dates';
import { evaluateExpression, type RawValue } from '../../workers/core/preparation/evaluateExpression';
import type { ColumnType, MissingRule, Prepared, Recipe, RecipeEntry } from '../../workers/core/schema';
import { createDataBench, optionsOf, type DataBench } from '../support/data';
import { recipeOf } from '../support/recipes';

let bench: DataBench;
beforeAll(async () => {
  bench = await createDataBench();
});
afterAll(() => bench.dispose());

const TYPES: Record<string, ColumnType> = { a: 'number', b: 'number', kind: 'text', flag: 'boolean', day: 'date', at: 'timestamp', part: 'text', y: 'number' };
const NAMES = Object.keys(TYPES);
type Row = (string | null)[];

/** The text of a cell as a file has it, and as the formulas take it. */
const rawOf = (text: string | null, type: ColumnType): RawValue => {
  if (text === null) return null;
  if (type === 'number') return Number(text);
  if (type === 'boolean') return text === 'true';
  return type === 'text' ? text : daysOfIso(text);
};

const textOf = (rows: Row[]): string => [NAMES, ...rows].map((row) => row.map((cell) => cell ?? '').join(',')).join('\n').concat('\n');

const open = async (rows: Row[]): Promise<string> => {
  const path = await bench.file('values.csv', textOf(rows));
  const options = optionsOf(await bench.engine.proposeImport(path));
  const columns = NAMES.map((name, index) => ({ index, name, type: TYPES[name]! }));
  return (await bench.engine.importFile(path, { ...options, columns })).id;
};

const orMissing = (values: fc.Arbitrary<string>): fc.Arbitrary<string | null> => fc.option(values, { freq: 6 });
const numbers = fc.oneof(fc.integer({ min: -50, max: 50 }), fc.double({ min: -1e3, max: 1e3, noNaN: true })).map(String);
const days = fc.integer({ min: -200_000, max: 60_000 }).map((day) => new Date(day * 86_400_000).toISOString().slice(0, 10)).filter((text) => /^\d{4}-/.test(text));
const times = fc
  .integer({ min: -2_000_000_000, max: 4_000_000_000 })
  .map((second) => new Date(second * 1_000).toISOString().slice(0, 19).replace('T', ' '));
const levels = fc.constantFrom("O'Brien", 'x', 'Y', "'; DROP TABLE t; --", 'ä', 'rare');

const row: fc.Arbitrary<Row> = fc.tuple(
  orMissing(numbers), orMissing(numbers), orMissing(levels),
  orMissing(fc.constantFrom('true', 'false')), orMissing(days), orMissing(times),
  fc.constantFrom('train', 'train', 'train', 'dev', 'test'), fc.integer({ min: 0, max: 9 }).map(String),
);

const fill = (column: string, rule: MissingRule): RecipeEntry => ({ kind: 'missing', column, rule, indicator: true });
const entry = <T>(value: T): fc.Arbitrary<T[]> => fc.boolean().map((isThere) => (isThere ? [value] : []));
const entries: fc.Arbitrary<RecipeEntry[]> = fc
  .tuple(
    entry(fill('a', { kind: 'mean' })),
    entry(fill('b', { kind: 'median' })),
    entry(fill('kind', { kind: 'constant', value: 'x' })),
    entry(fill('flag', { kind: 'constant', value: true })),
    entry(fill('day', { kind: 'constant', value: '2001-02-03' })),
    entry<RecipeEntry>({ kind: 'outliers', column: 'a', low: 0.1, high: 0.8 }),
    fc.constantFrom<RecipeEntry[]>(
      [],
      [{ kind: 'categories', column: 'kind', reference: null, rareBelow: 4, unseen: 'rare' }],
      [{ kind: 'categories', column: 'kind', reference: null, rareBelow: 4, unseen: 'reference' }],
    ),
    entry<RecipeEntry>({ kind: 'date', column: 'day', parts: ['year', 'month', 'day', 'weekday'] }),
    entry<RecipeEntry>({ kind: 'date', column: 'at', parts: ['days', 'hour', 'weekday'] }),
    entry<RecipeEntry>({ kind: 'powers', column: null, degree: 3 }),
    entry<RecipeEntry>({ kind: 'product', columns: ['a', 'kind'] }),
    entry<RecipeEntry>({ kind: 'product', columns: ['day', 'b'] }),
  )
  .map((found) => found.flat());

const SPLIT: RecipeEntry = { kind: 'split', rule: { kind: 'column', column: 'part', validation: 'dev', test: 'test' } };
const recipeWith = (chosen: RecipeEntry[]): Recipe => recipeOf(['a', 'b', 'kind', 'flag', 'day', 'at'], [...chosen, SPLIT]);

/** Too few rows or levels for a recipe are refused with a sentence, which other tests are about. */
const preparedOrNull = async (id: string, recipe: Recipe): Promise<Prepared | null> =>
  bench.engine.prepare(id, recipe).catch((error: unknown) => {
    if (error instanceof Error && 'code' in error && ['too-few-rows', 'column-constant'].includes(String(error.code))) return null;
    throw error;
  });

/** -0 is 0 for a formula. */
const toZero = (value: number | null): number | null => (value === null ? null : value + 0);

const RUNS = { numRuns: 25, seed: 7, endOnFailure: true };

describe('features of a prepared file', () => {
  it('are in the database what their formulas say, to the last bit', async () => {
    let nCompared = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 40, maxLength: 80 }), entries, async (rows, chosen) => {
        const id = await open(rows);
        const prepared = await preparedOrNull(id, recipeWith(chosen));
        if (!prepared) return;
        const { preparation, columns, dataset } = prepared;
        const page = await bench.engine.readRows(dataset.id, 0, 1_000);
        for (const cells of page.rows) {
          const source = rows[Number(cells[columns.rowColumn]) - 1]!;
          const raw = preparation.inputs.map(({ name, type }) => rawOf(source[NAMES.indexOf(name)]!, type));
          preparation.features.forEach(({ expression }, j) => {
            const cell = cells[columns.features[j]!]!;
            expect(cell === null ? null : Number(cell) + 0).toBe(toZero(evaluateExpression(expression, raw)));
            nCompared++;
          });
        }
        await bench.engine.closeDataset(id);
      }),
      RUNS,
    );
    expect(nCompared).toBeGreaterThan(1_000);
  });

  it('have logarithms and roots within a unit in the last place, missing where there is none', async () => {
    const rows: Row[] = Array.from({ length: 60 }, (_, i) => [
      i < 40 ? String((i + 1) * 0.37) : String(20 - i), String(i * i), 'x', 'true', '2020-01-01', '2020-01-01 00:00:00', i < 40 ? 'train' : 'dev', '1',
    ]);
    const id = await open(rows);
    const recipe = recipeOf(['a', 'b'], [
      { kind: 'transform', column: 'a', function: 'log' },
      { kind: 'transform', column: 'b', function: 'sqrt' },
      SPLIT,
    ]);
    const { preparation, dataset } = await bench.engine.prepare(id, recipe);
    expect(preparation.features.map(({ name }) => name)).toEqual(['log(a)', 'sqrt(b)']);
    const page = await bench.engine.readRows(dataset.id, 0, 1_000);
    page.rows.forEach(([log, root], i) => {
      const expected = evaluateExpression(preparation.features[0]!.expression, [Number(rows[i]![0]), 0]);
      if (expected === null) expect(log).toBeNull();
      else expect(Math.abs(Number(log) - expected)).toBeLessThanOrEqual(Number.EPSILON * Math.abs(expected));
      expect(Number(root)).toBe(i);
    });
    expect(page.rows.filter(([log]) => log === null)).toHaveLength(20);
  });

  it('have statistics of the training part alone: other rows may change as they like', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 60, maxLength: 90 }), fc.array(row, { minLength: 90, maxLength: 90 }), entries, async (rows, others, chosen) => {
        const changed = rows.map((own, i) => (own[6] === 'train' ? own : [...others[i]!.slice(0, 6), own[6]!, others[i]![7]!]));
        const [first, second] = [await open(rows), await open(changed)];
        const [one, other] = [await preparedOrNull(first, recipeWith(chosen)), await preparedOrNull(second, recipeWith(chosen))];
        expect(other?.preparation.features).toEqual(one?.preparation.features);
        expect(other?.preparation.inputs).toEqual(one?.preparation.inputs);
        await Promise.all([first, second].map((id) => bench.engine.closeDataset(id)));
      }),
      { ...RUNS, numRuns: 15 },
    );
  });
});
