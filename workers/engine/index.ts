import { designNames } from '../core/design/designNames';
import { buildModelFile } from '../core/export/model';
import { FallLineError } from '../core/schema';
import { checkSettings } from '../core/training/settings';
import type { Engine, EngineOptions, Run } from './api';
import { createDataEngine } from './data/dataEngine';
import { createExactPool } from './exact/exactPool';
import { createMatrixUse } from './exact/matrixUse';
import { createSolver } from './exact/solver';
import { writeFileAtomic } from './files/atomicWrite';
import { runSelfTest } from './selfTest/selfTest';
import { selectionOf } from './training/designMatrix';
import { createMatrixCache } from './training/matrixCache';
import { createTrainer } from './training/trainer';
import type { TrainingRun } from './training/trainingRun';

export type { Engine, EngineOptions, PredictSummary, Run, WorkHooks } from './api';

/** Composes the data half and the training half. One run at a time. */
export const createEngine = (options: EngineOptions): Engine => {
  const data = createDataEngine(options);
  const trainer = createTrainer(options);
  const matrices = createMatrixCache(data.buildShards, trainer.kernels, trainer.maxWorkers);
  const replays = new Map<AbortController, Promise<void>>();
  let current: TrainingRun | null = null;
  let isStarting = false;
  let disposal: Promise<void> | null = null;
  const use = createMatrixUse(matrices, () => current !== null);
  const exactPool = createExactPool(options.tasksDirectory, trainer.maxWorkers);
  const solverOptions = {
    pool: exactPool,
    kernels: trainer.kernels,
    maxWorkers: trainer.maxWorkers,
  };
  const solve = createSolver(solverOptions, { describe: data.describe, use, isClosed: () => disposal !== null });

  const openRun = (runId: string): TrainingRun => {
    if (current?.info.runId !== runId) {
      throw new FallLineError('not-open', 'This run is no longer open. Press Run to train again.');
    }
    return current;
  };

  /** A run that stands still: what is read of it now holds. */
  const standingRun = (runId: string): TrainingRun => {
    const run = openRun(runId);
    if (run.state() === 'running') {
      throw new FallLineError('setting-invalid', 'The run is still going on. Pause or stop it first.');
    }
    return run;
  };

  const close = async (run: TrainingRun): Promise<void> => {
    for (const replay of replays.keys()) replay.abort();
    // The shards may be used again only when no thread is at work on them.
    await Promise.allSettled([run.dispose(), ...replays.values()]);
    if (current === run) current = null;
  };

  const startRun: Engine['startRun'] = async (datasetId, settings, hooks) => {
    if (current || isStarting)
      throw new FallLineError('unexpected', 'A run is still open. Dispose of it first.');
    const dataset = data.describe(datasetId);
    checkSettings(settings, dataset.columns);
    isStarting = true;
    try {
      const request = { dataset, selection: selectionOf(settings), purpose: 'train' as const };
      const run = await use.acquire(request, hooks, (matrix, isNew) => {
        if (disposal)
          throw new FallLineError('cancelled', 'The engine was closed while the run was being prepared.');
        const nameOf = (index: number): string =>
          dataset.columns.find((column) => column.index === index)?.name ?? '';
        const source = {
          datasetId,
          targetName: nameOf(settings.target),
          featureNames: designNames(settings.features.map(nameOf), settings.degree),
        };
        return (current = trainer.start(matrix, settings, source, isNew ? matrix.buildMs : 0));
      });
      return { ...run, dispose: () => close(run) } satisfies Run;
    } finally {
      isStarting = false;
    }
  };

  const writeLog: Engine['writeLog'] = async (runId, path, hooks = {}) => {
    const run = standingRun(runId);
    const own = new AbortController();
    const forward = (): void => own.abort();
    hooks.signal?.addEventListener('abort', forward, { once: true });
    if (hooks.signal?.aborted) own.abort();
    let nLines = 0;
    const writing = writeFileAtomic(path, async (temporaryPath) => {
      ({ nLines } = await trainer.replay(run, temporaryPath, { ...hooks, signal: own.signal }));
    });
    replays.set(own, writing);
    try {
      await writing;
      return { nLines };
    } finally {
      replays.delete(own);
      hooks.signal?.removeEventListener('abort', forward);
    }
  };

  const model: Engine['model'] = async (runId) => {
    const run = standingRun(runId);
    const result = run.snapshot();
    const { info } = run;
    return buildModelFile({
      info,
      result,
      dataset: data.describe(info.datasetId),
      sha256: await data.sha256(info.datasetId),
      createdAt: options.now().toISOString(),
      applicationVersion: options.applicationVersion,
    });
  };

  return {
    proposeImport: data.proposeImport,
    importFile: data.importFile,
    profile: data.profile,
    readRows: data.readRows,
    readRejected: data.readRejected,
    sha256: data.sha256,
    predict: data.predict,
    makeSample: data.makeSample,
    solve,
    selfTest: (hooks) => runSelfTest(solverOptions, hooks),
    startRun,
    writeLog,
    model,
    closeDataset: async (datasetId) => {
      if (current?.info.datasetId === datasetId) await close(current);
      await use.release(datasetId);
      matrices.forget(datasetId);
      await data.closeDataset(datasetId);
    },
    dispose: () =>
      (disposal ??= (async () => {
        if (current) await close(current);
        await use.release();
        await Promise.all([trainer.dispose(), exactPool.dispose(), data.dispose()]);
      })()),
  };
};
