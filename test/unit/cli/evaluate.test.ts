import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { main } from '../../../cli/index';
import { serializeModel } from '../../../workers/core/export/model';
import type { ColumnDefinition, Evaluation } from '../../../workers/core/schema';
import { fakeEngine, fakeIo } from './fakes';

let folder: string;
let model: string;
let columns: ColumnDefinition[];
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'fall-line-evaluate-'));
  model = join(folder, 'model.json');
  const saved = await fakeEngine().engine.model('run');
  columns = [...saved.columnNames, saved.targetName].map((name, index) => ({ index, name, type: 'number' }));
  await writeFile(model, serializeModel(saved));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const plane = { xLow: 0, xHigh: 1, yLow: 0, yHigh: 1, nColumns: 1, nRows: 1, counts: [2] };
const quantity: Evaluation = {
  kind: 'regression',
  parts: [
    {
      part: 'test',
      figures: { nRows: 2, rmse: 1.5, mae: 1, rSquared: null, adjustedRSquared: null, loss: 2.25 },
      plots: {
        predictedActual: plane,
        residualFitted: plane,
        residuals: { low: 0, high: 1, counts: [2] },
        normalQuantiles: { expected: [], found: [] },
        largest: [{ row: 1_204, part: 'test', actual: 3, predicted: 1.5 }],
      },
    },
  ],
  notes: ['1 row left out: a value is missing there.'],
};

const atLeast = (nAll: number, nHigh: number): number[] => Array.from({ length: 1001 }, (_, k) => (k === 0 ? nAll : k <= 500 ? nHigh : 0));
const classes: Evaluation = {
  kind: 'classification',
  classNames: ['no', 'yes'],
  parts: [
    {
      part: 'test',
      figures: { nRows: 10, logLoss: 0.25, accuracy: 0.8 },
      confusion: [5, 1, 1, 3],
      curves: [
        {
          className: 'yes',
          nPositive: 4,
          nNegative: 6,
          roc: { falsePositive: [0, 1], truePositive: [0, 1], area: 0.875 },
          precisionRecall: { recall: [1], precision: [0.4], average: 0.75 },
          calibration: { predicted: [], found: [], counts: [] },
          atLeast: { positive: atLeast(4, 3), negative: atLeast(6, 1) },
        },
      ],
    },
  ],
  notes: [],
};

const run = async (evaluation: Evaluation, ...words: string[]) => {
  const io = fakeIo(fakeEngine({ evaluation, proposal: { columns } }).engine);
  const exitCode = await main(['evaluate', model, 'data.csv', ...words], io);
  return { exitCode, out: io.out(), err: io.err() };
};

describe('evaluate', () => {
  it('prints the figures of a quantity, the rows farthest off, and what was left out', async () => {
    const { exitCode, out, err } = await run(quantity);
    expect(exitCode).toBe(0);
    expect(out).toContain('RMSE       1.5');
    expect(out).toContain('R squared  none: the target does not vary');
    expect(out).toMatch(/1,204\s+3\s+1\.5/);
    expect(err).toContain('1 row left out: a value is missing there.');
  });

  it('prints the figures of classes with their confusion matrix', async () => {
    const { out } = await run(classes);
    expect(out).toContain('Log loss  0.25');
    expect(out).toMatch(/no\s+5\s+1\n\s+yes\s+1\s+3/);
    expect(out).toMatch(/yes\s+4\s+0\.875\s+0\.75\s+0\.75\s+0\.75\s+0\.75/);
  });

  it('prints one object where that is asked, without the plots', async () => {
    const ofQuantity = JSON.parse((await run(quantity, '--json', '--quiet')).out) as unknown;
    expect(ofQuantity).toEqual({
      kind: 'regression',
      parts: [
        {
          part: 'test',
          nRows: 2,
          rmse: 1.5,
          mae: 1,
          rSquared: null,
          adjustedRSquared: null,
          loss: 2.25,
          largestResiduals: [{ row: 1_204, part: 'test', actual: 3, predicted: 1.5 }],
        },
      ],
    });
    const ofClasses = JSON.parse((await run(classes, '--json')).out) as { parts: { classes: unknown[] }[] };
    expect(ofClasses.parts[0]!.classes).toMatchObject([
      { className: 'yes', rocArea: 0.875, averagePrecision: 0.75, atHalf: { truePositive: 3, falsePositive: 1, falseNegative: 1, trueNegative: 5 } },
    ]);
  });

  it('names the column that a file lacks before it is read', async () => {
    const io = fakeIo(fakeEngine({ proposal: { columns: [{ index: 0, name: 'x1', type: 'number' }] } }).engine);
    expect(await main(['evaluate', model, 'data.csv'], io)).toBe(1);
    expect(io.err()).toMatch(/There is no column "/);
    expect(await main(['evaluate', model], io)).toBe(2);
    expect(io.err()).toContain('FILE is missing.');
  });
});
