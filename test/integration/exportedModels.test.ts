import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseModel, serializeModel } from '../../workers/core/export/model';
import { createRandom, fillNormal } from '../../workers/core/random/generator';
import type { DatasetSummary, ModelFile } from '../../workers/core/schema';
import { createTestEngine, type TestEngine } from '../support/engine';
import { settingsOf, type SettingsChange } from '../support/trainer';

/** Rows of two features and a target of each kind. */
const N = 300;
const z = new Float64Array(3 * N);
fillNormal(createRandom(11), z);
const rows = Array.from({ length: N }, (_, i) => {
  const a = 5 + 2 * z[3 * i]!;
  const b = -1 + 0.5 * z[3 * i + 1]!;
  const eta = z[3 * i]! - z[3 * i + 1]! + z[3 * i + 2]!;
  return {
    a,
    b,
    y: 1 + 2 * a - 0.3 * a * a + b + 0.1 * z[3 * i + 2]!,
    two: eta > 0 ? 'yes' : 'no',
    three: eta > 0.5 ? 'high' : eta < -0.5 ? 'low' : 'a "middle", say',
    count: Math.max(0, Math.round(2 + eta)),
  };
});
const NAMES = ['a', 'b', 'y', 'two', 'three', 'count'] as const;
const cell = (value: string | number): string => `"${String(value).replaceAll('"', '""')}"`;

let host: TestEngine;
let dataset: DatasetSummary;
beforeAll(async () => {
  host = await createTestEngine();
  const path = join(host.directory, 'rows.csv');
  const lines = rows.map((row) => NAMES.map((name) => cell(row[name])).join(','));
  await writeFile(path, [NAMES.join(','), ...lines, ''].join('\n'));
  const { format, dialect, columns } = await host.engine.proposeImport(path);
  dataset = await host.engine.importFile(path, { format, dialect, columns });
});
afterAll(() => host.dispose());

/** Trains, exports, opens the export again and predicts by it: cells of the predictions beside the model. */
const predictedBy = async (
  target: (typeof NAMES)[number],
  change: SettingsChange,
): Promise<{ model: ModelFile; header: string; cells: number[][] }> => {
  const settings = { ...settingsOf(2, { standardize: true, stop: { maxSteps: 50 }, ...change }), target: NAMES.indexOf(target) };
  const run = await host.engine.startRun(dataset.id, settings);
  await run.finished;
  const model = parseModel(serializeModel(await host.engine.model(run.info.runId)));
  await run.dispose();
  const path = join(host.directory, 'predictions.csv');
  await host.engine.predict(model, dataset.id, { path });
  const [header = '', ...lines] = (await readFile(path, 'utf8')).trimEnd().split('\n');
  // Labels are in quotes where they hold a comma: the numbers stand behind them.
  const cells = lines.map((line) => line.replace(/"([^"]|"")*"/g, '').split(',').map(Number));
  return { model, header, cells };
};

const mean = (f: (row: (typeof rows)[number], i: number) => number): number =>
  rows.reduce((sum, row, i) => sum + f(row, i), 0) / N;

/** The loss of the run, from predictions of the file: 300 terms, and raw units against standardised ones. */
const expectLoss = (model: ModelFile, loss: number): void =>
  expect(Math.abs(loss - model.loss.value)).toBeLessThan(1e-11 * Math.max(1, Math.abs(loss)));

describe('a model that was trained, exported, opened and applied', () => {
  it('has the squared loss of the run, with powers', async () => {
    const { model, cells } = await predictedBy('y', { degree: 2, learningRate: 0.2 });
    expect(model).toMatchObject({ columnNames: ['a', 'b'], featureNames: ['a', 'a^2', 'b', 'b^2'] });
    expectLoss(model, mean((row, i) => (cells[i]![1]! - row.y) ** 2));
  });

  it('has the Huber loss of the run, without an intercept', async () => {
    const loss = { kind: 'huber', delta: 0.5 } as const;
    const { model, cells } = await predictedBy('y', { loss, intercept: false, learningRate: 0.2 });
    expect(model.bias).toBe(0);
    expectLoss(
      model,
      mean((row, i) => {
        const r = Math.abs(cells[i]![1]! - row.y);
        return r <= 0.5 ? (r * r) / 2 : 0.5 * (r - 0.25);
      }),
    );
  });

  it('has the Poisson loss of the run', async () => {
    const { model, cells } = await predictedBy('count', { loss: { kind: 'poisson' }, learningRate: 0.1 });
    expectLoss(model, mean((row, i) => cells[i]![1]! - row.count * Math.log(cells[i]![1]!)));
  });

  it('gives what is true the probability that makes the logistic loss of the run', async () => {
    const { model, header, cells } = await predictedBy('two', { loss: { kind: 'logistic' }, learningRate: 0.8 });
    expect([model.classNames, header]).toEqual([['no', 'yes'], 'row,prediction,p(no),p(yes)']);
    expectLoss(model, mean((row, i) => -Math.log(cells[i]![row.two === 'yes' ? 3 : 2]!)));
  });

  it('gives what is true the probability that makes the softmax loss of the run', async () => {
    const { model, header, cells } = await predictedBy('three', { loss: { kind: 'softmax' }, learningRate: 0.4 });
    expect(header).toBe('row,prediction,"p(a ""middle"", say)",p(high),p(low)');
    expect(model.classes?.map(({ name }) => name)).toEqual(model.classNames);
    expectLoss(model, mean((row, i) => -Math.log(cells[i]![2 + model.classNames!.indexOf(row.three)]!)));
  });
});
