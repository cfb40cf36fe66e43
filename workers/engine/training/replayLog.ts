import { csvName } from '../../core/export/csv';
import { isPenalised } from '../../core/losses/penalty';
import { FallLineError } from '../../core/schema';
import { REPLAY_WORKSPACE } from '../../core/shards/layout';
import type { KernelModule } from '../../core/shards/webAssembly';
import { abortGang, controlByteLength, openControlBlock, SLOT } from '../../core/training/controlBlock';
import { nParameters } from '../../core/training/parameterShape';
import type { WorkHooks } from '../api';
import type { GangPool } from './gangPool';
import { recipeOf } from './recipe';
import type { TrainingRun } from './trainingRun';

const PROGRESS_MS = 100;

const cancelled = (): FallLineError => new FallLineError('cancelled', 'Writing the log was cancelled.');

/** Makes the steps of a run again and writes them to an existing file. An abort ends it within a step. */
export const writeReplay = async (
  pool: GangPool,
  kernelModule: KernelModule,
  run: TrainingRun,
  path: string,
  hooks: WorkHooks = {},
): Promise<{ nLines: number }> => {
  const { info, matrix } = run;
  const { signal, onProgress } = hooks;
  if (signal?.aborted) throw cancelled();
  const recipe = run.recipe();
  const control = new SharedArrayBuffer(controlByteLength(info.nWorkers, nParameters(info)));
  const block = openControlBlock(control, info.nWorkers, nParameters(info));
  const { loss, penalty } = info.settings;
  const last = isPenalised(penalty) ? ['loss', 'objective'] : ['loss'];
  const header = ['iteration', ...info.featureNames.map(csvName), 'bias', ...last].join(',');
  const startedAt = performance.now();

  const abort = (): void => abortGang(block);
  const report = (): void => {
    const done = Atomics.load(block.ints, SLOT.replayed);
    const elapsedMs = performance.now() - startedAt;
    const remainingMs = done > 0 ? (elapsedMs / done) * (recipe.nSteps - done) : null;
    onProgress?.({ phase: 'log', done, total: recipe.nSteps, unit: 'steps', elapsedMs, remainingMs });
  };
  signal?.addEventListener('abort', abort, { once: true });
  const timer = onProgress ? setInterval(report, PROGRESS_MS) : undefined;
  try {
    const { reply, casualty } = await pool.run(
      {
        kernelModule,
        loss,
        nOutputs: info.nOutputs,
        validation: matrix.validation,
        shards: { plan: matrix.plan, memories: matrix.memories },
        workspace: REPLAY_WORKSPACE,
        nWorkers: info.nWorkers,
        control,
      },
      { kind: 'replay', ...recipeOf(info, recipe.theta), ...recipe, path, header },
    );
    if (reply?.kind === 'replayed') return { nLines: reply.nLines };
    if (reply?.kind === 'not-written')
      throw Object.assign(new Error(reply.message), { code: reply.errorCode });
    if (casualty) {
      throw new FallLineError(
        'worker-died',
        `Worker ${casualty.worker + 1} of ${info.nWorkers} stopped while the log was written. Save it again.`,
      );
    }
    throw cancelled();
  } finally {
    clearInterval(timer);
    signal?.removeEventListener('abort', abort);
  }
};
