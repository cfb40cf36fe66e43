import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type {
  ClassificationEvaluation,
  Evaluation,
  PartName,
  RegressionEvaluation,
  RunSettings,
} from '../../workers/core/schema';
import { DEFAULT_DESIGN, DEFAULT_METHOD } from '../../workers/core/training/defaults';
import type { Run } from '../../workers/engine/api';
import { failureOf } from '../support/data';
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

const settings = (change: Partial<RunSettings>): RunSettings => ({
  ...DEFAULT_METHOD,
  ...DEFAULT_DESIGN,
  target: 2,
  features: [0, 1],
  standardize: true,
  init: { kind: 'zeros' },
  learningRate: 0.1,
  stop: { maxSteps: 25, lossChange: null, gradientNorm: null, elapsedMs: null, patience: null },
  workers: 2,
  startPaused: false,
  ...change,
});

/** Runs to the end, judges, and disposes of the run. */
const judged = async (id: string, change: Partial<RunSettings>) => {
  const run = await bench.engine.startRun(id, settings(change));
  try {
    const result = await run.finished;
    const evaluation = await bench.engine.evaluate({ runId: run.info.runId });
    return { info: run.info, result, evaluation, model: await bench.engine.model(run.info.runId) };
  } finally {
    await run.dispose();
  }
};

const partsOf = (evaluation: Evaluation): [PartName, number][] =>
  evaluation.parts.map(({ part, figures }) => [part, figures.nRows]);
const regression = (evaluation: Evaluation): RegressionEvaluation => {
  if (evaluation.kind !== 'regression') throw new Error('A quantity was judged as classes.');
  return evaluation;
};
const classification = (evaluation: Evaluation): ClassificationEvaluation => {
  if (evaluation.kind !== 'classification') throw new Error('Classes were judged as a quantity.');
  return evaluation;
};

const N = 5_000;
const wobble = (i: number): number => Math.sin(i * 12.9898) * 0.5;
const x = (i: number): [number, number] => [(i * 37) % 101, ((i * 53) % 97) / 10];
const y = (i: number): number => 0.3 * x(i)[0] - 2 * x(i)[1] + wobble(i);
/** Every 100th row lacks a value; row 4,243 of the file is far off. */
const lineOf = (i: number): string => {
  const [a, b] = x(i);
  return `${i % 100 === 50 ? '' : a},${b},${i === 4242 ? 500 : y(i)},${(i % 3) + 0.5},${i % 4},${['red', 'green', 'blue'][Math.abs(Math.round(y(i))) % 3]}`;
};
const FILE = ['a,b,y,w,p,kind', ...Array.from({ length: N }, (_, i) => lineOf(i)), ''].join('\n');

describe('the evaluation of a run', () => {
  it('has the rows of a share that was left out as validation part: the losses are those of the run', async () => {
    const id = await open('rows.csv', FILE);
    const { info, result, evaluation } = await judged(id, { validationShare: 0.3, seed: 5 });
    expect(partsOf(evaluation)).toEqual([['train', 3465], ['validation', 1485]]);
    expect(partsOf(evaluation)).toEqual([['train', info.nSamples], ['validation', info.nValidation]]);
    const [train, validation] = regression(evaluation).parts;
    expect(train!.figures.loss).toBeCloseTo(result.loss, 10);
    expect(validation!.figures.loss).toBeCloseTo(result.validationLoss!, 10);
    expect(train!.figures.rmse).toBeCloseTo(Math.sqrt(result.loss), 10);
    expect([train!.figures.adjustedRSquared, validation!.figures.adjustedRSquared]).toEqual([expect.any(Number), null]);
    expect(evaluation.notes).toEqual(['50 rows left out: a value is missing there.']);
    const largest = regression(evaluation).parts.flatMap(({ plots }) => plots.largest);
    expect(largest.find(({ row }) => row === 4243)).toMatchObject({ actual: 500 });
    const sizes = train!.plots.largest.map(({ actual, predicted }) => Math.abs(actual - predicted));
    expect(sizes).toEqual([...sizes].sort((a, b) => b - a));
  });

  it('has the parts of a column and counts by its weights, as the run does', async () => {
    const id = await open('weighted.csv', FILE);
    const { result, evaluation } = await judged(id, { weightColumn: 3, partColumn: 4 });
    // Parts 0 to 3 in turn; rows 50, 150, ... lack a value and are of part 2, and those of part 3 are in none.
    expect(partsOf(evaluation)).toEqual([['train', 1250], ['validation', 1250], ['test', 1200]]);
    const [train, validation, test] = regression(evaluation).parts;
    expect(train!.figures.loss).toBeCloseTo(result.loss, 10);
    expect(validation!.figures.loss).toBeCloseTo(result.validationLoss!, 10);
    expect(test!.plots.largest[0]!.row).toBe(4243);
    expect(evaluation.notes).toContain('1,250 rows left out: they are in none of the parts.');
  });

  it('names rows of a prepared dataset by their place in the file', async () => {
    const id = await open('prepared.csv', FILE);
    const prepared = await bench.engine.prepare(
      id,
      recipeOf(['a', 'b', 'kind'], [
        { kind: 'filter', expression: 'b > 1' },
        { kind: 'categories', column: 'kind', reference: null, rareBelow: 0, unseen: 'reference' },
        { kind: 'split', rule: { kind: 'share', validation: 0.2, test: 0.2, seed: 3 } },
      ]),
    );
    const run = await bench.engine.startRun(prepared.dataset.id, runOn(prepared, { stop: settings({}).stop }));
    const result = await run.finished;
    const evaluation = await bench.engine.evaluate({ runId: run.info.runId });
    const model = await bench.engine.model(run.info.runId);
    await run.dispose();
    const { train, validation, test } = prepared.nRows;
    expect(partsOf(evaluation)).toEqual([['train', train], ['validation', validation], ['test', test]]);
    expect(regression(evaluation).parts[0]!.figures.loss).toBeCloseTo(result.loss, 10);
    expect(regression(evaluation).parts[1]!.figures.loss).toBeCloseTo(result.validationLoss!, 10);
    const largest = regression(evaluation).parts.flatMap(({ plots }) => plots.largest);
    expect(largest.find(({ actual }) => actual === 500)?.row).toBe(4243);
    for (const { row, actual } of largest.filter((one) => one.row !== 4243)) expect(actual).toBeCloseTo(y(row - 1), 12);

    // The same model on another file: its preparation is replayed, a level it does not know is told.
    const other = await open('other.csv', 'kind,a,y,b\nred,1,2,3\nblue,4,,6\nviolet,7,8,9\n');
    const onOther = await bench.engine.evaluate({ model, datasetId: other });
    expect(partsOf(onOther)).toEqual([['test', 2]]);
    expect(onOther.notes).toEqual([
      'Column "kind" holds "violet" in 1 row, which no row trained on had: it counts as the reference level.',
      '1 row left out: a value is missing there.',
    ]);
    expect(regression(onOther).parts[0]!.plots.largest.map(({ row }) => row).sort()).toEqual([1, 3]);
  });

  it('judges classes of words with the losses of the run', async () => {
    const id = await open('classes.csv', FILE);
    const { result, evaluation } = await judged(id, { target: 5, loss: { kind: 'softmax' }, validationShare: 0.25, seed: 2 });
    const { classNames, parts } = classification(evaluation);
    expect(classNames).toEqual(['blue', 'green', 'red']);
    const [train, validation] = parts;
    expect(train!.figures.logLoss).toBeCloseTo(result.loss, 10);
    expect(validation!.figures.logLoss).toBeCloseTo(result.validationLoss!, 10);
    expect(train!.confusion.reduce((sum, n) => sum + n)).toBe(train!.figures.nRows);
    const right = [0, 4, 8].reduce((sum, cell) => sum + train!.confusion[cell]!, 0);
    expect(train!.figures.accuracy).toBeCloseTo(right / train!.figures.nRows, 12);
    for (const { nPositive, nNegative, roc } of train!.curves) {
      expect(nPositive + nNegative).toBe(train!.figures.nRows);
      expect(roc!.area).toBeGreaterThan(0.4);
    }
  });

  it('is refused while the run goes on, and ends soon when nobody waits any more', async () => {
    const id = await open('standing.csv', FILE);
    const run: Run = await bench.engine.startRun(id, settings({ stop: { ...settings({}).stop, maxSteps: 1e9 } }));
    const { runId } = run.info;
    expect(await failureOf(bench.engine.evaluate({ runId }))).toEqual({
      code: 'setting-invalid',
      message: 'The run is still going on. Pause or stop it first.',
    });
    run.control({ kind: 'stop' });
    await run.finished;
    const aborted = new AbortController();
    const waiting = bench.engine.evaluate({ runId }, { signal: aborted.signal });
    aborted.abort();
    expect(await failureOf(waiting)).toEqual({ code: 'cancelled', message: 'Cancelled.' });
    expect(partsOf(await bench.engine.evaluate({ runId }))).toEqual([['train', 4950]]);
    await run.dispose();
    expect((await failureOf(bench.engine.evaluate({ runId }))).code).toBe('not-open');
  });
});

describe('the evaluation of a model on a file', () => {
  it('takes all rows as test part and finds columns by name', async () => {
    const { model, result } = await judged(await open('trained.csv', FILE), {});
    const shuffled = FILE.trimEnd().split('\n').map((line) => line.split(',').reverse().join(',')).join('\n');
    const evaluation = await bench.engine.evaluate({ model, datasetId: await open('turned.csv', `${shuffled}\n`) });
    expect(partsOf(evaluation)).toEqual([['test', 4950]]);
    expect(regression(evaluation).parts[0]!.figures).toMatchObject({ adjustedRSquared: null });
    expect(regression(evaluation).parts[0]!.figures.loss).toBeCloseTo(result.loss, 10);
  });

  it('says what is missing', async () => {
    const { model } = await judged(await open('again.csv', FILE), {});
    const without = await open('without.csv', 'a,b,z\n1,2,3\n');
    expect(await failureOf(bench.engine.evaluate({ model, datasetId: without }))).toEqual({
      code: 'column-unknown',
      message: '"without.csv" has no column "y", with which the predictions would be compared. Choose a file that has it.',
    });
    const empty = await open('nothing.csv', 'a,b,y\n1,,3\n,2,3\n');
    expect(await failureOf(bench.engine.evaluate({ model, datasetId: empty }))).toEqual({
      code: 'too-few-rows',
      message: 'No row has a value in "y" and in every column that the model needs. Evaluate it on a file that has such rows.',
    });
  });

  it('leaves out rows of a class that it does not know, and counts them', async () => {
    const { model } = await judged(await open('kinds.csv', FILE), { target: 5, loss: { kind: 'softmax' } });
    const other = await open('others.csv', 'a,b,kind\n1,2,red\n3,4,violet\n5,6,blue\n7,8,violet\n');
    const evaluation = classification(await bench.engine.evaluate({ model, datasetId: other }));
    expect(partsOf(evaluation)).toEqual([['test', 2]]);
    expect(evaluation.classNames).toEqual(['blue', 'green', 'red']);
    expect(evaluation.notes).toEqual(['2 rows left out: the model does not know their class, the first being "violet".']);
    const unknown = await open('unknown.csv', 'a,b,kind\n1,2,violet\n');
    expect((await failureOf(bench.engine.evaluate({ model, datasetId: unknown }))).message).toBe(
      'No row has a class in "kind" that the model knows; the first found is "violet". Evaluate it on a file with the classes that it was trained on.',
    );
  });
});
