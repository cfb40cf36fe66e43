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

const BYTES_PER_CELL = 8;
/** Of the last-level cache that the cores share, about: smaller data is not read from memory at each step. */
const CACHE_BYTES = 16e6;
/** Cores that share the memory here. */
const CORES_HERE = 2;

/**
 * The cost of a step in milliseconds, with c = n (d + 1) cells: fixed + together [workers > 1] + cell c / workers + memory c
 * [data beyond the cache]. What is fixed is the leader's own part; `together` what a barrier adds; `cell` the arithmetic, which
 * the workers share out; `memory` what reading adds, which they share and so do not.
 */
const terms = ({ nSamples, nFeatures, nWorkers }: Omit<Point, 'ms'>): number[] => {
  const cells = nSamples * (nFeatures + 1);
  return [1, nWorkers > 1 ? 1 : 0, cells / nWorkers, cells * BYTES_PER_CELL > CACHE_BYTES ? cells : 0];
};
const N_TERMS = 4;

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

/**
 * Least squares of the relative errors, so that small sizes count as much as large ones. A cost below 0 has no sense: the term
 * with the lowest is left out until there is none.
 */
const fitCosts = (points: readonly Point[]): number[] => {
  const rows = points.map((point) => terms(point).map((term) => term / point.ms));
  const kept = Array.from({ length: N_TERMS }, (_, i) => i);
  for (;;) {
    const gram = kept.map((i) => kept.map((j) => rows.reduce((sum, row) => sum + row[i]! * row[j]!, 0)));
    const found = solveDense(gram, kept.map((i) => rows.reduce((sum, row) => sum + row[i]!, 0)));
    const lowest = Math.min(...found);
    if (lowest >= 0) {
      const costs = new Array<number>(N_TERMS).fill(0);
      kept.forEach((term, k) => (costs[term] = found[k]!));
      return costs;
    }
    kept.splice(found.indexOf(lowest), 1);
  }
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
  const [fixed, together, cell, memory] = costs as [number, number, number, number];
  const predictions = [8, 64].map((nWorkers) => {
    const size = { nSamples: 1e9, nFeatures: 20, nWorkers };
    const wide = [...costs.slice(0, 3), (memory * CORES_HERE) / nWorkers];
    return (
      `1,000,000,000 x 20 on ${nWorkers} cores: ${seconds(predict(costs, size))} a step with the memory of these two, ` +
      `${seconds(predict(wide, size))} if its bandwidth grows with the cores.`
    );
  });
  return [
    {
      suite: 'Scaling law of a step, float64, c = n (d + 1) cells: fixed + together [workers > 1] + cell c / workers + memory c [beyond the cache]',
      figures: [
        ...points.map(({ nSamples, nFeatures, nWorkers, ms }) =>
          figure(`${nSamples.toLocaleString('en-US')} x ${nFeatures}, workers: ${nWorkers}`, 'ms', [ms]),
        ),
        figure('fixed, the leader alone', 'us', [1e3 * fixed]),
        figure('together, what a barrier adds', 'us', [1e3 * together]),
        figure('cell, the arithmetic', 'ns', [1e6 * cell]),
        figure('memory, of a cell that is not in the cache', 'ns', [1e6 * memory]),
        figure('relative error of the model, middle and range', '', errors),
      ],
      ratios: [],
      notes: predictions,
    },
  ];
};
