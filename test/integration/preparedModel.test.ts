import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseModel, serializeModel } from '../../workers/core/export/model';
import type { ModelFile, RecipeEntry } from '../../workers/core/schema';
import { createTestEngine, type TestEngine } from '../support/engine';
import { recipeOf, runOn } from '../support/recipes';

let bench: TestEngine;
beforeAll(async () => {
  bench = await createTestEngine();
});
afterAll(() => bench.dispose());

const open = async (name: string, content: string): Promise<string> => {
  const path = join(bench.directory, name);
  await writeFile(path, content);
  const { format, dialect, columns } = await bench.engine.proposeImport(path);
  return (await bench.engine.importFile(path, { format, dialect, columns })).id;
};

/** y = 2 mass + 5 (Gentoo) - 3 (Chinstrap) + 0.5 days, exactly. */
const species = ['Adelie', 'Gentoo', 'Chinstrap'];
const lineOf = (i: number): string => {
  const [kind, mass, day] = [i % 3, (i * 7) % 13, (i * 5) % 28];
  const y = 2 * mass + (kind === 1 ? 5 : kind === 2 ? -3 : 0) + 0.5 * day;
  return `${species[kind]},${mass},1970-01-${String(day + 1).padStart(2, '0')},${y}`;
};
const TRAINING = ['species,mass,seen,y', ...Array.from({ length: 120 }, (_, i) => lineOf(i)), ''].join('\n');
const ENTRIES: RecipeEntry[] = [
  { kind: 'missing', column: 'mass', rule: { kind: 'constant', value: 6 }, indicator: false },
  { kind: 'split', rule: { kind: 'share', validation: 0.1, test: 0.2, seed: 3 } },
];

/** Trained to the exact solution. */
const trained = async (): Promise<ModelFile> => {
  const { engine } = bench;
  const id = await open('training.csv', TRAINING);
  const prepared = await engine.prepare(id, recipeOf(['species', 'mass', 'seen'], ENTRIES));
  expect(prepared.nRows).toEqual({ train: 84, validation: 12, test: 24 });
  const run = await engine.startRun(
    prepared.dataset.id,
    runOn(prepared, { optimizer: { kind: 'newton' }, learningRate: 1, stop: { maxSteps: 5, lossChange: null, gradientNorm: null, elapsedMs: null, patience: null } }),
  );
  await run.finished;
  const model = await engine.model(run.info.runId);
  await run.dispose();
  return model;
};

const predicted = async (model: ModelFile, id: string) => {
  const path = join(bench.directory, 'predictions.csv');
  const summary = await bench.engine.predict(model, id, { path });
  const [, ...lines] = (await readFile(path, 'utf8')).trimEnd().split('\n');
  return { summary, values: lines.map((line) => line.split(',')[1]!).map((text) => (text === '' ? null : Number(text))) };
};

describe('a model of a prepared file', () => {
  it('keeps its preparation in its file, bit for bit, and takes the raw columns of another file', async () => {
    const model = await trained();
    expect(model.columnNames).toEqual(['species = Chinstrap', 'species = Gentoo', 'mass', 'seen']);
    expect(model.data).toMatchObject({ fileName: 'training.csv', nRows: 120 });
    model.weights.forEach((weight, j) => expect(weight).toBeCloseTo([-3, 5, 2, 0.5][j]!, 8));
    const read = parseModel(serializeModel(model));
    expect(read).toEqual(model);
    // Other columns, another order, a missing value, an unknown level, and more rows of one kind.
    const id = await open('new.csv', 'seen,other,mass,species\n1970-01-01,a,1,Gentoo\n1970-01-03,b,,Adelie\n1970-01-03,c,2,Emperor\n1970-01-05,d,3,Chinstrap\n');
    const { summary, values } = await predicted(read, id);
    expect(summary).toEqual({
      nRows: 4,
      rowsWithoutPrediction: 1,
      newLevels: [{ column: 'species', value: 'Emperor', nRows: 1, becomes: 'missing' }],
    });
    expect(values[2]).toBeNull();
    [7, 13, null, 5].forEach((value, i) => value !== null && expect(values[i]).toBeCloseTo(value, 7));
  });

  it('names a column that is missing or of another type, with the remedy', async () => {
    const model = await trained();
    const without = await open('without.csv', 'species,seen\nGentoo,1970-01-01\n');
    await expect(bench.engine.predict(model, without, { write: () => undefined })).rejects.toThrow(
      /^"without.csv" has no column "mass", which the model needs\./,
    );
    const other = await open('other.csv', 'species,mass,seen\nGentoo,heavy,1970-01-01\n');
    await expect(bench.engine.predict(model, other, { write: () => undefined })).rejects.toThrow(
      'Column "mass" of "other.csv" holds text, and the model was trained on numbers. Import it as numbers.',
    );
  });

  it('opens a file with its features, and its target where there is one', async () => {
    const model = await trained();
    const id = await open('again.csv', TRAINING);
    const applied = await bench.engine.applyPreparation(model.preparation!, id);
    expect(applied.dataset).toMatchObject({ nRows: 120, fileName: 'again.csv' });
    expect(applied.columns).toEqual({ features: [0, 1, 2, 3], target: 4, partColumn: null, weightColumn: null, rowColumn: 5 });
    const { rows } = await bench.engine.readRows(applied.dataset.id, 118, 5);
    expect(rows).toEqual([['0', '1', '7', '2', '20', '119'], ['1', '0', '1', '7', '2.5', '120']]);
  });
});
