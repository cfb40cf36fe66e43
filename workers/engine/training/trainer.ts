import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import type { Worker } from 'node:worker_threads';
import { RUN_WORKSPACE, SWEEP_WORKSPACE } from '../../core/shards/layout';
import { compileKernels, type KernelModule } from '../../core/shards/webAssembly';
import { methodNotes } from '../../core/training/method';
import { DEFAULT_METHOD } from '../../core/training/defaults';
import { controlByteLength } from '../../core/training/controlBlock';
import { chooseGangSize } from '../../core/training/gangSize';
import { objectiveFormula } from '../../core/losses/formula';
import { outputCount } from '../../core/losses/properties';
import type { ProbeReply, ProbeRequest, RunInfo, RunSettings, StepState } from '../../core/schema';
import type { WorkHooks } from '../api';
import { createOptimumFinder, type FindOptimum } from '../exact/optimum';
import { createBufferPool } from './bufferPool';
import { matrixBytes, type DesignMatrix } from './designMatrix';
import { checkRows } from './rowsCheck';
import { checkPoint } from './pointCheck';
import { createGangPool } from './gangPool';
import { probeRun, type FindFactor } from './probe';
import { visitStep, writeReplay } from './replayLog';
import { checkSameRun, pointFor, type ResumePoint } from './resume';
import { startTrainingRun, type RunPlace, type TrainingRun } from './trainingRun';

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

/** Where a run is to begin, and from what. */
export interface StartPlace extends Pick<RunPlace, 'workspace' | 'factored'> {
  /** null: from the first step. */
  resume: ResumePoint | null;
}

/** Training beneath the engine: it works on a design matrix wherever that comes from. */
export interface Trainer {
  readonly maxWorkers: number;
  /** Compiled at first use. */
  kernels(): KernelModule;
  /** The settings must have been checked. */
  start(
    matrix: DesignMatrix,
    settings: RunSettings,
    source: RunSource,
    buildMs: number,
    place?: Partial<StartPlace>,
  ): TrainingRun;
  /** A step that a run has made, from the nearest checkpoint. The run may go on. */
  stateAt(run: TrainingRun, step: number, hooks?: WorkHooks): Promise<StepState>;
  replay(run: TrainingRun, path: string, hooks?: WorkHooks): Promise<{ nLines: number }>;
  /** Asks something of the objective of a run, which may go on. */
  probe(run: TrainingRun, request: ProbeRequest, findFactor: FindFactor, signal: AbortSignal): Promise<ProbeReply>;
  /**
   * Milliseconds in which `nWorkers` workers together read the tiles once, doing nothing with them: a
   * benchmark's floor.
   */
  readMs(matrix: DesignMatrix, nWorkers: number, repeats: number): Promise<number>;
  /** For the exact twin, and to know whether classes can be separated. */
  findOptimum: FindOptimum;
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
    { factored, workspace, resume }: StartPlace,
  ): RunInfo => {
    const { nSamples, nFeatures, nChunks, shards } = matrix.plan;
    const nOutputs = outputCount(settings.loss, matrix.plan.nOutputs);
    const shape = { nOutputs, intercept: settings.intercept, isWeighted: settings.weightColumn !== null };
    // A run beside others has one seat, and what comes from R is the leader's alone.
    const wanted = factored || workspace >= SWEEP_WORKSPACE ? 1 : settings.workers;
    const gang = chooseGangSize(resume?.info.nWorkers ?? wanted, { nSamples, nFeatures, nOutputs, nChunks, maxWorkers });
    return {
      runId: resume?.info.runId ?? randomUUID(),
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
      isFactored: factored !== null,
      rowsSkipped: matrix.rowsSkipped,
      nWorkers: gang.nWorkers,
      nShards: shards.length,
      nChunks,
      byteLength: matrixBytes(matrix),
      objective: objectiveFormula(settings.loss, settings.penalty, shape),
      notes: [...matrix.notes, ...gang.notes, ...methodNotes(settings)],
      buildMs,
    };
  };

  return {
    maxWorkers,
    kernels,
    start: (matrix, settings, source, buildMs, { workspace = RUN_WORKSPACE, factored = null, resume = null } = {}) => {
      checkRows(settings, matrix);
      const info = describe(matrix, settings, source, buildMs, { workspace, factored, resume });
      checkPoint(info);
      if (resume) checkSameRun(info, resume);
      const resumeFrom = resume && pointFor(info, resume);
      return startTrainingRun(pool, buffers, kernels(), matrix, info, { workspace, factored, resumeFrom });
    },
    stateAt: (run, step, hooks) => visitStep(pool, kernels(), run, step, hooks),
    replay: (run, path, hooks) => writeReplay(pool, kernels(), run, path, hooks),
    probe: (run, request, findFactor, signal) => probeRun(pool, kernels(), findFactor, run, request, signal),
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
    findOptimum: createOptimumFinder(pool, kernels),
    threads: pool.threads,
    dispose: () => pool.dispose(),
  };
};
