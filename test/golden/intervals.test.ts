import quantile from '@stdlib/stats-base-dists-t-quantile';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createReach } from '../../workers/core/evaluation/interval';
import { predictRows } from '../../workers/core/evaluation/predictor';
import { parseModel, serializeModel } from '../../workers/core/export/model';
import type { ModelFile, RunSettings } from '../../workers/core/schema';
import { DEFAULT_DESIGN, DEFAULT_METHOD } from '../../workers/core/training/defaults';
import { createTestEngine, type TestEngine } from '../support/engine';

/** See intervals/figures.py: intervals of new rows by statsmodels. */
interface Case {
  file: string;
  target: string;
  features: string[];
  degree: number;
  intercept: boolean;
  rows: number[][];
  mean: number[];
  low: number[];
  high: number[];
}
const folder = import.meta.dirname;
const { cases } = JSON.parse(readFileSync(join(folder, 'intervals/figures.json'), 'utf8')) as { cases: Case[] };

let bench: TestEngine;
beforeAll(async () => {
  bench = await createTestEngine();
});
afterAll(() => bench.dispose());

const trained = async (
  { file, target, features, degree, intercept }: Case,
  change: Partial<RunSettings> = {},
): Promise<ModelFile> => {
  const { engine } = bench;
  const proposal = await engine.proposeImport(join(folder, `solvers/${file}.csv`));
  const dataset = await engine.importFile(proposal.path, proposal);
  const indexOf = (name: string): number => dataset.columns.findIndex((column) => column.name === name);
  const run = await engine.startRun(dataset.id, {
    ...DEFAULT_DESIGN, ...DEFAULT_METHOD, degree, intercept, target: indexOf(target), features: features.map(indexOf),
    optimizer: { kind: 'newton' }, standardize: true, init: { kind: 'zeros' }, learningRate: 1, workers: 2, startPaused: false,
    stop: { maxSteps: 20, lossChange: null, gradientNorm: null, elapsedMs: null, patience: null }, ...change,
  });
  await run.finished;
  const model = await engine.model(run.info.runId);
  await run.dispose();
  await engine.closeDataset(dataset.id);
  return model;
};

const intervalsOf = (model: ModelFile, rows: number[][]): { mean: number[]; reach: number[] } => {
  if (!model.intervals) throw new Error(model.intervalsReason ?? 'no reason');
  const columns = model.columnNames.map((_, j) => Float64Array.from(rows, (row) => row[j]!));
  const t = quantile(0.975, model.intervals.degreesOfFreedom);
  const reach = createReach(model.intervals, model, t)(columns, rows.length);
  return { mean: [...predictRows(model, columns, rows.length).values], reach: [...reach] };
};

describe('95 % intervals of new rows', () => {
  it.each(cases.map((one) => [`${one.file}, degree ${one.degree}, intercept ${one.intercept}`, one] as const))(
    'are those of statsmodels: %s',
    async (_, one) => {
      const model = await trained(one);
      const { mean, reach } = intervalsOf(parseModel(serializeModel(model)), one.rows);
      one.mean.forEach((expected, i) => {
        const half = (one.high[i]! - one.low[i]!) / 2;
        expect(Math.abs(mean[i]! - expected)).toBeLessThan(1e-6 * half);
        expect(Math.abs(reach[i]! - half)).toBeLessThan(1e-6 * half);
      });
    },
  );

  it.each<[string, Partial<RunSettings>]>([
    ['on the columns as they are', { standardize: false }],
    ['scaled by the range', { scaledBy: 'range' }],
    ['by another method', { optimizer: { kind: 'l-bfgs', memory: 10 }, stop: { maxSteps: 400, lossChange: null, gradientNorm: null, elapsedMs: null, patience: null } }],
  ])('are the same for a run %s', async (_, change) => {
    const one = cases[0]!;
    const expected = intervalsOf(await trained(one), one.rows);
    const { reach } = intervalsOf(await trained(one, change), one.rows);
    reach.forEach((value, i) => expect(Math.abs(value - expected.reach[i]!)).toBeLessThan(1e-9 * value));
  });

  it.each<[string, Partial<RunSettings>, RegExp]>([
    ['a penalty', { penalty: { l1: 0, l2: 0.1, bias: false } }, /^The penalty draws the parameters/],
    ['another loss', { loss: { kind: 'huber', delta: 1 }, optimizer: { kind: 'l-bfgs', memory: 5 } }, /squared loss alone/],
    ['parameters on their way', { optimizer: { kind: 'gradient-descent' }, learningRate: 1e-4 }, /train on until it agrees/],
    ['an average', { optimizer: { kind: 'gradient-descent' }, learningRate: 0.01, averageFrom: 2 }, /average over steps/],
  ])('are refused with the reason for %s', async (_, change, reason) => {
    const model = await trained(cases[0]!, change);
    expect(model.intervals).toBeNull();
    expect(model.intervalsReason).toMatch(reason);
    expect(parseModel(serializeModel(model)).intervalsReason).toBe(model.intervalsReason);
  });
});
