import type { ColumnProfile, DatasetSummary, ImportProposal, Sample } from '../../../electron/contract';

/** A small made-up data set: three features, y = 2 x1 + 4 x2 - 3 x3 + 1 with a little noise. */
export interface FakeDataset {
  path: string;
  fileName: string;
  names: string[];
  /** One array a row, the target last. */
  rows: number[][];
}

export const FAKE_WEIGHTS = [2, 4, -3];
export const FAKE_BIAS = 1;

export const FAKE_SAMPLES: Sample[] = [
  {
    id: 'classic',
    title: 'The classic experiment',
    description: 'Features drawn from a bell curve, an exact answer: watch the weights find it.',
    size: '240 × 3',
    target: 'y',
    standardize: false,
    learningRate: 0.01,
    maxSteps: 1000,
  },
  {
    id: 'steep',
    title: 'Too long a stride',
    description: 'The same rows and a learning rate that overshoots: descent climbs out of the valley.',
    size: '240 × 3',
    target: 'y',
    standardize: false,
    learningRate: 3,
    maxSteps: 400,
  },
];

/** Park-Miller generator: the same numbers at each start. */
function createUniform(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 16_807) % 2_147_483_647;
    return state / 2_147_483_647;
  };
}

export function makeFakeDataset(path: string, nRows = 240): FakeDataset {
  const uniform = createUniform(7);
  const normal = (): number => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform());
  const rows = Array.from({ length: nRows }, () => {
    const features = FAKE_WEIGHTS.map(() => normal());
    const signal = FAKE_WEIGHTS.reduce((sum, weight, index) => sum + weight * (features[index] ?? 0), FAKE_BIAS);
    return [...features, signal + 0.1 * normal()];
  });
  return { path, fileName: path.split(/[\\/]/).at(-1) ?? path, names: ['x1', 'x2', 'x3', 'y'], rows };
}

const asText = (row: readonly number[]): string[] => row.map((value) => value.toFixed(6));

export const proposalOf = (dataset: FakeDataset): ImportProposal => ({
  path: dataset.path,
  fileName: dataset.fileName,
  byteLength: dataset.rows.length * 40,
  format: 'csv',
  compressed: false,
  dialect: {
    delimiter: ',',
    quote: '"',
    escape: '"',
    hasHeader: true,
    skipLines: 0,
    decimalMark: '.',
    thousandsMark: '',
    encoding: 'utf-8',
    missingWords: ['NA'],
    dateFormat: null,
  },
  columns: dataset.names.map((name, index) => ({ index, name, type: 'number' })),
  preview: dataset.rows.slice(0, 20).map(asText),
  notes: [],
});

export const summaryOf = (dataset: FakeDataset, id: string): DatasetSummary => ({
  id,
  path: dataset.path,
  fileName: dataset.fileName,
  byteLength: dataset.rows.length * 40,
  format: 'csv',
  nRows: dataset.rows.length,
  columns: dataset.names.map((name, index) => ({ index, name, type: 'number' })),
  nRejected: 0,
  notes: [],
  elapsedMs: 3,
});

export const pageOf = (dataset: FakeDataset, rowStart: number, count: number): string[][] =>
  dataset.rows.slice(rowStart, rowStart + count).map(asText);

const BINS = 20;

export const profilesOf = (dataset: FakeDataset): ColumnProfile[] =>
  dataset.names.map((_, index) => {
    const values = dataset.rows.map((row) => row[index] ?? 0);
    const min = Math.min(...values);
    const max = Math.max(...values);
    const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
    const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
    const counts = new Array<number>(BINS).fill(0);
    for (const value of values) {
      const bin = Math.min(BINS - 1, Math.floor(((value - min) / (max - min)) * BINS));
      counts[bin] = (counts[bin] ?? 0) + 1;
    }
    const histogram = { low: min, high: max, counts };
    const standardDeviation = Math.sqrt(variance);
    return { index, nMissing: 0, nDistinct: null, min, max, mean, standardDeviation, histogram, minText: null, maxText: null };
  });
