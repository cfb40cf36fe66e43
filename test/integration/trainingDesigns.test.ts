import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DatasetSummary, RunInfo, RunResult } from '../../workers/core/schema';
import { createRandom } from '../../workers/core/random/generator';
import { failureOf } from '../support/data';
import { createTestEngine, type TestEngine } from '../support/engine';
import { settingsOf, type SettingsChange } from '../support/trainer';

let host: TestEngine;
beforeAll(async () => {
  host = await createTestEngine();
});
afterAll(() => host.dispose());

const open = async (name: string, header: string, rows: string[]): Promise<DatasetSummary> => {
  const path = join(host.directory, `${name}.csv`);
  await writeFile(path, `${header}\n${rows.join('\n')}\n`);
  const { format, dialect, columns } = await host.engine.proposeImport(path);
  return host.engine.importFile(path, { format, dialect, columns });
};

/** The last column is the target. */
const train = async (
  dataset: DatasetSummary,
  change: SettingsChange,
): Promise<{ info: RunInfo; result: RunResult }> => {
  const run = await host.engine.startRun(dataset.id, settingsOf(dataset.columns.length - 1, change));
  try {
    return { info: run.info, result: await run.finished };
  } finally {
    await run.dispose();
  }
};

const closeTo = (values: readonly number[], expected: readonly number[], tolerance: number): void =>
  expected.forEach((value, j) => expect(Math.abs(values[j]! - value)).toBeLessThanOrEqual(tolerance));

describe('a run from a file', () => {
  const random = createRandom(5);
  const xs = Array.from({ length: 1_200 }, () => 4 * random() - 1);
  const parabola = xs.map((x) => `${x},${1 + 2 * x - 3 * x * x}`);

  it('finds the weights of powers, in the units of the file', async () => {
    const dataset = await open('parabola', 'x,y', parabola);
    const { info, result } = await train(dataset, { degree: 2, standardize: true, learningRate: 0.5, stop: { maxSteps: 4_000 } });
    expect([info.featureNames, info.nFeatures]).toEqual([['x', 'x^2'], 2]);
    closeTo([...result.weights, result.bias], [2, -3, 1], 1e-9);
  });

  it('goes through the origin without an intercept', async () => {
    const dataset = await open('origin', 'x,y', xs.map((x) => `${x + 2},${3 * (x + 2)}`));
    const { info, result } = await train(dataset, { intercept: false, standardize: true, learningRate: 0.3, stop: { maxSteps: 300 } });
    expect(info.scaling.means).toEqual([0]);
    expect(result.bias).toBe(0);
    closeTo(result.weights, [3], 1e-12);
  });

  it('is as exact in float32 as the rounding of the columns allows, and says so', async () => {
    const dataset = await open('narrow', 'x,y', parabola);
    const change = { degree: 2, standardize: true, learningRate: 0.5, stop: { maxSteps: 4_000 } };
    const { info, result } = await train(dataset, { ...change, storage: 'float32' });
    const wide = await train(dataset, change);
    expect(info.byteLength).toBe(wide.info.byteLength / 2);
    expect(info.notes.join(' ')).toContain('rounded to about 7 digits');
    closeTo([...result.weights, result.bias], [2, -3, 1], 1e-5);
    expect(result.loss).toBeGreaterThan(wide.result.loss);
  });

  it('leaves rows out of training for the validation loss', async () => {
    const dataset = await open('part', 'x,y', parabola);
    const { info, result } = await train(dataset, { degree: 2, standardize: true, validationShare: 0.25, learningRate: 0.5 });
    expect([info.nSamples, info.nValidation]).toEqual([900, 300]);
    expect(result.validationLoss).toBeGreaterThan(0);
    expect(result.validationLoss! / result.loss).toBeGreaterThan(0.1);
    expect(result.validationLoss! / result.loss).toBeLessThan(10);
  });

  it('tells classes of text apart, by the probabilities that made them', async () => {
    const nRows = 6_000;
    const rows = Array.from({ length: nRows }, (_, i) => {
      const x = (6 * i) / nRows - 3;
      return `${x},${random() < 1 / (1 + Math.exp(-(1 + 2 * x))) ? 'yes' : 'no'}`;
    });
    const dataset = await open('answers', 'x,answer', rows);
    const settings = { standardize: true, learningRate: 1, stop: { maxSteps: 2_000 } };
    const logistic = await train(dataset, { ...settings, loss: { kind: 'logistic' } });
    expect(logistic.info).toMatchObject({ classNames: ['no', 'yes'], nOutputs: 1 });
    // Log-odds 1 + 2x; the standard errors of 6,000 rows are 0.05 and 0.06.
    closeTo([logistic.result.bias, ...logistic.result.weights], [1, 2], 0.25);
    const softmax = await train(dataset, { ...settings, loss: { kind: 'softmax' } });
    expect(softmax.info).toMatchObject({ classNames: ['no', 'yes'], nOutputs: 2, buildMs: 0 });
    const [no, yes] = softmax.result.classes!;
    // The same model: log-odds are differences.
    closeTo([yes!.bias - no!.bias, yes!.weights[0]! - no!.weights[0]!], [logistic.result.bias, logistic.result.weights[0]!], 1e-6);
    expect(Math.abs(softmax.result.loss - logistic.result.loss)).toBeLessThan(1e-12);
  });
});

describe('a target that its loss cannot use', () => {
  const rows = Array.from({ length: 300 }, (_, i) => `${i},${i * i},${i % 3 === 0 ? 'red' : 'blue'},${i - 2},${['a', 'b', 'c'][i % 3]}`);

  it.each([
    [2, { loss: { kind: 'squared' } }, 'column-not-numeric', 'Column "colour" holds text values, not numbers.'],
    [0, { loss: { kind: 'logistic' } }, 'setting-invalid', 'Target "x" has 300 different numbers in 300 rows and looks like a quantity. Choose a loss for quantities, for example squared.'],
    [4, { loss: { kind: 'logistic' } }, 'setting-invalid', 'Target "letter" has 3 classes, and logistic loss is for two. Choose softmax loss.'],
    [3, { loss: { kind: 'poisson' } }, 'setting-invalid', 'Target "below" goes down to -2, and Poisson loss is for counts of 0 or more. Choose another target or loss.'],
    [3, { degree: 12, validationShare: 0.99 }, 'too-few-rows', '1 feature, each with its powers up to 12, but only 3 rows to train on: many weights fit equally well. Choose a lower degree, choose a smaller validation part, or add rows.'],
  ] as const)('is refused in one sentence, and nothing changes: %i %o', async (target, change, code, message) => {
    const dataset = await open('refused', 'x,square,colour,below,letter', rows);
    const good = { target: 3, features: [1], standardize: true };
    await (await host.engine.startRun(dataset.id, { ...settingsOf(3, good), ...good })).dispose();
    const settings = { ...settingsOf(3, change), ...good, target, features: [1], ...change };
    const failure = await failureOf(host.engine.startRun(dataset.id, settings));
    expect(failure.code).toBe(code);
    expect(failure.message).toContain(message);
    const again = await host.engine.startRun(dataset.id, { ...settingsOf(3, good), ...good });
    expect((await again.finished).stopReason).toBe('max-steps');
    await again.dispose();
  });
});
