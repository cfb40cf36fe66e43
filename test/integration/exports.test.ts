import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EXPORT_KINDS } from '../../workers/core/export/formats/kinds';
import { createRandom, fillNormal } from '../../workers/core/random/generator';
import type { DatasetSummary, ExportFormat, LossSettings, ModelFile, RecipeEntry, RunSettings } from '../../workers/core/schema';
import { findConsumers, reportMissing, type Consumers } from '../support/consumers';
import { createTestEngine, type TestEngine } from '../support/engine';
import { recipeOf, runOn } from '../support/recipes';

const consumers = findConsumers();
reportMissing(consumers);
const NEEDS: Partial<Record<ExportFormat, keyof Consumers>> = { python: 'python', sklearn: 'sklearn', c: 'compiler' };
const isAvailable = (format: ExportFormat): boolean => {
  const need = NEEDS[format];
  return need === undefined || consumers[need] !== null;
};
const ALL: ExportFormat[] = ['json', 'csv', 'python', 'sklearn', 'javascript', 'c', 'sql', 'formula', 'pmml', 'onnx'];
const FORMATS = ALL.filter(isAvailable);

const N = 1_500;
const HEADER = 'size,"=kind ""of"" x",on,day,at,y,two,three,count';

/** Rows of every type with missing cells; `levels` beyond those trained on make new ones. */
const csvOf = (nRows: number, seed: number, levels: readonly string[]): string => {
  const z = new Float64Array(3 * nRows);
  fillNormal(createRandom(seed), z);
  const lines = Array.from({ length: nRows }, (_, i) => {
    const size = Math.exp(z[3 * i]!);
    const eta = z[3 * i]! + 0.5 * z[3 * i + 1]! + (i % levels.length) / 4;
    const pad = (value: number): string => String(value).padStart(2, '0');
    const cells = [
      i % 17 === 4 ? '' : String(size),
      i % 23 === 7 ? '' : levels[(i * 7) % levels.length]!,
      i % 29 === 3 ? '' : String(i % 2 === 0),
      i % 31 === 2 ? '' : `${1995 + (i % 40)}-${pad((i % 12) + 1)}-${pad((i % 28) + 1)}`,
      i % 37 === 1 ? '' : `2024-02-${pad((i % 29) + 1)} ${pad(i % 24)}:${pad(i % 60)}:10`,
      String(eta),
      eta > 0.5 ? 'yes' : 'no, "never"',
      eta > 1 ? 'high' : eta < 0 ? '-1' : '=middle',
      String(Math.max(0, Math.round(1 + eta))),
    ];
    return cells.map((cell) => (/[",]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(',');
  });
  return [HEADER, ...lines, ''].join('\n');
};

const KIND = '=kind "of" x';
const ENTRIES: RecipeEntry[] = [
  { kind: 'missing', column: 'size', rule: { kind: 'median' }, indicator: true },
  { kind: 'outliers', column: 'size', low: 0.02, high: 0.98 },
  { kind: 'transform', column: 'size', function: 'log' },
  { kind: 'powers', column: 'size', degree: 3 },
  { kind: 'missing', column: KIND, rule: { kind: 'constant', value: 'b, c' }, indicator: false },
  { kind: 'categories', column: KIND, reference: 'a', rareBelow: 180, unseen: 'rare' },
  { kind: 'date', column: 'day', parts: ['year', 'month', 'weekday'] },
  { kind: 'date', column: 'at', parts: ['days', 'hour'] },
  { kind: 'product', columns: ['size', 'on'] },
  { kind: 'split', rule: { kind: 'share', validation: 0, test: 0.2, seed: 1 } },
];

let bench: TestEngine;
let training: DatasetSummary;
let later: DatasetSummary;
const open = async (name: string, content: string): Promise<DatasetSummary> => {
  const path = join(bench.directory, name);
  await writeFile(path, content);
  const { format, dialect, columns } = await bench.engine.proposeImport(path);
  return bench.engine.importFile(path, { format, dialect, columns });
};
beforeAll(async () => {
  bench = await createTestEngine();
  training = await open('training.csv', csvOf(N, 3, ['a', 'b, c', 'a', 'ü "d"', 'a', 'b, c', 'ü "d"', "o'e", 'a', 'rare one']));
  later = await open('later.csv', csvOf(400, 4, ['a', 'b, c', 'never seen', "o'e", '']));
});
afterAll(() => bench.dispose());

const LOSSES: [target: string, loss: LossSettings][] = [
  ['y', { kind: 'squared' }],
  ['y', { kind: 'huber', delta: 1 }],
  ['y', { kind: 'absolute' }],
  ['y', { kind: 'quantile', quantile: 0.3 }],
  ['two', { kind: 'logistic' }],
  ['three', { kind: 'softmax' }],
  ['count', { kind: 'poisson' }],
];

const STOP = { maxSteps: 40, lossChange: null, gradientNorm: null, elapsedMs: null, patience: null };

const trained = async (target: string, loss: LossSettings, change: Partial<RunSettings> = {}): Promise<ModelFile> => {
  const recipe = recipeOf(['size', KIND, 'on', 'day', 'at'], ENTRIES, { target });
  const prepared = await bench.engine.prepare(training.id, recipe);
  const run = await bench.engine.startRun(prepared.dataset.id, runOn(prepared, { loss, learningRate: 0.05, stop: STOP, ...change }));
  await run.finished;
  const model = await bench.engine.model(run.info.runId);
  await run.dispose();
  await bench.engine.closeDataset(prepared.dataset.id);
  return model;
};

describe.each(LOSSES)('a model of %s trained behind a recipe with loss %o', (target, loss) => {
  let model: ModelFile;
  beforeAll(async () => {
    model = await trained(target, loss);
  });

  it.each(FORMATS)('is written as %s, takes the raw columns of another file, and gives there what Fall Line gives', async (format) => {
    const { tolerance, extension } = EXPORT_KINDS[format];
    // The larger file once: which rows are taken does not depend on the loss.
    for (const dataset of loss.kind === 'squared' ? [training, later] : [later]) {
      const path = join(bench.directory, `${target}-${loss.kind}.${format}.${extension}`);
      const result = await bench.engine.exportModel(model, format, path, { datasetId: dataset.id });
      expect(result).toMatchObject({ path, byteLength: (await readFile(path)).byteLength });
      expect(result.check.consumer).not.toMatch(/could not|Not run/);
      // An interpreter of formulas may run out of its time on a slow machine.
      if (format !== 'formula') expect(result.check.nRows).toBe(Math.min(1_000, dataset.nRows));
      expect(result.check.nRows).toBeGreaterThan(0);
      expect(result.check.largestDifference).toBeLessThanOrEqual(tolerance);
    }
  });
});

describe('exporting', () => {
  it('checks nothing where there are no rows, and says so', async () => {
    const model = await trained('y', { kind: 'squared' });
    const path = join(bench.directory, 'no-rows.py');
    const { check } = await bench.engine.exportModel(model, 'python', path, { datasetId: null });
    expect(check).toEqual({ nRows: 0, largestDifference: null, consumer: 'Not run: there are no rows to score it on.' });
    expect(await readFile(path, 'utf8')).toMatch(/^# Fall Line: a model as Python source\.\n/);
  });

  it('names a column that the rows do not have, and leaves the file that was there as it is', async () => {
    const model = await trained('y', { kind: 'squared' });
    const other = await open('other.csv', 'size,day\n1,2020-01-01\n');
    const path = join(bench.directory, 'kept.c');
    await writeFile(path, 'kept');
    await expect(bench.engine.exportModel(model, 'c', path, { datasetId: other.id })).rejects.toThrow(
      `"other.csv" has no column "${KIND}", which the model needs.`,
    );
    expect(await readFile(path, 'utf8')).toBe('kept');
  });

  it('says why a file cannot be written', async () => {
    const model = await trained('y', { kind: 'squared' });
    const path = join(bench.directory, 'no such folder', 'model.sql');
    await expect(bench.engine.exportModel(model, 'sql', path, { datasetId: training.id })).rejects.toMatchObject({ code: 'write-failed' });
  });

  it('ends what it runs when it is cancelled, and leaves no folder behind', async () => {
    const model = await trained('y', { kind: 'squared' });
    const controller = new AbortController();
    const exporting = bench.engine.exportModel(model, 'formula', join(bench.directory, 'cancelled.txt'), { datasetId: training.id }, controller);
    // Once its folder is there, the check goes on.
    const checks = async (): Promise<string[]> => (await readdir(bench.directory)).filter((name) => name.includes('-check-'));
    while ((await checks()).length === 0) await new Promise((resolve) => setImmediate(resolve));
    controller.abort();
    await expect(exporting).rejects.toMatchObject({ code: 'cancelled' });
    await expect.poll(checks, { timeout: 20_000 }).toEqual([]);
  });
});
