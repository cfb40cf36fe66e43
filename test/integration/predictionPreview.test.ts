import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { columnsAsTrained } from '../../workers/core/preparation/columnsAsTrained';
import type { DatasetSummary, ModelFile, Recipe } from '../../workers/core/schema';
import { DEFAULT_DESIGN, DEFAULT_METHOD } from '../../workers/core/training/defaults';
import { failureOf } from '../support/data';
import { createTestEngine, type TestEngine } from '../support/engine';

let host: TestEngine;
let model: ModelFile;
beforeAll(async () => {
  host = await createTestEngine();
  model = await train();
});
afterAll(() => host.dispose());

const openFile = async (name: string, text: string, used: ModelFile | null = null): Promise<DatasetSummary> => {
  const path = join(host.directory, name);
  await writeFile(path, text);
  const { format, dialect, columns } = await host.engine.proposeImport(path);
  return host.engine.importFile(path, { format, dialect, columns: used ? columnsAsTrained(columns, used) : columns });
};

const RECIPE: Recipe = {
  target: 'y', features: ['x', 'kind'], entries: [{ kind: 'categories', column: 'kind', reference: '1', rareBelow: 0, unseen: 'missing' }],
  scaling: 'standardize', intercept: true,
};

/** y = 2 + 3 x, and 5 more for kind 2b. */
const train = async (): Promise<ModelFile> => {
  const { engine } = host;
  const rows = Array.from({ length: 40 }, (_, i) => `${i % 7},${i % 3 === 0 ? '2b' : '1'},${2 + 3 * (i % 7) + (i % 3 === 0 ? 5 : 0) + (i % 5) / 100}`);
  const dataset = await openFile('train.csv', `x,kind,y\n${rows.join('\n')}\n`);
  const { dataset: prepared, columns } = await engine.prepare(dataset.id, RECIPE);
  const run = await engine.startRun(prepared.id, {
    ...DEFAULT_DESIGN, ...DEFAULT_METHOD, ...columns, optimizer: { kind: 'newton' }, standardize: true, init: { kind: 'zeros' },
    learningRate: 1, workers: 1, startPaused: false,
    stop: { maxSteps: 10, lossChange: null, gradientNorm: null, elapsedMs: null, patience: null },
  });
  await run.finished;
  const found = await engine.model(run.info.runId);
  await run.dispose();
  return found;
};

describe('predictions for the first rows of another file', () => {
  it('come with their intervals, the columns read, and the levels that are new', async () => {
    // The kinds of this file look like numbers.
    const dataset = await openFile('new.csv', 'note,kind,x\na,1,2\nb,1,\nc,3,1\n', model);
    const preview = await host.engine.previewPredictions(model, dataset.id, 100);
    expect(preview).toMatchObject({
      nRows: 3,
      columnNames: ['kind', 'x'],
      newLevels: [{ column: 'kind', value: '3', nRows: 1, becomes: 'missing' }],
    });
    expect(preview.rows.map(({ cells, prediction }) => [cells, prediction === null])).toEqual([
      [['1', '2'], false], [['1', null], true], [['3', '1'], true],
    ]);
    const [first] = preview.rows;
    expect(first!.prediction).toBeCloseTo(8.02, 2);
    expect(first!.reach).toBeGreaterThan(0);
    expect(first!.reach).toBeLessThan(0.1);
  });

  it('are those that are written for the whole file', async () => {
    const dataset = await openFile('again.csv', 'x,kind\n0,1\n3,2b\n5,1\n', model);
    let text = '';
    await host.engine.predict(model, dataset.id, { write: (part) => (text += part), intervals: true });
    const [header, ...lines] = text.trimEnd().split('\n');
    expect(header).toBe('row,prediction,low,high');
    const preview = await host.engine.previewPredictions(model, dataset.id, 2);
    const shown = preview.rows.map(({ prediction, reach }, i) => [i + 1, prediction, Number(prediction) - reach!, Number(prediction) + reach!]);
    expect(shown).toEqual(lines.slice(0, 2).map((line) => line.split(',').map(Number)));
    const path = join(host.directory, 'again.parquet');
    expect(await host.engine.predict(model, dataset.id, { path, format: 'parquet', intervals: true })).toMatchObject({ nRows: 3 });
    const table = await host.engine.proposeImport(path);
    expect(table.columns.map(({ name, type }) => [name, type])).toEqual([
      ['row', 'number'], ['prediction', 'number'], ['low', 'number'], ['high', 'number'],
    ]);
    expect(table.preview.map((row) => row.map(Number))).toEqual(lines.map((line) => line.split(',').map(Number)));
  });

  it('have no intervals where the model has none, and say why', async () => {
    const dataset = await openFile('none.csv', 'x,kind\n0,1\n', model);
    const without = { ...model, intervals: null, intervalsReason: 'The rows are weighted.' };
    expect(await failureOf(host.engine.predict(without, dataset.id, { write: () => undefined, intervals: true }))).toEqual({
      code: 'setting-invalid',
      message: 'There are no intervals for these predictions. The rows are weighted.',
    });
  });

  it('are refused for a column that is missing, or of another type', async () => {
    const without = await openFile('without.csv', 'kind,z\n1,2\n', model);
    expect(await failureOf(host.engine.previewPredictions(model, without.id, 9))).toMatchObject({
      code: 'column-unknown',
      message: '"without.csv" has no column "x", which the model needs. Its columns are "kind", "z".',
    });
    const other = await openFile('other.csv', 'kind,x\n1,red\n2b,blue\n', model);
    expect(await failureOf(host.engine.previewPredictions(model, other.id, 9))).toMatchObject({
      message: 'Column "x" of "other.csv" holds text, and the model was trained on numbers. Import it as numbers.',
    });
  });
});
