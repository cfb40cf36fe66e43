import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import type { Worker } from 'node:worker_threads';
import { RUN_WORKSPACE } from '../../core/shards/layout';
import { compileKernels, type KernelModule } from '../../core/shards/webAssembly';
import { methodNotes } from '../../core/training/method';
import { DEFAULT_METHOD } from '../../core/training/defaults';
import { controlByteLength } from '../../core/training/controlBlock';
import { chooseGangSize } from '../../core/training/gangSize';
import { objectiveFormula } from '../../core/losses/formula';
import type { RunInfo, RunSettings } from '../../core/schema';
import type { WorkHooks } from '../api';
import { createBufferPool } from './bufferPool';
import { matrixBytes, type DesignMatrix } from './designMatrix';
import { createGangPool } from './gangPool';
import { writeReplay } from './replayLog';
import { startTrainingRun, type TrainingRun } from './trainingRun';

export interface TrainerOptions {
  tasksDirectory: string;
  kernelPath: string;
  maxWorkers?: number;
}

/** What a run is called by: the data half knows it. */
export interface RunSource {
  datasetId: string;
  targetName: string;
  featureNames: string[];
}

/** Training beneath the engine: it works on a design matrix wherever that comes from. */
export interface Trainer {
  readonly maxWorkers: number;
  /** Compiled at first use. */
  kernels(): KernelModule;
  /** The settings must have been checked. */
  start(matrix: DesignMatrix, settings: RunSettings, source: RunSource, buildMs: number): TrainingRun;
  replay(run: TrainingRun, path: string, hooks?: WorkHooks): Promise<{ nLines: number }>;
  /**
   * Milliseconds in which `nWorkers` workers together read the tiles once, doing nothing with them: a
   * benchmark's floor.
   */
  readMs(matrix: DesignMatrix, nWorkers: number, repeats: number): Promise<number>;
  /** So that a test can end one for real. */
  threads(): Worker[];
  dispose(): Promise<void>;
}

export const createTrainer = (options: TrainerOptions): Trainer => {
  const maxWorkers = options.maxWorkers ?? availableParallelism();
  const pool = createGangPool(options.tasksDirectory, maxWorkers);
  const buffers = createBufferPool();
  let kernelModule: KernelModule | null = null;
  const kernels = (): KernelModule => (kernelModule ??= compileKernels(readFileSync(options.kernelPath)));

  const describe = (
    matrix: DesignMatrix,
    settings: RunSettings,
    source: RunSource,
    buildMs: number,
  ): RunInfo => {
    const { nSamples, nFeatures, nChunks, shards } = matrix.plan;
    const nOutputs = settings.loss.kind === 'softmax' ? matrix.plan.nOutputs : 1;
    const gang = chooseGangSize(settings.workers, { nSamples, nFeatures, nChunks, maxWorkers });
    return {
      runId: randomUUID(),
      datasetId: source.datasetId,
      settings,
      targetName: source.targetName,
      featureNames: source.featureNames,
      classNames: matrix.summary.classNames,
      scaling: matrix.summary.scaling,
      nSamples,
      nValidation: matrix.validation?.plan.nSamples ?? 0,
      nFeatures,
      nOutputs,
      isFactored: false,
      rowsSkipped: matrix.rowsSkipped,
      nWorkers: gang.nWorkers,
      nShards: shards.length,
      nChunks,
      byteLength: matrixBytes(matrix),
      objective: objectiveFormula(settings.loss, settings.penalty, { nOutputs, intercept: settings.intercept }),
      notes: [...matrix.notes, ...gang.notes, ...methodNotes(settings)],
      buildMs,
    };
  };

  return {
    maxWorkers,
    kernels,
    start: (matrix, settings, source, buildMs) =>
      startTrainingRun(pool, buffers, kernels(), matrix, describe(matrix, settings, source, buildMs)),
    replay: (run, path, hooks) => writeReplay(pool, kernels(), run, path, hooks),
    readMs: async (matrix, nWorkers, repeats) => {
      const control = new SharedArrayBuffer(controlByteLength(nWorkers, matrix.plan.nFeatures + 1));
      const shards = { plan: matrix.plan, memories: matrix.memories };
      const loss = DEFAULT_METHOD.loss;
      const seats = {
        kernelModule: kernels(),
        loss,
        nOutputs: 1,
        shards,
        validation: null,
        workspace: RUN_WORKSPACE,
        nWorkers,
        control,
      };
      return Math.max(...(await pool.read(seats, repeats))) / repeats;
    },
    threads: pool.threads,
    dispose: () => pool.dispose(),
  };
};
