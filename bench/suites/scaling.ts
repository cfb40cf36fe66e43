import { linearData, matrixOf } from '../../test/support/matrix';
import { createTrainer } from '../../workers/engine/training/trainer';
import { kernelPath, tasksDirectory } from '../paths';
import { msPerStep } from '../runs';
import { figure, median, type SuiteResult } from '../statistics';

const ROWS = [20_000, 80_000, 320_000, 1_280_000];
const FEATURES = [5, 20, 80];
const MOST_NUMBERS = 3e7;
const ROUNDS = 5;
/** So that one timing lasts about this long. */
const TIMING_MS = 60;

interface Point {
  nSamples: number;
  nFeatures: number;
  nWorkers: number;
  ms: number;
}

/**
 * The cost of a step in milliseconds: fixed + together (1 where workers share a step) + n (row + number (d + 1)) / workers.
 * What is fixed is the leader's own part; `row` the arithmetic of a residual; `number` reading and using a cell.
 */
const terms = ({ nSamples, nFeatures, nWorkers }: Omit<Point, 'ms'>): number[] => [
  1,
  nWorkers > 1 ? 1 : 0,
  nSamples / nWorkers,
  (nSamples * (nFeatures + 1)) / nWorkers,
];
const NAMES = ['fixed', 'together', 'row', 'number'] as const;

/** Gaussian elimination with pivots; overwrites both. */
const solveDense = (matrix: number[][], right: number[]): number[] => {
  const size = right.length;
  for (let k = 0; k < size; k++) {
    let pivot = k;
    for (let i = k + 1; i < size; i++) if (Math.abs(matrix[i]![k]!) > Math.abs(matrix[pivot]![k]!)) pivot = i;
    [matrix[k], matrix[pivot]] = [matrix[pivot]!, matrix[k]!];
    [right[k], right[pivot]] = [right[pivot]!, right[k]!];
    for (let i = k + 1; i < size; i++) {
      const factor = matrix[i]![k]! / matrix[k]![k]!;
      for (let j = k; j < size; j++) matrix[i]![j]! -= factor * matrix[k]![j]!;
      right[i]! -= factor * right[k]!;
    }
  }
  for (let k = size - 1; k >= 0; k--) {
    for (let j = k + 1; j < size; j++) right[k]! -= matrix[k]![j]! * right[j]!;
    right[k]! /= matrix[k]![k]!;
  }
  return right;
};

/** Least squares of the relative errors, so that small sizes count as much as large ones. */
const fitCosts = (points: readonly Point[]): number[] => {
  const rows = points.map((point) => terms(point).map((term) => term / point.ms));
  const size = NAMES.length;
  const gram = Array.from({ length: size }, (_, i) =>
    Array.from({ length: size }, (_, j) => rows.reduce((sum, row) => sum + row[i]! * row[j]!, 0)),
  );
  return solveDense(gram, Array.from({ length: size }, (_, i) => rows.reduce((sum, row) => sum + row[i]!, 0)));
};

const predict = (costs: readonly number[], size: Omit<Point, 'ms'>): number =>
  terms(size).reduce((sum, term, i) => sum + term * costs[i]!, 0);

const seconds = (ms: number): string => (ms >= 1_000 ? `${(ms / 1_000).toFixed(1)} s` : `${ms.toPrecision(3)} ms`);

export const benchScaling = async (): Promise<SuiteResult[]> => {
  const trainer = createTrainer({ tasksDirectory, kernelPath, maxWorkers: 2 });
  const points: Point[] = [];
  try {
    for (const nFeatures of FEATURES) {
      for (const nSamples of ROWS.filter((n) => n * (nFeatures + 1) <= MOST_NUMBERS)) {
        const weights = Array.from({ length: nFeatures }, (_, j) => (j + 1) / nFeatures);
        const matrix = matrixOf(linearData(nSamples, weights, 2), { nThreads: 2, nSeats: 2 });
        const times: Record<number, number[]> = { 1: [], 2: [] };
        const once = await msPerStep(trainer, matrix, 1, 5);
        const nSteps = Math.max(5, Math.ceil(TIMING_MS / once));
        for (let round = 0; round < ROUNDS; round++) {
          for (const nWorkers of [1, 2]) times[nWorkers]!.push(await msPerStep(trainer, matrix, nWorkers, nSteps));
        }
        for (const nWorkers of [1, 2]) points.push({ nSamples, nFeatures, nWorkers, ms: median(times[nWorkers]!) });
      }
    }
  } finally {
    await trainer.dispose();
  }
  const costs = fitCosts(points);
  const errors = points.map((point) => Math.abs(predict(costs, point) / point.ms - 1));
  const [fixed, together, row, number] = costs.map((ms) => 1e3 * ms) as [number, number, number, number];
  const rate = 8 / (number * 1e3);
  const predictions = [8, 64].flatMap((nWorkers) => {
    const size = { nSamples: 1e9, nFeatures: 20, nWorkers };
    const shared = 1e9 * 21 * costs[3]! / 2;
    return [
      `1,000,000,000 x 20 on ${nWorkers} cores: ${seconds(predict(costs, size))} a step if each core has the bandwidth it has here` +
        ` (${(nWorkers * rate).toFixed(0)} GB/s in all), ${seconds(shared)} if memory gives no more than to two.`,
    ];
  });
  return [
    {
      suite: 'Scaling law of a step, float64: fixed + together [workers > 1] + n (row + number (d + 1)) / workers',
      figures: [
        ...points.map(({ nSamples, nFeatures, nWorkers, ms }) =>
          figure(`${nSamples.toLocaleString('en-US')} x ${nFeatures}, workers: ${nWorkers}`, 'ms', [ms]),
        ),
        figure('fixed, the leader alone', 'us', [fixed]),
        figure('together, what a barrier adds', 'us', [together]),
        figure('row, a residual', 'ns', [1e3 * row]),
        figure('number, a cell of the matrix', 'ns', [1e3 * number]),
        figure('relative error of the model, middle and range', '', errors),
      ],
      ratios: [],
      notes: [`A cell every ${(1e3 * number).toFixed(2)} ns is ${rate.toFixed(1)} GB/s a core.`, ...predictions],
    },
  ];
};
