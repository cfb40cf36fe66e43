import type { Eigenpair, ProbedRow, ProbeReply, ProbeRequest, RunSettings } from '../../../electron/contract';
import type { FakeDataset } from './fakeDataset';

type Numbers = Float64Array<ArrayBuffer>;

const dot = (a: ArrayLike<number>, b: ArrayLike<number>): number => {
  let sum = 0;
  for (let j = 0; j < a.length; j++) sum += (a[j] ?? 0) * (b[j] ?? 0);
  return sum;
};

const pieces = (numbers: Numbers, length: number): Numbers[] =>
  Array.from({ length: numbers.length / length }, (_, k) => numbers.slice(k * length, (k + 1) * length));

const joined = (arrays: readonly Numbers[]): Numbers => Float64Array.from(arrays.flatMap((array) => [...array]));

const unitOf = (v: Numbers): Numbers => {
  const norm = Math.sqrt(dot(v, v));
  const largest = v.reduce((most, value) => (Math.abs(value) > Math.abs(most) ? value : most), 0);
  return v.map((value) => (Math.sign(largest) * value) / norm);
};

/** What can be asked of squared loss on the raw columns of the made-up data: a small quadratic. */
export function fakeProbe(dataset: FakeDataset, settings: RunSettings, request: ProbeRequest): ProbeReply {
  const length = settings.features.length + 1;
  const rows = dataset.rows.map((row) => [...settings.features.map((index) => row[index] ?? 0), 1]);
  const targets = dataset.rows.map((row) => row[settings.target] ?? 0);
  const rowsUsed = rows.length;
  const mean = (term: (row: number[], i: number) => number): number =>
    rows.reduce((sum, row, i) => sum + term(row, i), 0) / rowsUsed;
  const residual = (theta: Numbers, row: number[], i: number): number => dot(theta, row) - (targets[i] ?? 0);
  const objective = (theta: Numbers): number => mean((row, i) => residual(theta, row, i) ** 2);
  const eachParameter = (value: (j: number) => number): Numbers => Float64Array.from({ length }, (_, j) => value(j));
  const product = (v: Numbers): Numbers => eachParameter((j) => mean((row) => 2 * dot(v, row) * (row[j] ?? 0)));
  /** By power iteration on H - shift I. */
  const eigenpair = (shift: number): Eigenpair => {
    let vector = eachParameter((j) => 1 + j);
    for (let i = 0; i < 2_000; i++) {
      const image = product(vector);
      vector = unitOf(image.map((value, j) => value - shift * (vector[j] ?? 0)));
    }
    return { value: dot(vector, product(vector)), vector };
  };

  switch (request.kind) {
    case 'objectives':
      return { kind: 'objectives', values: Float64Array.from(pieces(request.points, length), objective), rowsUsed };
    case 'slope': {
      const { theta, vectors } = request;
      const gradient = eachParameter((j) => mean((row, i) => 2 * residual(theta, row, i) * (row[j] ?? 0)));
      const products = joined(pieces(vectors, length).map(product));
      return { kind: 'slope', objective: objective(theta), gradient, products, rowsUsed };
    }
    case 'extremes': {
      const largest = eigenpair(0);
      return { kind: 'extremes', largest, least: eigenpair(largest.value), rowsUsed };
    }
    case 'rows': {
      const { theta, parameter, nFirst, nHardest } = request;
      const probed = rows.map((row, index): ProbedRow => {
        const slope = 2 * residual(theta, row, index);
        const pull = (slope * (row[parameter] ?? 0)) / rowsUsed;
        const target = targets[index] ?? 0;
        return { index, features: row.slice(0, -1), target, predictor: dot(theta, row), slope, weight: 1, pull };
      });
      const hardest = [...probed].sort((a, b) => Math.abs(b.pull) - Math.abs(a.pull) || a.index - b.index);
      return { kind: 'rows', first: probed.slice(0, nFirst), hardest: hardest.slice(0, nHardest) };
    }
  }
}
