import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Recipe, RecipeEntry } from '../../workers/core/schema';
import { createDataBench, type DataBench } from '../support/data';

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

const recipe = (features: string[], entries: RecipeEntry[] = [], target = 'y'): Recipe => ({
  target, features, entries, scaling: 'standardize', intercept: true,
});

const opened = async (): Promise<string> => (await bench.open(await bench.file('penguins.csv', CONTENT))).id;

describe('preparing a file', () => {
  it('makes numbers of text, truth values and dates, and leaves out rows with something missing', async () => {
    const id = await opened();
    const { dataset, preparation, columns, nRows, leftOut } = await bench.engine.prepare(id, recipe(['species', 'mass', 'smoker', 'born']));
    expect(preparation.features.map(({ name }) => name)).toEqual(['species = Chinstrap', 'species = Gentoo', 'mass', 'smoker', 'born']);
    expect(dataset.columns.map(({ name }) => name)).toEqual(['species = Chinstrap', 'species = Gentoo', 'mass', 'smoker', 'born', 'y', '(row)']);
    expect(columns).toEqual({ features: [0, 1, 2, 3, 4], target: 5, partColumn: null, weightColumn: null, rowColumn: 6 });
    expect({ nRows, leftOut }).toEqual({
      nRows: { train: 4, validation: 0, test: 0 },
      leftOut: [{ reason: 'mass', nRows: 1 }, { reason: 'smoker', nRows: 1 }, { reason: 'y', nRows: 1 }],
    });
  });
});
