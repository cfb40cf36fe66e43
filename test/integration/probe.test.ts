import { afterAll, describe, expect, it } from 'vitest';
import { rowLossOf } from '../../workers/core/losses/rowLoss';
import { softmaxSlopes, softmaxValue } from '../../workers/core/losses/softmax';
import type { LossSettings, Penalty, ProbeRequest, ReplyTo } from '../../workers/core/schema';
import { createExactPool } from '../../workers/engine/exact/exactPool';
import type { DesignMatrix } from '../../workers/engine/training/designMatrix';
import { createAside } from '../../workers/engine/training/aside';
import { createFactorFinder, type FindFactor } from '../../workers/engine/training/probe';
import type { TrainingRun } from '../../workers/engine/training/trainingRun';
import { tasksDirectory } from '../support/built';
import { lossData } from '../support/lossData';
import { linearData, matrixOf, readBack } from '../support/matrix';
import { createTestTrainer, startOn, until, type SettingsChange } from '../support/trainer';

const trainer = createTestTrainer();
const pool = createExactPool(tasksDirectory, 2);
afterAll(() => Promise.all([trainer.dispose(), pool.dispose()]));

const fromRows: FindFactor = () => Promise.resolve(null);
const solver = { pool, kernels: trainer.kernels, maxWorkers: 2 };
const fromFactor = createFactorFinder(solver, createAside());
const live = new AbortController().signal;

const ask = async <R extends ProbeRequest>(run: TrainingRun, request: R, find = fromRows): Promise<ReplyTo<R>> =>
  (await trainer.probe(run, request, find, live)) as ReplyTo<R>;

/** A run that stands at its start while the work is done. */
const withRun = async (matrix: DesignMatrix, change: SettingsChange, work: (run: TrainingRun) => Promise<void>): Promise<void> => {
  const run = startOn(trainer, matrix, { ...change, startPaused: true });
  try {
    await work(run);
  } finally {
    await run.dispose();
  }
};

/** The objective and its slope by plain loops over rows as they lie in the tiles. */
const byLoops = (matrix: DesignMatrix, loss: LossSettings, penalty: Penalty, rows: (index: number) => boolean = () => true) => {
  const columns = readBack(matrix);
  const features = columns.slice(0, -1);
  const target = columns.at(-1)!;
  const length = features.length + 1;
  const chosen = Array.from(target.keys()).filter(rows);
  const actsOn = (j: number): boolean => penalty.bias || j % length !== features.length;
  const etas = (theta: Float64Array, i: number): Float64Array =>
    Float64Array.from({ length: theta.length / length }, (_, k) =>
      features.reduce((sum, column, j) => sum + theta[k * length + j]! * column[i]!, theta[(k + 1) * length - 1]!),
    );
  const slopes = (eta: Float64Array, y: number): Float64Array => {
    if (loss.kind !== 'softmax') return Float64Array.of(rowLossOf(loss).slope(eta[0]!, y));
    softmaxSlopes(eta, y, eta);
    return eta;
  };
  const objective = (theta: Float64Array): number => {
    let sum = 0;
    for (const i of chosen) {
      const eta = etas(theta, i);
      sum += loss.kind === 'softmax' ? softmaxValue(eta, target[i]!) : rowLossOf(loss).value(eta[0]!, target[i]!);
    }
    const penalised = theta.filter((_, j) => actsOn(j));
    return (
      sum / chosen.length + penalised.reduce((total, w) => total + penalty.l1 * Math.abs(w) + (penalty.l2 / 2) * w * w, 0)
    );
  };
  /** Without l1, which has no curvature. */
  const smoothGradient = (theta: Float64Array): Float64Array => {
    const gradient = theta.map((w, j) => (actsOn(j) ? penalty.l2 * w : 0));
    for (const i of chosen) {
      slopes(etas(theta, i), target[i]!).forEach((slope, k) => {
        for (let j = 0; j < length; j++) {
          const x = j === features.length ? 1 : features[j]![i]!;
          gradient[k * length + j] = gradient[k * length + j]! + (slope * x) / chosen.length;
        }
      });
    }
    return gradient;
  };
  return { objective, smoothGradient, etas, slopes, features, target };
};

const moved = (theta: Float64Array, v: Float64Array, by: number): Float64Array<ArrayBuffer> =>
  Float64Array.from(theta, (value, j) => value + by * v[j]!);

const dot = (a: Float64Array, b: Float64Array): number => a.reduce((sum, value, j) => sum + value * b[j]!, 0);

const expectNear = (found: ArrayLike<number>, expected: ArrayLike<number>, tolerance: number): void => {
  expect(found.length).toBe(expected.length);
  const scale = Math.max(...Array.from(expected, Math.abs), 1);
  for (let j = 0; j < expected.length; j++) expect(Math.abs(found[j]! - expected[j]!) / scale).toBeLessThan(tolerance);
};

const LOSSES: LossSettings[] = [
  { kind: 'squared' },
  { kind: 'huber', delta: 0.7 },
  { kind: 'absolute' },
  { kind: 'quantile', quantile: 0.8 },
  { kind: 'logistic' },
  { kind: 'softmax' },
  { kind: 'poisson' },
];
const ELASTIC: Penalty = { l1: 0.03, l2: 0.2, bias: true };
const thetaFor = (length: number): Float64Array<ArrayBuffer> => Float64Array.from({ length }, (_, j) => 0.4 * Math.sin(1 + 2 * j));

describe.each(LOSSES)('the objective of a run on $kind loss with an elastic net', (loss) => {
  const { columns, options } = lossData(loss.kind, 2_300);
  const matrix = matrixOf(columns, { ...options, storage: loss.kind === 'huber' ? 'float32' : 'float64' });
  const loops = byLoops(matrix, loss, ELASTIC);
  const length = loss.kind === 'softmax' ? 12 : 4;
  const theta = thetaFor(length);
  const change: SettingsChange = { loss, penalty: ELASTIC, storage: matrix.plan.storage, workers: 2 };

  it('at several points is that of plain loops over the rows', () =>
    withRun(matrix, change, async (run) => {
      const points = [theta, moved(theta, theta, -0.5), new Float64Array(length)];
      const reply = await ask(run, { kind: 'objectives', points: Float64Array.from(points.flatMap((point) => [...point])), maxRows: null });
      expect(reply.rowsUsed).toBe(2_300);
      expectNear(reply.values, points.map(loops.objective), 1e-12);
    }));

  it('has the slope and the products with the Hessian that central differences have', () =>
    withRun(matrix, change, async (run) => {
      const vectors = [thetaFor(length).map((value) => 1 - value), Float64Array.from({ length }, (_, j) => Number(j === 1))];
      const reply = await ask(run, { kind: 'slope', theta, vectors: Float64Array.from(vectors.flatMap((v) => [...v])), maxRows: null });
      expect(reply.objective).toBeCloseTo(loops.objective(theta), 12);
      const differences = theta.map((_, j) => {
        const unit = theta.map((__, k) => Number(k === j));
        return (loops.objective(moved(theta, unit, 1e-5)) - loops.objective(moved(theta, unit, -1e-5))) / 2e-5;
      });
      // A row whose kink lies within the difference adds up to 1 / n.
      expectNear(reply.gradient, differences, loss.kind === 'absolute' || loss.kind === 'quantile' ? 1e-3 : 1e-8);
      vectors.forEach((v, k) => {
        const plus = loops.smoothGradient(moved(theta, v, 1e-7));
        const minus = loops.smoothGradient(moved(theta, v, -1e-7));
        expectNear(reply.products.subarray(k * length, (k + 1) * length), plus.map((value, j) => (value - minus[j]!) / 2e-7), 1e-6);
      });
    }));

  it('has eigenpairs: H v = lambda v, and no direction is curved more or less', () =>
    withRun(matrix, change, async (run) => {
      const { largest, least } = await ask(run, { kind: 'extremes', theta, maxRows: null });
      const units = Array.from({ length }, (_, j) => Float64Array.from({ length }, (__, k) => Number(k === j)));
      const vectors = [largest.vector, least.vector, ...units];
      const { products } = await ask(run, { kind: 'slope', theta, vectors: Float64Array.from(vectors.flatMap((v) => [...v])), maxRows: null });
      const productOf = (k: number): Float64Array => products.subarray(k * length, (k + 1) * length);
      for (const [k, { value, vector }] of [largest, least].entries()) {
        expect(dot(vector, vector)).toBeCloseTo(1, 12);
        expect(Math.max(...vector)).toBe(Math.max(...vector.map(Math.abs)));
        expectNear(productOf(k), vector.map((element) => value * element), 1e-6);
      }
      units.forEach((unit, j) => {
        const curvature = dot(unit, productOf(j + 2));
        expect(curvature).toBeLessThanOrEqual(largest.value * (1 + 1e-9));
        expect(curvature).toBeGreaterThanOrEqual(least.value * (1 - 1e-6));
      });
    }));

  it('is pulled at by each row as the loops say, hardest first', () =>
    withRun(matrix, change, async (run) => {
      const parameter = length - 3;
      const { first, hardest } = await ask(run, { kind: 'rows', theta, nFirst: 2_300, parameter, nHardest: 25 });
      const [output, column] = [Math.floor(parameter / 4), parameter % 4];
      first.forEach(({ index, features, target, predictor, slope, pull }, i) => {
        const eta = loops.etas(theta, i);
        expect([index, target, ...features]).toEqual([i, loops.target[i], ...loops.features.map((values) => values[i])]);
        expect(predictor).toBeCloseTo(eta[output]!, 12);
        expect(slope).toBeCloseTo(loops.slopes(eta, target)[output]!, 12);
        expect(pull).toBe((slope * features[column]!) / 2_300);
      });
      // All pulls together are the derivative of the mean loss, which the elastic net is added to.
      const sum = first.reduce((total, { pull }) => total + pull, 0);
      expect(sum + ELASTIC.l2 * theta[parameter]!).toBeCloseTo(loops.smoothGradient(theta)[parameter]!, 12);
      const sorted = [...first].sort((a, b) => Math.abs(b.pull) - Math.abs(a.pull) || a.index - b.index);
      expect(hardest).toEqual(sorted.slice(0, 25));
    }));
});

describe('a question about the objective', () => {
  const data = linearData(20_003, [1, -2, 0.5], 3, { noise: 0.4 });
  const NONE: Penalty = { l1: 0, l2: 0, bias: false };

  it('leaves the bias out of a model without an intercept', async () => {
    const matrix = matrixOf(data, { intercept: false, standardize: true });
    const loops = byLoops(matrix, { kind: 'squared' }, NONE);
    await withRun(matrix, { intercept: false, standardize: true }, async (run) => {
      const theta = Float64Array.of(1, 2, 3, 7);
      const model = Float64Array.of(1, 2, 3, 0);
      for (const find of [fromRows, fromFactor]) {
        const reply = await ask(run, { kind: 'slope', theta, vectors: Float64Array.of(0, 0, 0, 1), maxRows: null }, find);
        expect(reply.objective / loops.objective(model)).toBeCloseTo(1, 12);
        expectNear(reply.gradient, [...loops.smoothGradient(model).subarray(0, 3), 0], 1e-12);
        expect([...reply.products]).toEqual([0, 0, 0, 0]);
      }
    });
  });

  it('of many rows uses the first of each chunk, and says how many, with the same bits on one worker and on four', async () => {
    const columns = linearData(600_000, [1, -2, 0.5], 3, { noise: 0.4 });
    const matrix = matrixOf(columns, { nThreads: 2 });
    const { chunkRows, nChunks } = matrix.plan;
    const perChunk = Math.floor(400_000 / nChunks);
    const loops = byLoops(matrix, { kind: 'huber', delta: 1 }, NONE, (i) => i % chunkRows < perChunk);
    const theta = Float64Array.of(0.5, -1, 0, 2);
    const single = createTestTrainer(1);
    const bits: unknown[] = [];
    for (const own of [trainer, single]) {
      const run = startOn(own, matrix, { loss: { kind: 'huber', delta: 1 }, startPaused: true });
      const request = { kind: 'slope', theta, vectors: theta, maxRows: 400_000 } as const;
      const reply = (await own.probe(run, request, fromRows, live)) as ReplyTo<typeof request>;
      expect(reply.rowsUsed).toBeLessThanOrEqual(400_000);
      expect(reply.rowsUsed).toBeGreaterThan(390_000);
      expect(reply.objective / loops.objective(theta)).toBeCloseTo(1, 11);
      expectNear(reply.gradient, loops.smoothGradient(theta), 1e-11);
      bits.push(reply);
      await run.dispose();
    }
    await single.dispose();
    expect(bits[0]).toEqual(bits[1]);
  });

  it('on squared loss is answered through R over all rows, and Taylor to the second order is then exact to 1e-12', async () => {
    const matrix = matrixOf(data, { standardize: true });
    const loops = byLoops(matrix, { kind: 'squared' }, NONE);
    await withRun(matrix, { standardize: true }, async (run) => {
      const theta = Float64Array.of(3, -1, 2, 1);
      const u = Float64Array.of(-1, 0.3, 2, -0.7);
      const { objective, gradient, products, rowsUsed } = await ask(run, { kind: 'slope', theta, vectors: u, maxRows: 100 }, fromFactor);
      expect(rowsUsed).toBe(20_003);
      expect(objective / loops.objective(theta)).toBeCloseTo(1, 12);
      const etas = [0.01, 0.1, 1, 3];
      const points = Float64Array.from(etas.flatMap((eta) => [...moved(theta, u, eta)]));
      const { values } = await ask(run, { kind: 'objectives', points, maxRows: null }, fromFactor);
      etas.forEach((eta, k) => {
        const second = objective + eta * dot(u, gradient) + (eta * eta * dot(u, products)) / 2;
        expect(Math.abs(second / values[k]! - 1)).toBeLessThan(1e-12);
      });
    });
  });

  it('on many columns is answered from a sample until R is there, and then over all rows', async () => {
    // 30,000 x 201^2 multiplications take longer than a question waits.
    const matrix = matrixOf(linearData(30_000, Array.from({ length: 200 }, (_, j) => Math.sin(j)), 3, { noise: 0.4 }));
    await withRun(matrix, {}, async (run) => {
      const beside = createAside();
      const find = createFactorFinder(solver, beside);
      const request: ProbeRequest & { kind: 'objectives' } = { kind: 'objectives', points: thetaFor(201), maxRows: 3_000 };
      const estimate = await ask(run, request, find);
      expect(estimate.rowsUsed).toBeLessThanOrEqual(3_000);
      await beside.settled();
      const exact = await ask(run, request, find);
      expect(exact.rowsUsed).toBe(30_000);
      const fromAll = await ask(run, { ...request, maxRows: null });
      expect(exact.values[0]! / fromAll.values[0]!).toBeCloseTo(1, 12);
      expect(Math.abs(estimate.values[0]! / exact.values[0]! - 1)).toBeLessThan(0.2);
    });
  });

  it('that does not fit the run is refused with what to give', () =>
    withRun(matrixOf(data), {}, async (run) => {
      await expect(ask(run, { kind: 'objectives', points: new Float64Array(9), maxRows: null })).rejects.toMatchObject({
        code: 'setting-invalid',
        message: '9 numbers are given as points. Give a multiple of 4, one for each parameter of the run.',
      });
      await expect(ask(run, { kind: 'rows', theta: new Float64Array(4), nFirst: 1, parameter: 4, nHardest: 1 })).rejects.toMatchObject({
        message: 'There is no parameter 4 in this run. Choose a whole number from 0 to 3.',
      });
    }));

  it('after curvature where there is none says so', () =>
    withRun(matrixOf(data), { loss: { kind: 'absolute' } }, async (run) => {
      await expect(ask(run, { kind: 'extremes', theta: new Float64Array(4), maxRows: null })).rejects.toMatchObject({ code: 'setting-invalid' });
    }));

  it('is given up in the middle when nobody waits for it any more', () =>
    withRun(matrixOf(linearData(300_000, [1, 2, 3], 4)), {}, async (run) => {
      const aborter = new AbortController();
      // Hours of work.
      const request: ProbeRequest = { kind: 'objectives', points: new Float64Array(4 * 1_000_000), maxRows: null };
      const asking = trainer.probe(run, request, fromRows, aborter.signal);
      setImmediate(() => aborter.abort());
      await expect(asking).rejects.toMatchObject({ code: 'cancelled' });
      expect((await ask(run, { kind: 'objectives', points: new Float64Array(4), maxRows: null })).rowsUsed).toBe(300_000);
    }));

  it('leaves the bits of a run that goes on as they are', async () => {
    const matrix = matrixOf(linearData(60_000, [1, -2, 0.5], 3, { noise: 0.4 }), { nThreads: 2 });
    const change: SettingsChange = { workers: 2, learningRate: 0.05, stop: { maxSteps: 2_000 } };
    const alone = startOn(trainer, matrix, change);
    const expected = await alone.finished;
    await alone.dispose();
    const run = startOn(trainer, matrix, change);
    let asked = 0;
    await until(() => run.readFrame().latest[0]! > 0);
    while (run.state() !== 'finished') {
      const { theta, latest } = run.readFrame();
      const reply = await ask(run, { kind: 'slope', theta, vectors: theta, maxRows: null });
      expect(reply.objective).toBe(latest[1]);
      asked++;
    }
    expect(asked).toBeGreaterThan(3);
    expect((await run.finished).thetaHash).toBe(expected.thetaHash);
    await run.dispose();
  });
});
