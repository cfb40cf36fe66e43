import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEFAULT_SOLVE } from '../../workers/core/training/defaults';
import { preparedSettings } from '../../workers/core/preparation/preparedSettings';
import type { RecipeEntry } from '../../workers/core/schema';
import { createTestEngine, type TestEngine } from '../support/engine';
import { recipeOf } from '../support/recipes';

interface Figures {
  nTraining: number;
  levels: string[];
  mean: number;
  firstRows: number[][];
  intercept: number;
  coefficients: number[];
}
const fileOf = (name: string): string => fileURLToPath(new URL(`./preparation/${name}`, import.meta.url));
/** Of scikit-learn, by the script beside it. */
const figures = JSON.parse(readFileSync(fileOf('figures.json'), 'utf8')) as Figures;

const path = fileOf('messy.csv');

let bench: TestEngine;
let id: string;
beforeAll(async () => {
  bench = await createTestEngine();
  const { format, dialect, columns } = await bench.engine.proposeImport(path);
  id = (await bench.engine.importFile(path, { format, dialect, columns })).id;
});
afterAll(() => bench.dispose());

const ENTRIES: RecipeEntry[] = [
  { kind: 'split', rule: { kind: 'column', column: 'part', validation: null, test: 'test' } },
  { kind: 'missing', column: 'city', rule: { kind: 'constant', value: 'unknown' }, indicator: false },
  { kind: 'outliers', column: 'area', low: 0.05, high: 0.95 },
  { kind: 'transform', column: 'area', function: 'log' },
  { kind: 'powers', column: 'area', degree: 2 },
  { kind: 'missing', column: 'age', rule: { kind: 'median' }, indicator: true },
  { kind: 'date', column: 'sold', parts: ['year', 'month'] },
];
const recipe = recipeOf(['city', 'area', 'age', 'sold'], ENTRIES, { target: 'price' });

const near = (found: number | null | undefined, expected: number, digits: number): void =>
  expect(Math.abs((found ?? NaN) - expected)).toBeLessThanOrEqual(10 ** -digits * Math.max(1, Math.abs(expected)));

describe('a messy file', () => {
  it('becomes the features that pandas and scikit-learn make of it', async () => {
    const { preparation, nRows, dataset } = await bench.engine.prepare(id, recipe);
    expect(nRows.train).toBe(figures.nTraining);
    expect(preparation.features.map(({ name }) => name)).toEqual([
      ...figures.levels.slice(1).map((level) => `city = ${level}`),
      'log(area)', 'log(area)^2', 'age', 'age is missing', 'sold year', 'sold month',
    ]);
    expect(preparation.inputs.find(({ name }) => name === 'city')?.levels?.map(({ value }) => value)).toEqual(figures.levels);
    const { rows } = await bench.engine.readRows(dataset.id, 0, figures.firstRows.length);
    figures.firstRows.forEach((row, i) => row.forEach((value, j) => near(Number(rows[i]![j]), value, 14)));
  });

  it('has the mean of scikit-learn where that is asked for', async () => {
    const [split] = ENTRIES;
    const { preparation } = await bench.engine.prepare(id, recipeOf(['age'], [split!, { kind: 'missing', column: 'age', rule: { kind: 'mean' }, indicator: false }], { target: 'price' }));
    const [{ expression } = { expression: null }] = preparation.features;
    expect(expression).toMatchObject({ op: 'ifMissing', then: { op: 'number' } });
    near(expression?.op === 'ifMissing' && expression.then.op === 'number' ? expression.then.value : null, figures.mean, 14);
  });

  it('has its least-squares solution, on the rows of the training part', async () => {
    const prepared = await bench.engine.prepare(id, recipe);
    const { coefficients } = await bench.engine.solve(prepared.dataset.id, { ...DEFAULT_SOLVE, ...preparedSettings(prepared) });
    const [intercept, ...others] = coefficients;
    near(intercept?.value, figures.intercept, 8);
    others.forEach(({ value }, j) => near(value, figures.coefficients[j]!, 8));
  });
});
