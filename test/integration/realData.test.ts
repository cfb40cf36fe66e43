import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EXPORT_KINDS } from '../../workers/core/export/formats/kinds';
import { parseModel, serializeModel } from '../../workers/core/export/model';
import type { DatasetSummary, ExportFormat, ModelFile, Prepared } from '../../workers/core/schema';
import { REAL_CASES, REAL_FIGURES, type RealCase } from '../golden/realData/cases';
import { findConsumers, reportMissing, type Consumers } from '../support/consumers';
import { createTestEngine, type TestEngine } from '../support/engine';
import { runOn } from '../support/recipes';

const consumers = findConsumers();
reportMissing(consumers);
const NEEDS: Partial<Record<ExportFormat, keyof Consumers>> = { python: 'python', c: 'compiler' };
const isAvailable = (format: ExportFormat): boolean => {
  const need = NEEDS[format];
  return need === undefined || consumers[need] !== null;
};

let host: TestEngine;
beforeAll(async () => {
  host = await createTestEngine();
});
afterAll(() => host.dispose());

interface Trained {
  dataset: DatasetSummary;
  prepared: Prepared;
  model: ModelFile;
}

/** From the file as its package ships it to the model, as a person would: proposed, imported, prepared, trained. */
const train = async ({ file, recipe, loss, optimizer, steps }: RealCase): Promise<Trained> => {
  const { engine } = host;
  const { path, format, dialect, columns } = await engine.proposeImport(join(import.meta.dirname, '../../node_modules', file));
  const dataset = await engine.importFile(path, { format, dialect, columns });
  expect(dataset.nRejected).toBe(0);
  const prepared = await engine.prepare(dataset.id, recipe);
  const stop = { maxSteps: steps, lossChange: null, gradientNorm: 1e-12, elapsedMs: null, patience: null };
  const run = await engine.startRun(prepared.dataset.id, runOn(prepared, { loss, optimizer, learningRate: 1, stop, workers: 2 }));
  const { stopReason } = await run.finished;
  expect(['gradient-norm', 'converged']).toContain(stopReason);
  const model = await engine.model(run.info.runId);
  await run.dispose();
  // What goes to another program has been through a file.
  return { dataset, prepared, model: parseModel(serializeModel(model)) };
};

interface Named {
  bias: number;
  weights: number[];
}

/** Coefficients by name, of each class but the first against the first. */
const coefficientsOf = ({ featureNames, weights, bias, classes }: ModelFile): Record<string, number>[] => {
  const named = (one: Named, less: Named | null): Record<string, number> => ({
    bias: one.bias - (less?.bias ?? 0),
    ...Object.fromEntries(featureNames.map((name, j) => [name, one.weights[j]! - (less?.weights[j] ?? 0)])),
  });
  return classes ? classes.slice(1).map((one) => named(one, classes[0]!)) : [named({ bias, weights }, null)];
};

describe.each(REAL_CASES)('$name', (one) => {
  let trained: Trained;
  beforeAll(async () => {
    trained = await train(one);
  });
  afterAll(() => host.engine.closeDataset(trained.dataset.id));

  it('comes to the coefficients of statsmodels', () => {
    const { prepared, model } = trained;
    expect(prepared.nRows.train).toBe(one.nRows);
    const { bias = NaN, weights = {}, classes = null, against = [{ bias, weights }] } = REAL_FIGURES[one.name] ?? {};
    expect(classes).toEqual(one.loss.kind === 'softmax' ? model.classNames : null);
    const found = coefficientsOf(model);
    expect(found).toHaveLength(against.length);
    against.forEach((expected, k) => {
      const figures = { bias: expected.bias, ...expected.weights };
      expect(Object.keys(found[k]!).sort()).toEqual(Object.keys(figures).sort());
      for (const [name, value] of Object.entries(figures)) {
        const error = Math.abs(found[k]![name]! - value) / Math.max(1, Math.abs(value));
        expect(error, name).toBeLessThanOrEqual(one.tolerance);
      }
    });
  });

  it.each(one.formats.filter(isAvailable))('goes out as %s, which gives in its consumer what Fall Line gives', async (format) => {
    const path = join(host.directory, `${one.name.replaceAll(/\W+/g, '-')}.${format}`);
    const { check } = await host.engine.exportModel(trained.model, format, path, { datasetId: trained.dataset.id });
    expect(check.nRows, check.consumer).toBe(Math.min(1_000, trained.dataset.nRows));
    expect(check.largestDifference, check.consumer).toBeLessThanOrEqual(EXPORT_KINDS[format].tolerance);
  });

  it('predicts every row of the file that it was trained on', async () => {
    const { dataset, model } = trained;
    let text = '';
    const { nRows, newLevels } = await host.engine.predict(model, dataset.id, { write: (part) => (text += part) });
    expect({ nRows, newLevels: newLevels.filter(({ becomes }) => becomes !== 'rare') }).toEqual({ nRows: dataset.nRows, newLevels: [] });
    expect(text.trimEnd().split('\n')).toHaveLength(nRows + 1);
  });
});
