import { preparedSettings } from '../../core/preparation/preparedSettings';
import {
  FallLineError,
  type Prepared,
  type StudyEntry,
  type StudyResult,
} from '../../core/schema';
import type { Engine, WorkHooks } from '../api';
import type { DataEngine } from '../data/dataEngine';
import type { SolverOptions } from '../exact/factorMatrix';
import type { MatrixUse } from '../exact/matrixUse';
import type { MemoryPool } from '../training/memoryPool';
import type { TrainerOptions } from '../training/trainer';
import { planOf, type Plan } from './plan';
import { createPreparedRows } from './preparedRows';
import { createStudyBench, type StudyBench, type Trained } from './studyBench';
import { orderOf, type Training } from './trainings';

export interface StudyHost {
  data: Pick<DataEngine, 'describe' | 'prepare' | 'prepareAnew' | 'closeDataset' | 'buildShards'>;
  use: Pick<MatrixUse, 'follow'>;
  solver: SolverOptions;
  trainer: TrainerOptions;
  /** Of the engine. */
  memories: MemoryPool;
  isClosed: () => boolean;
}

const entryOf = (training: Training, nRows: Prepared['nRows'] | null, isPath: boolean, outcome: Trained | FallLineError): StudyEntry => {
  if (outcome instanceof FallLineError) {
    const [nTraining, nValidation] = [nRows?.train ?? 0, nRows?.validation ?? 0];
    return {
      ...training.name(nTraining),
      ...{ nTraining, nValidation },
      ...{ trainingLoss: null, validationLoss: null, weights: null, trace: null, problem: outcome.message },
    };
  }
  const { info, result, trace } = outcome;
  return {
    ...training.name(info.nSamples),
    ...{ nTraining: info.nSamples, nValidation: info.nValidation },
    ...{ trainingLoss: result.loss, validationLoss: result.validationLoss },
    weights: isPath && result.classes === null ? result.weights : null,
    trace,
    problem: result.divergence?.message ?? null,
  };
};

/** Makes the trainings one after the other, each on all the workers that pay. */
const makeTrainings = async (
  { data }: StudyHost,
  bench: StudyBench,
  datasetId: string,
  { recipe, settings, request, trainings, ...plan }: Plan,
  { signal, onProgress }: WorkHooks & { signal: AbortSignal },
): Promise<Omit<StudyResult, 'elapsedMs'>> => {
  const startedAt = performance.now();
  const isPath = request.kind === 'path';
  const entries: StudyEntry[] = [];
  const failures: FallLineError[] = [];
  const notes = [...plan.notes];
  let featureNames: string[] = [];
  let theta: Float64Array<ArrayBuffer> | null = null;
  const rows = createPreparedRows(data, datasetId, recipe, signal);

  const report = (done: number): void => {
    const [elapsedMs, total] = [performance.now() - startedAt, trainings.length];
    const remainingMs = done === 0 ? null : (elapsedMs * (total - done)) / done;
    onProgress?.({ phase: 'study', done, total, unit: 'trainings', elapsedMs, remainingMs });
  };
  const train = async (training: Training): Promise<Trained | FallLineError> => {
    try {
      const at = await rows.open(training.split);
      const own = { ...settings, ...preparedSettings(at), degree: settings.degree, startPaused: false };
      const init = isPath && theta ? { kind: 'point' as const, theta: Array.from(theta) } : own.init;
      const penalty = { ...own.penalty, ...training.penalty };
      const trained = await bench.train(at.dataset, { ...own, init, penalty }, signal);
      if (featureNames.length === 0) {
        featureNames = trained.info.featureNames;
        notes.push(...at.notes, ...trained.notes);
      }
      theta = trained.result.divergence ? null : trained.theta;
      return trained;
    } catch (error) {
      if (!(error instanceof FallLineError) || error.code === 'cancelled' || error.code === 'worker-died') throw error;
      failures.push(error);
      return error;
    }
  };

  try {
    let done = 0;
    report(done);
    for (const index of orderOf(request, trainings)) {
      const training = trainings[index]!;
      const outcome = await train(training);
      entries[index] = entryOf(training, rows.current()?.nRows ?? null, isPath, outcome);
      report(++done);
    }
  } finally {
    await rows.close();
  }
  if (failures.length === trainings.length) throw failures[0]!;
  return { kind: request.kind, featureNames, entries, notes };
};

/** Trainings that answer one question, beside the open run. */
export const createStudy =
  (host: StudyHost): Engine['study'] =>
  async (datasetId, asked, hooks = {}) => {
    if (host.isClosed()) throw new FallLineError('not-open', 'The engine has been closed.');
    const plan = planOf(host.data.describe(datasetId), asked);
    return host.use.follow(datasetId, hooks.signal, async (signal) => {
      const startedAt = performance.now();
      const bench = createStudyBench(host.trainer, host.data.buildShards, host.solver, host.memories);
      try {
        const result = await makeTrainings(host, bench, datasetId, plan, { ...hooks, signal });
        return { ...result, elapsedMs: performance.now() - startedAt };
      } finally {
        await bench.dispose();
      }
    });
  };
