import { FallLineError, type DatasetSummary, type LossTrace, type RunInfo, type RunResult, type RunSettings } from '../../core/schema';
import { methodNotes } from '../../core/training/method';
import { checkSettings } from '../../core/training/settings';
import { cancelled } from '../data/work';
import { factorMatrix, type SolverOptions } from '../exact/factorMatrix';
import { checkSeparable } from '../exact/separable';
import { wantsFactor } from '../training/chooseFactored';
import { selectionOf, type BuildShards } from '../training/designMatrix';
import { createMatrixCache } from '../training/matrixCache';
import type { MemoryPool } from '../training/memoryPool';
import { checkRows } from '../training/rowsCheck';
import { sourceOf } from '../training/runs';
import { createTrainer, type TrainerOptions } from '../training/trainer';
import { lossTraceOf } from './lossTrace';

export interface Trained {
  info: RunInfo;
  /** On the rows and the method: what is said of the workers is no part of the figures. */
  notes: string[];
  result: RunResult;
  trace: LossTrace;
  /** In the space of training. */
  theta: Float64Array<ArrayBuffer>;
}

/** Shards and threads of a study's own, beside those of the open run. */
export interface StudyBench {
  /** Trains on the rows of a dataset, on the shards of the training before where they are the same. */
  train(dataset: DatasetSummary, settings: RunSettings, signal: AbortSignal): Promise<Trained>;
  dispose(): Promise<void>;
}

/** `memories` are taken from those of the engine, and given back. */
export const createStudyBench = (
  options: TrainerOptions,
  build: BuildShards,
  solver: SolverOptions,
  memories: MemoryPool,
): StudyBench => {
  const trainer = createTrainer(options);
  const matrices = createMatrixCache(build, trainer.kernels, trainer.maxWorkers, memories);

  return {
    train: async (dataset, settings, signal) => {
      checkSettings(settings, dataset.columns);
      const source = sourceOf(dataset, settings);
      const { matrix } = await matrices.get(dataset, selectionOf(settings), { signal });
      checkRows(settings, matrix);
      await checkSeparable(trainer.findOptimum, matrix, settings, source.targetName, signal);
      const factored = wantsFactor(settings, matrix.plan) ? await factorMatrix(solver, matrix, settings, { signal }) : null;
      if (signal.aborted) throw cancelled();
      const run = trainer.start(matrix, settings, source, 0, { factored });
      const stop = (): void => void run.dispose();
      signal.addEventListener('abort', stop, { once: true });
      try {
        const result = await run.finished;
        if (signal.aborted) throw cancelled();
        if (result.failure !== null) throw new FallLineError('worker-died', result.failure);
        const notes = [...matrix.notes, ...methodNotes(settings)];
        return { info: run.info, notes, result, trace: lossTraceOf(run), theta: run.readFrame().theta };
      } finally {
        signal.removeEventListener('abort', stop);
        await run.dispose();
      }
    },
    dispose: async () => {
      await trainer.dispose();
      // Not before the threads have ended, for they may be at work on them.
      matrices.forget();
    },
  };
};
