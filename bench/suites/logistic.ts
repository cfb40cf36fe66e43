import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { linearData, matrixOf } from '../../test/support/matrix';
import { createRandom } from '../../workers/core/random/generator';
import type { OptimizerSettings } from '../../workers/core/schema';
import { LOSS, STEP } from '../../workers/core/training/record';
import type { DesignMatrix } from '../../workers/engine/training/designMatrix';
import { createTrainer, type Trainer } from '../../workers/engine/training/trainer';
import { kernelPath, tasksDirectory } from '../paths';
import { fitLiblinear, hasLiblinear, writeLibsvm } from '../peers/liblinear';
import { findPython, startPython, type PythonPeer } from '../peers/python';
import { runOn, startRun } from '../runs';
import { figure, ratio, type Figure, type SuiteResult } from '../statistics';

const SIZES = [
  { nSamples: 200_000, nFeatures: 20 },
  { nSamples: 20_000, nFeatures: 200 },
];
const ROUNDS = 5;
/** Of the optimum: what each solver has to reach. */
const CLOSENESS = 1e-6;
const TOLERANCES = [1, 0.3, 0.1, 3e-2, 1e-2, 3e-3, 1e-3, 1e-4, 1e-5, 1e-6, 1e-7];
const METHODS: OptimizerSettings[] = [{ kind: 'l-bfgs', memory: 10 }, { kind: 'newton' }];

/** N(0, 1) features and classes drawn with the log-odds w . x + 0.5. */
const classColumns = (nSamples: number, nFeatures: number): Float64Array[] => {
  const weights = Array.from({ length: nFeatures }, (_, j) => Math.cos(j) / Math.sqrt(nFeatures / 8));
  const columns = linearData(nSamples, weights, 0.5);
  const random = createRandom(2);
  const target = columns.at(-1)!;
  for (let i = 0; i < nSamples; i++) target[i] = random() < 1 / (1 + Math.exp(-target[i]!)) ? 1 : 0;
  return columns;
};

/** Mean logistic loss and (l2 / 2) of the squares of all parameters, by plain loops. */
const objectiveOf = (columns: Float64Array[], l2: number, weights: readonly number[], bias: number): number => {
  const target = columns.at(-1)!;
  let sum = 0;
  for (let i = 0; i < target.length; i++) {
    let eta = bias;
    for (let j = 0; j < weights.length; j++) eta += weights[j]! * columns[j]![i]!;
    sum += Math.max(eta, 0) - target[i]! * eta + Math.log1p(Math.exp(-Math.abs(eta)));
  }
  const squares = [...weights, bias].reduce((total, w) => total + w * w, 0);
  return sum / target.length + (l2 / 2) * squares;
};

interface Problem {
  trainer: Trainer;
  matrix: DesignMatrix;
  columns: Float64Array[];
  l2: number;
  /** The least objective. */
  least: number;
}

const settingsOf = (optimizer: OptimizerSettings, l2: number) => ({
  loss: { kind: 'logistic' as const },
  penalty: { l1: 0, l2, bias: true },
  optimizer,
  learningRate: 1,
  workers: 2,
});

/** The first step whose objective is close enough. */
const stepsNeeded = async ({ trainer, matrix, l2, least }: Problem, optimizer: OptimizerSettings): Promise<number> => {
  const run = startRun(trainer, matrix, { ...settingsOf(optimizer, l2), maxSteps: 200 });
  await run.finished;
  const { records, recordLength } = run.readFrame();
  await run.dispose();
  for (let at = 0; at < records.length; at += recordLength) {
    if (records[at + LOSS]! <= least * (1 + CLOSENESS)) return records[at + STEP]!;
  }
  throw new Error(`${optimizer.kind} did not come within ${CLOSENESS} of the optimum.`);
};

/** The loosest tolerance with which a solver comes close enough. */
const looseEnough = async <T extends { weights: number[]; bias: number }>(
  { columns, l2, least }: Problem,
  fit: (tolerance: number) => Promise<T> | T,
): Promise<number | null> => {
  for (const tolerance of TOLERANCES) {
    const { weights, bias } = await fit(tolerance);
    if (objectiveOf(columns, l2, weights, bias) <= least * (1 + CLOSENESS)) return tolerance;
  }
  return null;
};

const askFit = async (peer: PythonPeer, task: object): Promise<{ ms: number; weights: number[]; bias: number }> =>
  JSON.parse(await peer.ask(JSON.stringify(task))) as { ms: number; weights: number[]; bias: number };

const benchSize = async (trainer: Trainer, nSamples: number, nFeatures: number): Promise<SuiteResult> => {
  const columns = classColumns(nSamples, nFeatures);
  const matrix = matrixOf(columns, { nThreads: 2, nSeats: 2 });
  const C = 1;
  const l2 = 1 / (nSamples * C);
  const { objective: least } = await runOn(trainer, matrix, {
    ...settingsOf({ kind: 'newton' }, l2),
    maxSteps: 30,
  });
  const problem: Problem = { trainer, matrix, columns, l2, least };
  const contestants: { name: string; times: number[]; ms: () => Promise<number> | number }[] = [];
  const notes: string[] = [];
  const folder = mkdtempSync(join(tmpdir(), 'fall-line-bench-'));
  let python: PythonPeer | null = null;
  try {
    for (const optimizer of METHODS) {
      const maxSteps = await stepsNeeded(problem, optimizer);
      const ms = async (): Promise<number> =>
        (await runOn(trainer, matrix, { ...settingsOf(optimizer, l2), maxSteps })).elapsedMs;
      contestants.push({ name: `Fall Line, ${optimizer.kind}, ${maxSteps} steps, 2 workers`, times: [], ms });
    }
    if (hasLiblinear()) {
      const path = join(folder, 'rows.txt');
      writeLibsvm(path, columns);
      const model = join(folder, 'model');
      const tolerance = await looseEnough(problem, (e) => fitLiblinear(path, model, C, e));
      // What it takes to read the file and to do nothing is not counted.
      const ms = (): number => fitLiblinear(path, model, C, tolerance!).ms - fitLiblinear(path, model, C, 1e9).ms;
      if (tolerance !== null) {
        contestants.push({ name: `LIBLINEAR -s 0 -e ${tolerance}, reading left out`, times: [], ms });
      }
    } else notes.push('LIBLINEAR was not compared: no liblinear-train on this machine (Debian: liblinear-tools).');
    const interpreter = findPython('sklearn');
    if (interpreter) {
      const path = join(folder, 'rows.bin');
      const rows = new Float64Array(nSamples * (nFeatures + 1));
      for (let j = 0; j < nFeatures; j++) {
        for (let i = 0; i < nSamples; i++) rows[i * nFeatures + j] = columns[j]![i]!;
      }
      rows.set(columns.at(-1)!, nSamples * nFeatures);
      writeFileSync(path, rows);
      const peer = await startPython(interpreter, 'logistic.py', { path, nSamples, nFeatures, C }, 2);
      python = peer;
      for (const solver of ['lbfgs', 'newton-cholesky', 'liblinear']) {
        const tolerance = await looseEnough(problem, (tol) => askFit(peer, { solver, tol }));
        if (tolerance === null) continue;
        const ms = async (): Promise<number> => (await askFit(peer, { solver, tol: tolerance })).ms;
        contestants.push({ name: `scikit-learn ${peer.version} ${solver}, tol ${tolerance}`, times: [], ms });
      }
      const epochs = 5;
      const { ms, weights, bias } = await askFit(peer, { solver: 'sgd', epochs });
      const gap = objectiveOf(columns, l2, weights, bias) / least - 1;
      notes.push(`scikit-learn SGDClassifier, ${epochs} epochs: ${ms.toFixed(0)} ms, ${gap.toExponential(1)} above the optimum.`);
    } else notes.push('scikit-learn was not compared: no python3 with sklearn on this machine.');
    for (let round = 0; round < ROUNDS; round++) {
      for (const contestant of contestants) contestant.times.push(await contestant.ms());
    }
  } finally {
    python?.close();
    rmSync(folder, { recursive: true, force: true });
  }
  const figures = contestants.map(({ name, times }) => figure(name, 'ms', times));
  const fastest = (word: string): Figure | undefined =>
    figures.filter(({ name }) => name.startsWith(word)).sort((a, b) => a.median - b.median)[0];
  const own = fastest('Fall Line')!;
  const [liblinear, sklearn] = [fastest('LIBLINEAR'), fastest('scikit-learn')];
  return {
    suite: `Logistic loss to 1e-6 of the optimum, ${nSamples.toLocaleString('en-US')} x ${nFeatures}, C = ${C}`,
    figures,
    ratios: [
      ...(liblinear ? [ratio("Fall Line's faster method to LIBLINEAR", own, liblinear, 1)] : []),
      ...(sklearn ? [ratio("Fall Line's faster method to scikit-learn's fastest solver", own, sklearn, null)] : []),
    ],
    notes,
  };
};

export const benchLogistic = async (): Promise<SuiteResult[]> => {
  const trainer = createTrainer({ tasksDirectory, kernelPath, maxWorkers: 2 });
  try {
    const results: SuiteResult[] = [];
    for (const { nSamples, nFeatures } of SIZES) results.push(await benchSize(trainer, nSamples, nFeatures));
    return results;
  } finally {
    await trainer.dispose();
  }
};
