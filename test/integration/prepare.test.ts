import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RecipeEntry } from '../../workers/core/schema';
import { createDataBench, type DataBench } from '../support/data';
import { recipeOf } from '../support/recipes';

let bench: DataBench;
beforeAll(async () => {
  bench = await createDataBench();
});
afterAll(() => bench.dispose());

const CONTENT = [
  'species,mass,smoker,born,y',
  'Adelie,10,true,2020-01-02,1',
  'Gentoo,,false,2020-01-03,2',
  'Adelie,30,true,2020-02-01,3',
  'Chinstrap,40,true,2021-12-31,4',
  'Gentoo,50,false,1969-12-31,5',
  'Adelie,60,,2020-01-01,6',
  'Gentoo,70,false,2020-01-01,',
  '',
].join('\n');

const open = async (content = CONTENT): Promise<string> => (await bench.open(await bench.file('penguins.csv', content))).id;

const rowsOf = async (id: string): Promise<(string | null)[][]> => (await bench.engine.readRows(id, 0, 1_000)).rows;

/** Prepares the penguins, and reads the features as numbers. */
const featuresOf = async (features: string[], entries: RecipeEntry[] = []): Promise<{ names: string[]; rows: (number | null)[][] }> => {
  const { dataset, preparation } = await bench.engine.prepare(await open(), recipeOf(features, entries));
  const names = preparation.features.map(({ name }) => name);
  const rows = (await rowsOf(dataset.id)).map((row) => row.slice(0, names.length).map((cell) => (cell === null ? null : Number(cell))));
  return { names, rows };
};

describe('preparing a file', () => {
  it('makes numbers of text, truth values and dates, and leaves out rows with something missing', async () => {
    const id = await open();
    const { dataset, columns, nRows, leftOut } = await bench.engine.prepare(id, recipeOf(['species', 'mass', 'smoker', 'born']));
    expect(dataset.columns.map(({ name }) => name)).toEqual([
      'species = Chinstrap', 'species = Gentoo', 'mass', 'smoker', 'born', 'y', '(row)',
    ]);
    expect(columns).toEqual({ features: [0, 1, 2, 3, 4], target: 5, partColumn: null, weightColumn: null, rowColumn: 6 });
    expect({ nRows, leftOut }).toEqual({
      nRows: { train: 4, validation: 0, test: 0 },
      leftOut: [{ reason: 'mass', nRows: 1 }, { reason: 'smoker', nRows: 1 }, { reason: 'y', nRows: 1 }],
    });
    expect(await rowsOf(dataset.id)).toEqual([
      ['0', '0', '10', '1', '18263', '1', '1'],
      ['0', '0', '30', '1', '18293', '3', '3'],
      ['1', '0', '40', '1', '18992', '4', '4'],
      ['0', '1', '50', '0', '-1', '5', '5'],
    ]);
  });

  it('fills missing values with a figure of the training part, and says where', async () => {
    const mean = await featuresOf(['mass'], [{ kind: 'missing', column: 'mass', rule: { kind: 'mean' }, indicator: true }]);
    expect(mean).toEqual({ names: ['mass', 'mass is missing'], rows: [[10, 0], [38, 1], [30, 0], [40, 0], [50, 0], [60, 0]] });
    const median = await featuresOf(['mass'], [{ kind: 'missing', column: 'mass', rule: { kind: 'median' }, indicator: false }]);
    expect(median.rows[1]).toEqual([40]);
    const constant = await featuresOf(['smoker'], [{ kind: 'missing', column: 'smoker', rule: { kind: 'constant', value: true }, indicator: false }]);
    expect(constant.rows.map(([value]) => value)).toEqual([1, 0, 1, 1, 0, 1]);
  });

  it('gathers rare levels, against a reference that was chosen', async () => {
    const { names, rows } = await featuresOf(['species'], [
      { kind: 'categories', column: 'species', reference: 'Gentoo', rareBelow: 2, unseen: 'rare' },
    ]);
    expect(names).toEqual(['species = Adelie', 'species = (rare)']);
    expect(rows).toEqual([[1, 0], [0, 0], [1, 0], [0, 1], [0, 0], [1, 0]]);
  });

  it('takes parts of dates, powers, products, logarithms and winsorised values', async () => {
    const dates = await featuresOf(['born'], [{ kind: 'date', column: 'born', parts: ['year', 'month', 'day', 'weekday'] }]);
    expect(dates.names).toEqual(['born year', 'born month', 'born day', 'born weekday']);
    expect(dates.rows[0]).toEqual([2020, 1, 2, 4]);
    expect(dates.rows[4]).toEqual([1969, 12, 31, 3]);
    const made = await featuresOf(['mass', 'species'], [
      { kind: 'powers', column: 'mass', degree: 3 },
      { kind: 'product', columns: ['mass', 'species'] },
    ]);
    expect(made.names).toEqual([
      'mass', 'mass^2', 'mass^3', 'species = Chinstrap', 'species = Gentoo', 'mass * species = Chinstrap', 'mass * species = Gentoo',
    ]);
    expect(made.rows[2]).toEqual([40, 1600, 64000, 1, 0, 40, 0]);
    const logs = await featuresOf(['mass'], [{ kind: 'transform', column: 'mass', function: 'sqrt' }, { kind: 'powers', column: null, degree: 2 }]);
    expect(logs).toMatchObject({ names: ['sqrt(mass)', 'sqrt(mass)^2'] });
    // Quantiles 0.25 and 0.75 of 10, 30, 40, 50, 60 by linear interpolation, as numpy has them.
    const cut = await featuresOf(['mass'], [{ kind: 'outliers', column: 'mass', low: 0.25, high: 0.75 }]);
    expect(cut.rows.map(([value]) => value)).toEqual([30, 30, 40, 50, 50]);
  });

  it('keeps the rows of a filter, weights them, and splits by a column or in the order of the file', async () => {
    const id = await open();
    const filtered = await bench.engine.prepare(id, recipeOf(['mass'], [
      { kind: 'filter', expression: "species in ('Adelie', 'Gentoo') and not smoker is missing" },
      { kind: 'weights', column: 'mass' },
      { kind: 'split', rule: { kind: 'order', validation: 0, test: 0.3 } },
    ]));
    expect(filtered).toMatchObject({
      nRows: { train: 2, validation: 0, test: 1 },
      leftOut: [{ reason: 'filter', nRows: 2 }, { reason: 'mass', nRows: 1 }, { reason: 'y', nRows: 1 }],
      columns: { features: [0], target: 1, partColumn: 2, weightColumn: 3, rowColumn: 4 },
    });
    expect(await rowsOf(filtered.dataset.id)).toEqual([
      ['10', '1', '0', '10', '1'], ['30', '3', '0', '30', '3'], ['50', '5', '2', '50', '5'],
    ]);
    const split = await bench.engine.prepare(id, recipeOf(['mass'], [
      { kind: 'split', rule: { kind: 'column', column: 'species', validation: 'Gentoo', test: 'Chinstrap' } },
    ]));
    expect((await rowsOf(split.dataset.id)).map((row) => row[2])).toEqual(['0', '0', '2', '1', '0']);
  });

  it('leaves out features with one value in the training part, and says so', async () => {
    const { dataset, notes } = await bench.engine.prepare(await open(), recipeOf(['mass', 'smoker'], [{ kind: 'filter', expression: 'smoker' }]));
    expect(dataset.columns.map(({ name }) => name)).toEqual(['mass', 'y', '(row)']);
    expect(notes).toEqual(['1 feature with one value in the whole training part is left out: "smoker".']);
  });

  it.each<[string, string[], RecipeEntry[], string]>([
    [
      'a logarithm of nothing', ['mass'], [{ kind: 'filter', expression: 'mass is not missing' }, { kind: 'transform', column: 'shift', function: 'log' }],
      'Column "shift" holds 2 values of 0 or less in the training part, the first in row 3, and their logarithm does not exist. Filter those rows out, or leave the column as it is.',
    ],
    ['a root of less than nothing', ['mass'], [{ kind: 'transform', column: 'shift', function: 'sqrt' }], 'Column "shift" holds 1 value of less than 0 in the training part, the first in row 4'],
    ['a weight below 0', ['mass'], [{ kind: 'weights', column: 'shift' }], 'Column "shift" holds 1 value below 0, the first in row 4, and cannot weight the rows.'],
    [
      'a mean of nothing', ['mass'], [{ kind: 'filter', expression: 'mass is missing' }, { kind: 'missing', column: 'mass', rule: { kind: 'mean' }, indicator: false }],
      'Column "mass" has no mean, for it has no value in the training part.',
    ],
    ['no row', ['mass'], [{ kind: 'filter', expression: 'mass > 1000' }], 'none is left to train on'],
    ['one value alone', ['smoker'], [{ kind: 'filter', expression: 'smoker' }], 'No feature has more than one value in the training part'],
    [
      'a reference that is rare', ['species'], [{ kind: 'categories', column: 'species', reference: 'Chinstrap', rareBelow: 2, unseen: 'rare' }],
      'The reference level "Chinstrap" of column "species" is in 1 row of the training part and would be gathered with the rare ones. Choose a more frequent one, or "(rare)".',
    ],
    ['too large a power', ['big'], [{ kind: 'powers', column: 'big', degree: 9 }], 'The feature "big^8" is larger than the largest number of 64 bits in the training part.'],
  ])('is refused in one sentence, and loses nothing: %s', async (_, features, entries, sentence) => {
    const [header, ...lines] = CONTENT.trimEnd().split('\n');
    const id = await open([`${header},shift,big`, ...lines.map((line, i) => `${line},${2 - i + (i > 3 ? 10 : 0)},${i}e40`), ''].join('\n'));
    const named = entries.flatMap((entry) => (entry.kind === 'transform' && entry.column === 'shift' ? ['shift'] : []));
    const failing = bench.engine.prepare(id, recipeOf([...features, ...named], entries));
    await expect(failing).rejects.toThrow(sentence);
    expect((await bench.engine.prepare(id, recipeOf(['species']))).nRows.train).toBe(6);
  });

  it('refuses more indicators than can be trained, and names the remedy', async () => {
    const rows = Array.from({ length: 2_400 }, (_, i) => `n${i % 1_200},${i % 7}`);
    const id = await open(['name,y', ...rows, ''].join('\n'));
    await expect(bench.engine.prepare(id, recipeOf(['name']))).rejects.toThrow(
      'Column "name" would become 1,199 indicators; up to 1,000 are possible. Gather its rare levels with a larger number of rows (rareBelow, now 0), or leave it out.',
    );
    const many = await open(['name,y', ...Array.from({ length: 10_500 }, (_, i) => `n${i},${i % 7}`), ''].join('\n'));
    await expect(bench.engine.prepare(many, recipeOf(['name']))).rejects.toThrow('holds more than 10,000 levels in the training part');
  });

  it('says how many rows for validation or test have a level or a logarithm that does not exist', async () => {
    const id = await open('kind,x,part,y\na,1,,1\nb,2,,2\na,3,,3\nc,4,v,4\na,-1,v,5\na,5,v,6\n');
    const { notes, nRows } = await bench.engine.prepare(id, recipeOf(['kind', 'x'], [
      { kind: 'split', rule: { kind: 'column', column: 'part', validation: 'v', test: null } },
      { kind: 'transform', column: 'x', function: 'log' },
    ]));
    expect(nRows).toEqual({ train: 3, validation: 3, test: 0 });
    expect(notes).toEqual([
      '2 rows for validation or test have a level that the training part does not have, or a value without a logarithm or root: left out of their parts.',
    ]);
  });

  it('can be cancelled, and leaves the file as it was', async () => {
    const id = await open();
    const controller = new AbortController();
    const preparing = bench.engine.prepare(id, recipeOf(['species', 'mass']), { signal: controller.signal });
    controller.abort();
    await expect(preparing).rejects.toMatchObject({ code: 'cancelled' });
    expect(bench.engine.preparedFrom(id)).toEqual([]);
    expect((await bench.engine.prepare(id, recipeOf(['species']))).nRows.train).toBe(6);
  });

  it('ends with its file, or alone', async () => {
    const id = await open();
    const first = await bench.engine.prepare(id, recipeOf(['mass']));
    const second = await bench.engine.prepare(id, recipeOf(['species']));
    expect(await bench.engine.sha256(first.dataset.id)).toBe(await bench.engine.sha256(id));
    await bench.engine.closeDataset(first.dataset.id);
    await expect(bench.engine.readRows(first.dataset.id, 0, 1)).rejects.toMatchObject({ code: 'not-open' });
    expect(await rowsOf(second.dataset.id)).toHaveLength(6);
    await bench.engine.closeDataset(id);
    await expect(bench.engine.readRows(second.dataset.id, 0, 1)).rejects.toMatchObject({ code: 'not-open' });
  });
});
