import { linearData, matrixOf } from '../../test/support/matrix';
import type { Storage } from '../../workers/core/schema';
import { createTrainer, type Trainer } from '../../workers/engine/training/trainer';
import { kernelPath, tasksDirectory } from '../paths';
import { findPython, startPython } from '../peers/python';
import { startTensorFlow } from '../peers/tensorflow';
import { msPerStep } from '../runs';
import { figure, ratio, type Figure, type SuiteResult } from '../statistics';

interface Targets {
  floor?: number;
  numpy?: number;
  /** Two workers to one. */
  speedUp?: number;
}

interface Size {
  nSamples: number;
  nFeatures: number;
  /** Steps timed at once, so that one timing lasts a fraction of a second. */
  nSteps: number;
  targets: Record<Storage, Targets>;
}

/** At least 1.8 times as fast. */
const SPEED_UP = 1 / 1.8;
const SIZES: Size[] = [
  { nSamples: 5_000, nFeatures: 5, nSteps: 20_000, targets: { float64: {}, float32: {} } },
  {
    nSamples: 100_000,
    nFeatures: 100,
    nSteps: 60,
    targets: { float64: { speedUp: SPEED_UP }, float32: { speedUp: SPEED_UP } },
  },
  {
    nSamples: 1_000_000,
    nFeatures: 20,
    nSteps: 60,
    targets: { float64: { floor: 1.15, numpy: 0.4, speedUp: SPEED_UP }, float32: { numpy: 0.5, speedUp: SPEED_UP } },
  },
  {
    nSamples: 100_000,
    nFeatures: 1_000,
    nSteps: 15,
    targets: { float64: { floor: 1.25, speedUp: SPEED_UP }, float32: { numpy: 0.5, speedUp: SPEED_UP } },
  },
];
const ROUNDS = 7;

/** Something that is timed in turn with the others, so that a slow minute of the machine slows all of them. */
interface Contestant {
  name: string;
  times: number[];
  msPerStep: () => Promise<number> | number;
}

const measure = async (contestants: Contestant[]): Promise<Figure[]> => {
  for (const { msPerStep: warmUp } of contestants) await warmUp();
  for (let round = 0; round < ROUNDS; round++) {
    for (const contestant of contestants) contestant.times.push(await contestant.msPerStep());
  }
  return contestants.map(({ name, times }) => figure(name, 'ms', times));
};

const benchSize = async (
  trainer: Trainer,
  columns: Float64Array[],
  size: Size,
  storage: Storage,
  python: string | null,
): Promise<SuiteResult> => {
  const { nSamples, nFeatures, nSteps } = size;
  const targets = size.targets[storage];
  const matrix = matrixOf(columns, { nThreads: 2, nSeats: 2, storage });
  const title = `${nSamples.toLocaleString('en-US')} x ${nFeatures}`;
  const result: SuiteResult = { suite: `Milliseconds a step, ${title}, ${storage}`, figures: [], ratios: [], notes: [] };
  const peerSteps = Math.max(3, Math.ceil(nSteps / 20));
  const own: Contestant[] = [];
  const floors: Contestant[] = [];
  const numpy: Contestant[] = [];
  const closers: (() => void)[] = [];
  try {
    for (const nWorkers of [1, 2]) {
      const workers = nWorkers === 1 ? '1 worker' : `${nWorkers} workers`;
      own.push({ name: `Fall Line, ${workers}`, times: [], msPerStep: () => msPerStep(trainer, matrix, nWorkers, nSteps) });
      floors.push({
        name: `plain read of the same bytes, ${workers}`,
        times: [],
        msPerStep: () => trainer.readMs(matrix, nWorkers, nSteps),
      });
    }
    for (const order of python ? (['C', 'F'] as const) : []) {
      const peer = await startPython(python!, 'descent.py', { nSamples, nFeatures, order, dtype: storage }, 2);
      closers.push(peer.close);
      const name = `NumPy ${peer.version}, ${order} order, 2 threads`;
      numpy.push({ name, times: [], msPerStep: async () => Number(await peer.ask(String(peerSteps))) });
    }
    const tensorFlow: Contestant[] = [];
    if (storage === 'float32') {
      const peer = await startTensorFlow(columns);
      closers.push(peer.close);
      const name = `TensorFlow.js ${peer.version}, WASM, 1 thread`;
      tensorFlow.push({ name, times: [], msPerStep: () => peer.msPerStep(peerSteps) });
    }
    const figures = await measure([...own, ...floors, ...numpy, ...tensorFlow]);
    const [own1, own2, floor1, floor2] = figures as [Figure, Figure, Figure, Figure];
    result.figures.push(...figures);
    result.ratios.push(
      ratio('Fall Line to the plain read, 1 worker', own1, floor1, null),
      ratio('Fall Line to the plain read, 2 workers', own2, floor2, targets.floor ?? null),
      ratio('2 workers to 1 worker', own2, own1, targets.speedUp ?? null),
      ratio('plain read, 2 workers to 1 worker', floor2, floor1, null),
    );
    const [best] = figures.filter(({ name }) => name.startsWith('NumPy')).sort((a, b) => a.median - b.median);
    if (best) result.ratios.push(ratio("Fall Line, 2 workers, to NumPy's better order", own2, best, targets.numpy ?? null));
    const tensor = figures.find(({ name }) => name.startsWith('TensorFlow'));
    if (tensor) result.ratios.push(ratio('Fall Line, 1 worker, to TensorFlow.js', own1, tensor, null));
  } finally {
    for (const close of closers) close();
  }
  if (!python) result.notes.push('NumPy was not compared: no python3 with numpy on this machine.');
  return result;
};

export const benchSteps = async (): Promise<SuiteResult[]> => {
  const trainer = createTrainer({ tasksDirectory, kernelPath, maxWorkers: 2 });
  const python = findPython('numpy');
  try {
    const results: SuiteResult[] = [];
    for (const size of SIZES) {
      const weights = Array.from({ length: size.nFeatures }, (_, j) => (j + 1) / size.nFeatures);
      const columns = linearData(size.nSamples, weights, 2);
      for (const storage of ['float64', 'float32'] as const) {
        results.push(await benchSize(trainer, columns, size, storage, python));
      }
    }
    return results;
  } finally {
    await trainer.dispose();
  }
};
