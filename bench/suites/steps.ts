import { linearData, matrixOf } from '../../test/support/matrix';
import type { RunSettings } from '../../workers/core/schema';
import { DEFAULT_DESIGN, DEFAULT_METHOD, DEFAULT_SETTINGS } from '../../workers/core/training/defaults';
import type { DesignMatrix } from '../../workers/engine/training/designMatrix';
import { createTrainer, type Trainer } from '../../workers/engine/training/trainer';
import { kernelPath, tasksDirectory } from '../paths';
import { findNumpy, startNumpy, type NumpyPeer } from '../peers/numpy';
import { figure, ratio, type SuiteResult } from '../statistics';

interface Size {
  nSamples: number;
  nFeatures: number;
  /** Steps timed at once, so that one timing lasts a fraction of a second. */
  nSteps: number;
  floorTarget: number | null;
  numpyTarget: number | null;
}

const SIZES: Size[] = [
  { nSamples: 5_000, nFeatures: 5, nSteps: 20_000, floorTarget: null, numpyTarget: null },
  { nSamples: 100_000, nFeatures: 100, nSteps: 60, floorTarget: null, numpyTarget: null },
  { nSamples: 1_000_000, nFeatures: 20, nSteps: 60, floorTarget: 1.3, numpyTarget: 0.5 },
];
const ROUNDS = 7;

const settingsOf = (matrix: DesignMatrix, nWorkers: number, nSteps: number): RunSettings => ({
  target: matrix.plan.nFeatures,
  features: Array.from({ length: matrix.plan.nFeatures }, (_, j) => j),
  standardize: false,
  init: { kind: 'zeros' },
  ...DEFAULT_METHOD,
  ...DEFAULT_DESIGN,
  learningRate: 0.01,
  stop: { ...DEFAULT_SETTINGS, maxSteps: nSteps },
  workers: nWorkers,
  startPaused: false,
});

/** Milliseconds a step of a whole run, metrics included. */
const msPerStep = async (trainer: Trainer, matrix: DesignMatrix, nWorkers: number, nSteps: number): Promise<number> => {
  const names = Array.from({ length: matrix.plan.nFeatures }, (_, j) => `x${j + 1}`);
  const source = { datasetId: 'bench', targetName: 'y', featureNames: names };
  const run = trainer.start(matrix, settingsOf(matrix, nWorkers, nSteps), source, 0);
  const { steps, stopReason, elapsedMs } = await run.finished;
  await run.dispose();
  if (stopReason !== 'max-steps' || steps !== nSteps) throw new Error(`The run ended with ${stopReason} at ${steps}.`);
  return elapsedMs / nSteps;
};

const benchSize = async (trainer: Trainer, size: Size, python: string | null): Promise<SuiteResult> => {
  const { nSamples, nFeatures, nSteps } = size;
  const weights = Array.from({ length: nFeatures }, (_, j) => (j + 1) / nFeatures);
  const matrix = matrixOf(linearData(nSamples, weights, 2), { nThreads: 2, nSeats: 2 });
  const title = `${nSamples.toLocaleString('en-US')} x ${nFeatures}`;
  const result: SuiteResult = { suite: `Milliseconds a step, ${title}`, figures: [], ratios: [], notes: [] };
  for (const nWorkers of [1, 2]) {
    const peers: { order: 'C' | 'F'; peer: NumpyPeer; times: number[] }[] = [];
    try {
      for (const order of python ? (['C', 'F'] as const) : []) {
        const peer = await startNumpy(python!, { nSamples, nFeatures, order, dtype: 'float64' }, nWorkers);
        peers.push({ order, peer, times: [] });
      }
      const own: number[] = [];
      const floor: number[] = [];
      await msPerStep(trainer, matrix, nWorkers, nSteps);
      // Interleaved, so that a slow minute of the machine slows all of them.
      for (let round = 0; round < ROUNDS; round++) {
        own.push(await msPerStep(trainer, matrix, nWorkers, nSteps));
        floor.push(await trainer.readMs(matrix, nWorkers, nSteps));
        for (const { peer, times } of peers) times.push(await peer.msPerStep(Math.max(3, Math.ceil(nSteps / 20))));
      }
      const workers = nWorkers === 1 ? '1 worker' : `${nWorkers} workers`;
      const ownFigure = figure(`Fall Line, ${workers}`, 'ms', own);
      const floorFigure = figure(`plain read of the same bytes, ${workers}`, 'ms', floor);
      const numpyFigures = peers.map(({ order, peer, times }) =>
        figure(`NumPy ${peer.version}, ${order} order, ${nWorkers} threads`, 'ms', times),
      );
      const isGoal = nWorkers === 2;
      result.figures.push(ownFigure, floorFigure, ...numpyFigures);
      result.ratios.push(
        ratio(`Fall Line to the plain read, ${workers}`, ownFigure, floorFigure, isGoal ? size.floorTarget : null),
      );
      const [best] = [...numpyFigures].sort((a, b) => a.median - b.median);
      if (best) {
        result.ratios.push(
          ratio(`Fall Line to NumPy's better order, ${workers}`, ownFigure, best, isGoal ? size.numpyTarget : null),
        );
      }
    } finally {
      for (const { peer } of peers) peer.close();
    }
  }
  if (!python) result.notes.push('NumPy was not compared: no python3 with numpy on this machine.');
  return result;
};

/** Whole runs of the classic experiment on the leader alone, as the engine chooses. */
const benchClassic = async (trainer: Trainer): Promise<SuiteResult> => {
  const matrix = matrixOf(linearData(5_000, [2, 4, 5, 9, 11], 2), { nThreads: 2, nSeats: 2 });
  const times: number[] = [];
  for (let round = 0; round < 15; round++) times.push(1_000 * (await msPerStep(trainer, matrix, 1, 1_000)));
  const total = figure('1,000 steps, metrics included', 'ms', times);
  const goal = figure('the time to stay below', 'ms', [15]);
  return {
    suite: 'The classic experiment, 5,000 x 5',
    figures: [total],
    ratios: [ratio('to 15 ms', total, goal, 1)],
    notes: [],
  };
};

export const benchSteps = async (): Promise<SuiteResult[]> => {
  const trainer = createTrainer({ tasksDirectory, kernelPath, maxWorkers: 2 });
  const python = findNumpy();
  try {
    const results = [await benchClassic(trainer)];
    for (const size of SIZES) results.push(await benchSize(trainer, size, python));
    return results;
  } finally {
    await trainer.dispose();
  }
};
