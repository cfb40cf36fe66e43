import { describe, expect, it } from 'vitest';
import { createRandom, fillNormal } from '../../../workers/core/random/generator';
import type { LossSettings, Storage } from '../../../workers/core/schema';
import { lossKernels, type TileRows } from '../../support/lossKernels';

/** What one row costs at eta (one number, K for softmax), and how that changes: plain formulas, from no code under test. */
interface RowLoss {
  value: number;
  slopes: number[];
  /** The Hessian with respect to eta. */
  bends: number[][];
}

const rowLoss = (loss: LossSettings, etas: number[], y: number): RowLoss => {
  const eta = etas[0]!;
  const r = eta - y;
  const one = (value: number, slope: number, bend: number): RowLoss => ({ value, slopes: [slope], bends: [[bend]] });
  switch (loss.kind) {
    case 'squared':
      // The reader multiplies the slope r and the bend 1 by 2.
      return one(r * r, r, 1);
    case 'huber': {
      const { delta } = loss;
      if (Math.abs(r) <= delta) return one((r * r) / 2, r, 1);
      return one(delta * (Math.abs(r) - delta / 2), delta * Math.sign(r), 0);
    }
    case 'absolute':
      return one(Math.abs(r), Math.sign(r), 0);
    case 'quantile': {
      const { quantile: q } = loss;
      const u = y - eta;
      return one(Math.max(q * u, (q - 1) * u), u > 0 ? -q : u < 0 ? 1 - q : 0, 0);
    }
    case 'logistic': {
      const sigma = 1 / (1 + Math.exp(-eta));
      const value = Math.max(eta, 0) - y * eta + Math.log1p(Math.exp(-Math.abs(eta)));
      return one(value, sigma - y, Math.exp(-Math.abs(eta)) / (1 + Math.exp(-Math.abs(eta))) ** 2);
    }
    case 'poisson':
      return one(Math.exp(eta) - y * eta, Math.exp(eta) - y, Math.exp(eta));
    case 'softmax': {
      const m = Math.max(...etas);
      const sum = etas.reduce((total, e) => total + Math.exp(e - m), 0);
      const p = etas.map((e) => Math.exp(e - m) / sum);
      return {
        value: m + Math.log(sum) - etas[y]!,
        slopes: p.map((share, k) => share - (k === y ? 1 : 0)),
        bends: p.map((pk, k) => p.map((pl, l) => pk * ((k === l ? 1 : 0) - pl))),
      };
    }
  }
};

interface Sums {
  sums: number[];
  /** Sums of the terms' sizes, to which rounding is relative. */
  sizes: number[];
}

const scores = ({ features, nOutputs }: TileRows, weights: Float64Array, i: number): number[] =>
  Array.from({ length: nOutputs }, (_, k) => {
    const at = k * (features.length + 1);
    return features.reduce((eta, column, j) => eta + weights[at + j]! * column[i]!, weights[at + features.length]!);
  });

const sumRows = (
  rows: TileRows,
  loss: LossSettings,
  theta: Float64Array,
  vector: Float64Array | null,
  rowStart: number,
  rowEnd: number,
): Sums => {
  const d = rows.features.length;
  const sums = new Array<number>(theta.length + 1).fill(0);
  const sizes = new Array<number>(theta.length + 1).fill(0);
  for (let i = rowStart; i < rowEnd; i++) {
    const weight = rows.weights?.[i] ?? 1;
    const add = (at: number, value: number): void => {
      sums[at] = sums[at]! + weight * value;
      sizes[at] = sizes[at]! + Math.abs(weight * value);
    };
    const { value, slopes, bends } = rowLoss(loss, scores(rows, theta, i), rows.target[i]!);
    const along = vector && scores(rows, vector, i);
    slopes.forEach((slope, k) => {
      const factor = along ? bends[k]!.reduce((sum, bend, l) => sum + bend * along[l]!, 0) : slope;
      rows.features.forEach((column, j) => add(k * (d + 1) + j, factor * column[i]!));
      add(k * (d + 1) + d, factor);
    });
    if (!vector) add(theta.length, value);
  }
  return { sums, sizes };
};

const LOSSES: { loss: LossSettings; nOutputs: number }[] = [
  { loss: { kind: 'squared' }, nOutputs: 1 },
  { loss: { kind: 'huber', delta: 0.75 }, nOutputs: 1 },
  { loss: { kind: 'absolute' }, nOutputs: 1 },
  { loss: { kind: 'quantile', quantile: 0.9 }, nOutputs: 1 },
  { loss: { kind: 'logistic' }, nOutputs: 1 },
  { loss: { kind: 'poisson' }, nOutputs: 1 },
  { loss: { kind: 'softmax' }, nOutputs: 2 },
  { loss: { kind: 'softmax' }, nOutputs: 3 },
  { loss: { kind: 'softmax' }, nOutputs: 7 },
];
const STORAGES: Storage[] = ['float64', 'float32'];
const CASES = LOSSES.flatMap((entry) => STORAGES.map((storage) => ({ ...entry, storage, name: entry.loss.kind })));

const targetOf = (loss: LossSettings, nOutputs: number, random: () => number): number => {
  switch (loss.kind) {
    case 'logistic':
      return random() < 0.4 ? 1 : 0;
    case 'softmax':
      return Math.floor(nOutputs * random());
    case 'poisson':
      return Math.floor(5 * random());
    default:
      return 4 * random() - 2;
  }
};

const normal = (length: number, seed: number, scale = 1): Float64Array => {
  const values = new Float64Array(length);
  fillNormal(createRandom(seed), values);
  return values.map((value) => scale * value);
};

/** Numbers that float32 holds exactly, so that both storages hold the same rows. */
const rowsFor = (
  loss: LossSettings,
  nOutputs: number,
  storage: Storage,
  nRows: number,
  nFeatures: number,
  chunkRows = 1_024,
): TileRows => {
  const random = createRandom(nRows + nFeatures);
  return {
    features: Array.from({ length: nFeatures }, (_, j) => normal(nRows, 100 + j).map(Math.fround)),
    target: Float64Array.from({ length: nRows }, () => Math.fround(targetOf(loss, nOutputs, random))),
    storage,
    chunkRows,
    nOutputs,
  };
};

const expectSums = (actual: Float64Array, { sums, sizes }: Sums): void => {
  sums.forEach((sum, j) => {
    expect(Math.abs(actual[j]! - sum), `number ${j}: ${actual[j]} for ${sum}`).toBeLessThanOrEqual(2e-14 * sizes[j]!);
  });
};

/** Every chunk of [rowStart, rowEnd) against plain loops, gradient and Hessian. */
const expectRange = (rows: TileRows, loss: LossSettings, rowStart: number, rowEnd: number): void => {
  const kernels = lossKernels(rows);
  const length = rows.nOutputs * (rows.features.length + 1);
  const theta = normal(length, 7, 0.5);
  const vector = normal(length, 8);
  const gradients = kernels.gradientSums(loss, theta, rowStart, rowEnd);
  const products = kernels.hessianSums(loss, theta, vector, rowStart, rowEnd);
  const firstChunk = Math.floor(rowStart / rows.chunkRows);
  expect(gradients).toHaveLength(Math.ceil(rowEnd / rows.chunkRows) - firstChunk);
  gradients.forEach((gradient, k) => {
    const from = Math.max(rowStart, (firstChunk + k) * rows.chunkRows);
    const to = Math.min(rowEnd, (firstChunk + k + 1) * rows.chunkRows);
    expectSums(gradient, sumRows(rows, loss, theta, null, from, to));
    expectSums(products[k]!, sumRows(rows, loss, theta, vector, from, to));
  });
};

describe.each(CASES)('the kernels of the $name loss with $nOutputs outputs on $storage', ({ loss, nOutputs, storage }) => {
  it.each([
    [1, 1],
    [16, 2],
    [17, 3],
    [1_025, 4],
    [2_100, 21],
    [40, 70],
  ])('agree with plain loops over %i rows of %i features', (nRows, nFeatures) => {
    expectRange(rowsFor(loss, nOutputs, storage, nRows, nFeatures), loss, 0, nRows);
  });

  it.each([
    [0, 1],
    [5, 6],
    [5, 9],
    [15, 17],
    [31, 64],
    [31, 65],
    [32, 48],
    [62, 130],
    [64, 128],
    [1, 199],
    [199, 200],
  ])('take rows %i to %i alone, wherever tiles of 16 and chunks of 64 rows begin', (rowStart, rowEnd) => {
    expectRange(rowsFor(loss, nOutputs, storage, 200, 3, 64), loss, rowStart, rowEnd);
  });

  it.each([
    [0, 200],
    [5, 9],
    [31, 65],
    [62, 130],
  ])('count rows %i to %i by their weights where they have some, one of them nothing', (rowStart, rowEnd) => {
    const weights = normal(200, 9).map((value, i) => (i === 64 ? 0 : Math.fround(Math.abs(value))));
    expectRange({ ...rowsFor(loss, nOutputs, storage, 200, 3, 64), weights }, loss, rowStart, rowEnd);
  });

  it('have the same bits with weights of 1 as with none', () => {
    const rows = rowsFor(loss, nOutputs, storage, 333, 3, 64);
    const [theta, vector] = [normal(4 * nOutputs, 7, 0.5), normal(4 * nOutputs, 8)];
    const [plain, weighted] = [lossKernels(rows), lossKernels({ ...rows, weights: new Float64Array(333).fill(1) })];
    expect(weighted.gradientSums(loss, theta, 5, 333)).toEqual(plain.gradientSums(loss, theta, 5, 333));
    expect(weighted.hessianSums(loss, theta, vector, 5, 333)).toEqual(plain.hessianSums(loss, theta, vector, 5, 333));
  });

  it('give the slope that central differences of their loss give, and the bend that those of the slope give', () => {
    const rows = rowsFor(loss, nOutputs, storage, 333, 3);
    const kernels = lossKernels(rows);
    const length = nOutputs * 4;
    const theta = normal(length, 7, 0.5);
    const vector = normal(length, 8);
    // Losses with kinks have none within a shift of any row here, which the plain loops above make sure of as well.
    const h = 2 ** -17;
    const at = (t: number): Float64Array =>
      kernels.gradientSums(loss, theta.map((value, j) => value + t * vector[j]!), 0, 333)[0]!;
    const [below, middle, above] = [at(-h), at(0), at(h)];
    const product = kernels.hessianSums(loss, theta, vector, 0, 333)[0]!;
    const factor = loss.kind === 'squared' ? 2 : 1;
    const slope = factor * vector.reduce((sum, v, j) => sum + v * middle[j]!, 0);
    expect(Math.abs((above[length]! - below[length]!) / (2 * h) - slope)).toBeLessThanOrEqual(1e-5 * Math.abs(slope));
    for (let j = 0; j < length; j++) {
      const bend = (above[j]! - below[j]!) / (2 * h);
      expect(Math.abs(bend - product[j]!)).toBeLessThanOrEqual(1e-5 * Math.max(1, Math.abs(bend)));
    }
  });
});

describe('the kernels of the losses far out', () => {
  const one = (eta: number, y: number, nOutputs = 1): TileRows => ({
    features: [Float64Array.of(eta)],
    target: Float64Array.of(y),
    storage: 'float64',
    chunkRows: 1_024,
    nOutputs,
  });
  const at = (loss: LossSettings, eta: number, y: number): number[] =>
    Array.from(lossKernels(one(eta, y)).gradientSums(loss, Float64Array.of(1, 0), 0, 1)[0]!).slice(1);

  it('lose nothing of logistic loss', () => {
    expect(at({ kind: 'logistic' }, 1e300, 0)).toEqual([1, 1e300]);
    expect(at({ kind: 'logistic' }, 1e300, 1)).toEqual([0, 0]);
    expect(at({ kind: 'logistic' }, -1e300, 1)).toEqual([-1, 1e300]);
    expect(at({ kind: 'logistic' }, -800, 0)).toEqual([0, 0]);
    // exp(-40) is far below the last bit of 1: log1p(exp(-40)) and sigma(-40) to all digits.
    const [slope, value] = at({ kind: 'logistic' }, 40, 1);
    expect(Math.abs(slope! / -Math.exp(-40) - 1)).toBeLessThan(1e-15);
    expect(Math.abs(value! / Math.exp(-40) - 1)).toBeLessThan(1e-15);
    expect(at({ kind: 'logistic' }, 1e-300, 0)).toEqual([0.5, Math.LN2]);
  });

  it('lose nothing of softmax', () => {
    const theta = Float64Array.of(1, 0, 0, 0, -1, 0);
    const sumsAt = (eta: number, y: number): number[] =>
      Array.from(lossKernels(one(eta, y, 3)).gradientSums({ kind: 'softmax' }, theta, 0, 1)[0]!);
    // eta = [1e300, 0, -1e300]: p = [1, 0, 0].
    expect(sumsAt(1e300, 0).map(Math.abs)).toEqual([0, 0, 0, 0, 0, 0, 0]);
    expect(sumsAt(1e300, 1)[6]).toBe(1e300);
    // The greatest is the row's own: the loss is log1p(exp(-40) + exp(-80)).
    expect(Math.abs(sumsAt(40, 0)[6]! / Math.exp(-40) - 1)).toBeLessThan(1e-15);
    // All alike, three times exp(0).
    expect(sumsAt(0, 2)[6]).toBeCloseTo(Math.log(3), 15);
  });

  it('overflow in Poisson loss to infinity and no sooner', () => {
    expect(at({ kind: 'poisson' }, 710, 3)).toEqual([Infinity, Infinity]);
    expect(at({ kind: 'poisson' }, -1e4, 3)).toEqual([-3, 3e4]);
    expect(at({ kind: 'poisson' }, 709, 0)[1]! / Math.exp(709)).toBeCloseTo(1, 15);
  });

  it('are straight far from the target, and square nearby', () => {
    expect(at({ kind: 'huber', delta: 2 }, 1e300, 0)).toEqual([2, 2e300]);
    expect(at({ kind: 'huber', delta: 2 }, 1e-100, 0)).toEqual([1e-100, 5e-201]);
    expect(at({ kind: 'absolute' }, 3, 3)).toEqual([0, 0]);
    expect(at({ kind: 'quantile', quantile: 0.75 }, 3, 3)).toEqual([0, 0]);
    expect(at({ kind: 'quantile', quantile: 0.75 }, 3, 5)).toEqual([-0.75, 1.5]);
  });

  it.each(LOSSES.filter(({ nOutputs }) => nOutputs < 3))(
    'let a missing parameter show in the $loss.kind loss',
    ({ loss, nOutputs }) => {
      const rows = rowsFor(loss, nOutputs, 'float64', 20, 1);
      const theta = new Float64Array(2 * nOutputs).fill(NaN);
      const sums = lossKernels(rows).gradientSums(loss, theta, 0, 20)[0]!;
      expect(sums.every(Number.isNaN)).toBe(true);
    },
  );
});
