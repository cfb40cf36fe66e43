import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { directionAt, planeCurvature, planeOf, pointsAround, secondOrder } from '../../workers/core/explain/direction';
import { keptDecreases, ratesPast, riseRate, secondOrderAt, type TaylorLine } from '../../workers/core/explain/taylor';
import { dot } from '../../workers/core/training/vectors';
import type { DatasetSummary } from '../../workers/core/schema';
import { GRADIENT_NORM, LOSS, STEP } from '../../workers/core/training/record';
import type { Run } from '../../workers/engine/api';
import { createTestEngine, type TestEngine } from '../support/engine';
import { sampleColumns, standardised } from '../support/sampleColumns';
import { settingsOf, type SettingsChange } from '../support/trainer';

let host: TestEngine;
let dataset: DatasetSummary;
beforeAll(async () => {
  host = await createTestEngine();
  const path = join(resolve(import.meta.dirname, '../../samples'), 'flats.csv');
  const { format, dialect, columns } = await host.engine.proposeImport(path);
  dataset = await host.engine.importFile(path, { format, dialect, columns });
});
afterAll(() => host.dispose());

const COLUMNS = sampleColumns('flats');
const D = COLUMNS.length - 1;

/** The mean squared error by plain loops over the rows of the file. */
const byLoops = (columns: readonly Float64Array[], theta: Float64Array): number => {
  const target = columns[D]!;
  let sum = 0;
  for (let i = 0; i < target.length; i++) {
    let residual = theta[D]! - target[i]!;
    for (let j = 0; j < D; j++) residual += theta[j]! * columns[j]![i]!;
    sum += residual * residual;
  }
  return sum / target.length;
};

const relative = (a: number, b: number): number => Math.abs(a - b) / Math.max(Math.abs(a), Math.abs(b));

const withRun = async (change: SettingsChange, work: (run: Run) => Promise<void>): Promise<void> => {
  const run = await host.engine.startRun(dataset.id, settingsOf(D, { standardize: true, learningRate: 0.1, stop: { maxSteps: 25 }, ...change }));
  try {
    await run.finished;
    await work(run);
  } finally {
    await run.dispose();
  }
};

const lineOf = async (run: Run, theta: Float64Array<ArrayBuffer>): Promise<TaylorLine & { u: Float64Array; gradient: Float64Array }> => {
  const ask = { kind: 'slope' as const, theta, maxRows: null };
  const { gradient } = await host.engine.probe(run.info.runId, { ...ask, vectors: new Float64Array(0) });
  const u = gradient.map((value) => -value);
  const { objective, products } = await host.engine.probe(run.info.runId, { ...ask, vectors: u });
  return { objective, slope: dot(u, gradient), bend: dot(u, products), u, gradient };
};

describe('for squared loss on the flats', () => {
  it.each([0, 5, 25])('the second order is the true loss of the rows to 1e-12, from eta = 0 past the limit, at step %d', (step) =>
    withRun({}, async (run) => {
      const { theta } = await host.engine.stateAt(run.info.runId, step);
      const line = await lineOf(run, theta);
      const etas = ratesPast([0.1, riseRate(line)], 21);
      expect(etas.at(-1)).toBeGreaterThan(riseRate(line)!);
      const points = etas.map((eta) => Float64Array.from(theta, (value, j) => value + eta * line.u[j]!));
      const { values } = await host.engine.probe(run.info.runId, {
        kind: 'objectives',
        points: Float64Array.from(points.flatMap((point) => [...point])),
        maxRows: null,
      });
      const columns = standardised(COLUMNS);
      etas.forEach((eta, k) => {
        expect(relative(secondOrderAt(line, eta)!, values[k]!)).toBeLessThan(1e-12);
        expect(relative(secondOrderAt(line, eta)!, byLoops(columns, points[k]!))).toBeLessThan(1e-12);
      });
    }));

  it('the second order of every direction of the dial is the true change, to 1e-12 of the loss', () =>
    withRun({}, async (run) => {
      const { theta } = await host.engine.stateAt(run.info.runId, 3);
      const { gradient, objective } = await lineOf(run, theta);
      const { largest } = await host.engine.probe(run.info.runId, { kind: 'extremes', theta, maxRows: null });
      const plane = planeOf(gradient, [largest.vector], Array.from(theta.keys()))!;
      const vectors = Float64Array.of(...plane.along, ...plane.across);
      const { products } = await host.engine.probe(run.info.runId, { kind: 'slope', theta, vectors, maxRows: null });
      const curvature = planeCurvature(plane, products.subarray(0, D + 1), products.subarray(D + 1));
      const angles = Array.from({ length: 24 }, (_, k) => 15 * k);
      for (const eta of [0.01, 0.4, 2]) {
        const points = pointsAround(theta, plane, eta, angles);
        const { values } = await host.engine.probe(run.info.runId, { kind: 'objectives', points, maxRows: null });
        angles.forEach((angle, k) => {
          expect(relative(objective + secondOrder(plane, curvature, eta, angle), values[k]!)).toBeLessThan(1e-12);
        });
      }
      expect([...directionAt(plane, 180)].map((value, j) => value / -gradient[j]!)).toEqual(
        Array.from(gradient, () => expect.closeTo(1, 12)),
      );
    }));

  it('each kept step falls by eta ||g||^2 less the (eta^2 / 2) g"Hg that the first order neglects', () =>
    withRun({}, async (run) => {
      const { records, recordLength } = run.readFrame();
      const field = (offset: number): number[] =>
        Array.from({ length: records.length / recordLength }, (_, k) => records[k * recordLength + offset]!);
      const pairs = keptDecreases({ steps: field(STEP), losses: field(LOSS), gradientNorms: field(GRADIENT_NORM) }, () => 0.1, 100);
      expect(pairs.length).toBe(25);
      for (const { step, predicted, actual } of pairs.slice(0, 8)) {
        const { theta } = await host.engine.stateAt(run.info.runId, step);
        const line = await lineOf(run, theta);
        expect(relative(predicted - (0.1 * 0.1 * line.bend!) / 2, actual)).toBeLessThan(1e-9);
      }
    }));
});
