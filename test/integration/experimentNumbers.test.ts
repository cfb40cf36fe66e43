import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DatasetSummary, ExactSolution, InitialParameters, RaceLane, RunResult } from '../../workers/core/schema';
import { DEFAULT_SOLVE } from '../../workers/core/training/defaults';
import { createTestEngine, type TestEngine } from '../support/engine';
import { settingsOf, type SettingsChange } from '../support/trainer';

const samples = join(import.meta.dirname, '../../samples');

let host: TestEngine;
beforeAll(async () => {
  host = await createTestEngine();
});
afterAll(() => host.dispose());

interface Raced {
  lane: RaceLane;
  result: RunResult;
}

async function open(sample: string): Promise<DatasetSummary> {
  const path = join(samples, `${sample}.csv`);
  const { format, dialect, columns } = await host.engine.proposeImport(path);
  return host.engine.importFile(path, { format, dialect, columns });
}

async function descend(dataset: DatasetSummary, change: SettingsChange): Promise<Raced> {
  const settings = settingsOf(dataset.columns.length - 1, { standardize: false, ...change });
  const { lanes, results } = await host.engine.race(dataset.id, [settings]);
  return { lane: lanes[0]!, result: results[0]! };
}

const solve = (dataset: DatasetSummary, standardize: boolean): Promise<ExactSolution> => {
  const target = dataset.columns.length - 1;
  const features = Array.from({ length: target }, (_, index) => index);
  return host.engine.solve(dataset.id, { ...DEFAULT_SOLVE, target, features, standardize });
};

/** [w..., b] in the units of the file, and the loss, after so many steps. */
async function after(steps: number, dataset: DatasetSummary, change: SettingsChange): Promise<{ theta: number[]; loss: number }> {
  const { result } = await descend(dataset, { ...change, stop: { maxSteps: steps } });
  expect(result.steps).toBe(steps);
  return { theta: [...result.weights, result.bias], loss: result.loss };
}

const TRUTH = [2, 4, 5, 9, 11, 2];
const errors = (theta: readonly number[]): number[] => theta.map((value, index) => Math.abs(value - TRUTH[index]!));
/** The largest error, as a share of its parameter. */
const worst = (theta: readonly number[]): number => Math.max(...errors(theta).map((error, index) => error / TRUTH[index]!));

describe('the guided experiments say of the classic sample', () => {
  let classic: DatasetSummary;
  beforeAll(async () => {
    classic = await open('classic');
  });

  it('that after 250 steps no parameter is off by more than 0.8 %, and after 1,000 none by more than 0.00000002', async () => {
    const quarter = await after(250, classic, { learningRate: 0.01 });
    expect(worst(quarter.theta)).toBeLessThan(0.008);
    expect(worst(quarter.theta)).toBeGreaterThan(0.006);
    const whole = await after(1000, classic, { learningRate: 0.01 });
    expect(Math.max(...errors(whole.theta))).toBeLessThan(2e-8);
  });

  it('that with ten times the rate 100 steps do what took 1,000', async () => {
    const slow = worst((await after(1000, classic, { learningRate: 0.01 })).theta);
    expect(worst((await after(100, classic, { learningRate: 0.1 })).theta)).toBeLessThan(slow);
    expect(worst((await after(80, classic, { learningRate: 0.1 })).theta)).toBeGreaterThan(slow);
  });

  it('that the limit is 0.957, the factors at 0.9, 1 and 0.5 are what they are, and what comes of these rates', async () => {
    const { divergenceLimit, lambdaMax, lambdaMin } = await solve(classic, false);
    expect(divergenceLimit).toBeCloseTo(0.957, 2);
    expect(lambdaMax).toBeCloseTo(2.09, 2);
    expect(1 - 0.9 * lambdaMax).toBeCloseTo(-0.88, 2);
    expect(1 - lambdaMax).toBeCloseTo(-1.09, 2);
    expect(1 - 0.5 * lambdaMax).toBeCloseTo(-0.04, 2);
    expect(1 - 0.5 * lambdaMin).toBeCloseTo(0.05, 2);
    expect(worst((await after(1000, classic, { learningRate: 0.9 })).theta)).toBeLessThan(1e-12);
    const beyond = await descend(classic, { learningRate: 1, stop: { maxSteps: 1000 } });
    expect(beyond.result.stopReason).toBe('diverged');
    expect((await after(12, classic, { learningRate: 0.5 })).loss).toBeLessThan(1e-27);
  });

  it('that a start 100 away ends within 0.00001 of the others: two parts in a billion are left', async () => {
    const init: InitialParameters = { kind: 'given', weights: [100, 0, 0, 0, 0], bias: 0 };
    const left = Math.max(...errors((await after(1000, classic, { init, learningRate: 0.01 })).theta));
    expect(left).toBeLessThan(1e-5);
    expect(left / 98).toBeGreaterThan(1e-9);
    expect(left / 98).toBeLessThan(3e-9);
  });
});

describe('the guided experiments say of the narrow valley', () => {
  it('that x2 is there within 20 steps while x1 needs hundreds, and that scaling needs three steps for what took 200', async () => {
    const valley = await open('valley');
    const exact = await solve(valley, false);
    const [bias, x1, x2] = exact.coefficients.map(({ value }) => value!) as [number, number, number];
    expect(exact.conditionNumber).toBeGreaterThan(90);
    expect(exact.conditionNumber).toBeLessThan(110);
    const soon = (await after(20, valley, { learningRate: 0.009 })).theta;
    expect(Math.abs(soon[1]! - x2)).toBeLessThan(0.05 * x2);
    expect(Math.abs(soon[0]! - x1)).toBeGreaterThan(0.5 * x1);
    expect(Math.abs((await after(100, valley, { learningRate: 0.009 })).theta[2]! - bias)).toBeGreaterThan(0.1 * bias);
    expect((await after(200, valley, { learningRate: 0.009 })).loss).toBeGreaterThan(exact.loss * 1.05);
    const scaled = await after(3, valley, { standardize: true, learningRate: 0.5 });
    expect(scaled.loss).toBeLessThan(exact.loss * 1.00001);
    const { lambdaMax, lambdaMin } = await solve(valley, true);
    expect(lambdaMax / lambdaMin).toBeLessThan(1.2);
  });
});

describe('the guided experiments say of the ice cream', () => {
  it('that the loss stops at 569.86, that batches tremble less with a tenth of the rate, and that their mean is nearer', async () => {
    const sample = await open('ice-cream');
    const at = (change: SettingsChange): Promise<Raced> =>
      descend(sample, { standardize: true, learningRate: 0.05, stop: { maxSteps: 2000 }, ...change });
    const exact = await solve(sample, true);
    expect((await after(200, sample, { standardize: true, learningRate: 0.05 })).loss.toFixed(2)).toBe('569.86');
    expect(exact.loss.toFixed(2)).toBe('569.86');
    const full = await at({});
    // The last theta of a full run is the end; lanes are in standardised units, results in those of the file.
    const end = full.lane.thetas.at(-2)!;
    const scale = end / full.result.weights[0]!;
    /** How far from the end the weight is at the kept steps of the second half, in order of size. */
    const tremble = ({ lane }: Raced): number[] =>
      [...lane.steps].flatMap((step, k) => (step < 1000 ? [] : [Math.abs(lane.thetas[2 * k]! - end)])).sort((a, b) => a - b);
    const middle = (sorted: number[]): number => sorted[Math.floor(sorted.length / 2)]!;
    const batch = tremble(await at({ batchSize: 16 }));
    expect(middle(tremble(await at({ batchSize: 16, learningRate: 0.005 })))).toBeLessThan(middle(batch) / 2);
    const mean = await at({ batchSize: 16, averageFrom: 200 });
    const left = Math.abs(mean.result.weights[0]! * scale - end);
    expect(batch.filter((distance) => distance < left).length).toBeLessThan(0.1 * batch.length);
  });
});
