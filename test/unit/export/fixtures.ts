import type { DatasetSummary, RunInfo, RunResult } from '../../../workers/core/schema';

export const dataset: DatasetSummary = {
  id: 'd1',
  path: '/data/data.csv',
  fileName: 'data.csv',
  byteLength: 100,
  format: 'csv',
  nRows: 9,
  columns: [
    { index: 0, name: 'x1', type: 'number' },
    { index: 1, name: 'x2', type: 'number' },
    { index: 2, name: 'y', type: 'number' },
  ],
  nRejected: 1,
  notes: [],
  elapsedMs: 1,
};

export const runInfo: RunInfo = {
  runId: 'r1',
  datasetId: 'd1',
  settings: {
    target: 2,
    features: [0, 1],
    standardize: true,
    init: { kind: 'zeros' },
    learningRate: 0.3,
    stop: { maxSteps: 1000, lossChange: null, gradientNorm: null, elapsedMs: null },
    workers: 1,
    startPaused: false,
  },
  targetName: 'y',
  featureNames: ['x1', 'x2'],
  scaling: { means: [1, 2], scales: [3, 4] },
  nSamples: 7,
  nFeatures: 2,
  rowsSkipped: 2,
  nWorkers: 1,
  nShards: 1,
  nChunks: 1,
  byteLength: 168,
  objective: 'L',
  notes: [],
  buildMs: 1,
};

export const runResult: RunResult = {
  runId: 'r1',
  stopReason: 'max-steps',
  steps: 1000,
  loss: 0.25,
  gradientNorm: 0.01,
  weights: [2, -4],
  bias: 0.5,
  thetaHash: 'a'.repeat(64),
  nWorkers: 1,
  elapsedMs: 12,
  learningRate: 0.1,
  divergence: null,
  failure: null,
};
