import type { Engine, EngineOptions } from './api';
import { createDataEngine } from './data/dataEngine';
import { createExporter } from './exports/exporter';
import { createEvaluate } from './evaluation/evaluate';
import { createExactPool } from './exact/exactPool';
import { createMatrixUse } from './exact/matrixUse';
import { createSolver } from './exact/solver';
import { runSelfTest } from './selfTest/selfTest';
import { createMatrixCache } from './training/matrixCache';
import { createMemoryPool } from './training/memoryPool';
import { createRuns } from './training/runs';
import { createTrainer } from './training/trainer';
import { createStudy } from './studies/study';

export type { Engine, EngineOptions, PredictSummary, Race, Run, SweepHooks, WorkHooks } from './api';

/** Composes the data half and the training half. One run at a time. */
export const createEngine = (options: EngineOptions): Engine => {
  const data = createDataEngine(options);
  const trainer = createTrainer(options);
  const memories = createMemoryPool();
  const matrices = createMatrixCache(data.buildShards, trainer.kernels, trainer.maxWorkers, memories);
  let disposal: Promise<void> | null = null;
  const use = createMatrixUse(matrices, () => runs.hasOpen());
  const exactPool = createExactPool(options.tasksDirectory, trainer.maxWorkers);
  const solverOptions = {
    pool: exactPool,
    kernels: trainer.kernels,
    maxWorkers: trainer.maxWorkers,
    findOptimum: trainer.findOptimum,
  };
  const solve = createSolver(solverOptions, { describe: data.describe, use, isClosed: () => disposal !== null });

  const runs = createRuns({
    describe: data.describe,
    survey: data.survey,
    holds: matrices.holds,
    sha256: data.sha256,
    fileOf: data.fileOf,
    preparationOf: data.preparationOf,
    use,
    trainer,
    solver: solverOptions,
    isClosed: () => disposal !== null,
    now: options.now,
    applicationVersion: options.applicationVersion,
  });

  const evaluate = createEvaluate({
      describe: data.describe,
      data,
      runInfo: runs.standing,
      model: runs.model,
    });
  const exporter = createExporter({
    ...options,
    score: data.score,
    report: { evaluate, describe: data.describe, traceOf: runs.traceOf },
  });

  return {
    proposeImport: data.proposeImport,
    proveImport: data.proveImport,
    importFile: data.importFile,
    prepare: data.prepare,
    applyPreparation: data.applyPreparation,
    profile: data.profile,
    readRows: data.readRows,
    readRejected: data.readRejected,
    saveRejected: data.saveRejected,
    sha256: data.sha256,
    runData: data.runData,
    predict: data.predict,
    previewPredictions: data.previewPredictions,
    exportModel: exporter.exportModel,
    makeSample: data.makeSample,
    solve,
    selfTest: (hooks) => runSelfTest(solverOptions, hooks),
    checkStart: runs.checkStart,
    startRun: runs.startRun,
    stateAt: runs.stateAt,
    probe: runs.probe,
    sweep: runs.sweep,
    race: runs.race,
    study: createStudy({ data, use, solver: solverOptions, trainer: options, memories, isClosed: () => disposal !== null }),
    writeLog: runs.writeLog,
    writeTrace: (runId, sink, hooks) => data.writeTrace(runs.traceOf(runId), sink, hooks),
    model: runs.model,
    evaluate,
    closeDataset: async (datasetId) => {
      for (const id of [...data.preparedFrom(datasetId), datasetId]) {
        await runs.close(id);
        await use.release(id);
        matrices.forget(id);
      }
      await data.closeDataset(datasetId);
    },
    dispose: () =>
      (disposal ??= (async () => {
        await exporter.dispose();
        await runs.close();
        await use.release();
        await Promise.all([trainer.dispose(), exactPool.dispose(), data.dispose()]);
      })()),
  };
};
