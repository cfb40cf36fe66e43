import { csvName } from '../../core/export/csv';
import { parameterNames } from '../../core/export/parameterNames';
import { isPenalised } from '../../core/losses/penalty';
import { FallLineError, type RunInfo, type StepState } from '../../core/schema';
import { REPLAY_WORKSPACE } from '../../core/shards/layout';
import type { KernelModule } from '../../core/shards/webAssembly';
import { abortGang, controlByteLength, openControlBlock, SLOT } from '../../core/training/controlBlock';
import { nParameters } from '../../core/training/parameterShape';
import { formatCount } from '../../core/text/counted';
import type { WorkHooks } from '../api';
import type { GangOutcome, GangPool } from './gangPool';
import type { TrainingRun } from './trainingRun';

const PROGRESS_MS = 100;

type LeaderPart = Parameters<GangPool['run']>[1];

const headerOf = (info: RunInfo): string => {
  const objective = isPenalised(info.settings.penalty) ? ['objective'] : [];
  const validation = info.nValidation > 0 ? ['validation_loss'] : [];
  const names = parameterNames(info).map(csvName);
  return ['iteration', ...names, 'loss', ...objective, ...validation].join(',');
};

const control = (info: RunInfo) => {
  const buffer = new SharedArrayBuffer(controlByteLength(info.nWorkers, nParameters(info)));
  return { buffer, block: openControlBlock(buffer, info.nWorkers, nParameters(info)) };
};

/** Seats a gang of its own on the shards of a run. An abort ends it within a step. */
const replayOn = async (
  pool: GangPool,
  kernelModule: KernelModule,
  { info, matrix }: TrainingRun,
  { buffer, block }: ReturnType<typeof control>,
  part: LeaderPart,
  signal: AbortSignal | undefined,
): Promise<GangOutcome> => {
  const abort = (): void => abortGang(block);
  signal?.addEventListener('abort', abort, { once: true });
  try {
    return await pool.run(
      {
        kernelModule,
        loss: info.settings.loss,
        nOutputs: info.nOutputs,
        validation: matrix.validation,
        shards: { plan: matrix.plan, memories: matrix.memories },
        workspace: REPLAY_WORKSPACE,
        nWorkers: info.nWorkers,
        control: buffer,
      },
      part,
    );
  } finally {
    signal?.removeEventListener('abort', abort);
  }
};

/** Why there is no answer of the leader. */
const failureOf = ({ casualty }: GangOutcome, { info }: TrainingRun, doing: string, remedy: string): FallLineError =>
  casualty
    ? new FallLineError(
        'worker-died',
        `Worker ${casualty.worker + 1} of ${info.nWorkers} stopped while ${doing}. ${remedy}`,
      )
    : new FallLineError('cancelled', 'The steps of the run are no longer made again: this was cancelled.');

/** Makes the steps of a run again and writes them to an existing file. */
export const writeReplay = async (
  pool: GangPool,
  kernelModule: KernelModule,
  run: TrainingRun,
  path: string,
  { signal, onProgress }: WorkHooks = {},
): Promise<{ nLines: number }> => {
  const place = control(run.info);
  const recipe = run.recipe();
  const startedAt = performance.now();
  const report = (): void => {
    const done = Atomics.load(place.block.ints, SLOT.replayed);
    const elapsedMs = performance.now() - startedAt;
    const remainingMs = done > 0 ? (elapsedMs / done) * (recipe.nSteps - done) : null;
    onProgress?.({ phase: 'log', done, total: recipe.nSteps, unit: 'steps', elapsedMs, remainingMs });
  };
  if (signal?.aborted) throw new FallLineError('cancelled', 'Writing the log was cancelled.');
  const timer = onProgress ? setInterval(report, PROGRESS_MS) : undefined;
  try {
    const part = { kind: 'replay' as const, ...recipe, path, header: headerOf(run.info) };
    const outcome = await replayOn(pool, kernelModule, run, place, part, signal);
    const { reply } = outcome;
    if (reply?.kind === 'replayed') return { nLines: reply.nLines };
    if (reply?.kind === 'not-written')
      throw Object.assign(new Error(reply.message), { code: reply.errorCode });
    throw failureOf(outcome, run, 'the log was written', 'Save it again.');
  } finally {
    clearInterval(timer);
  }
};

/** Makes the steps from the nearest checkpoint to `step` again. */
export const visitStep = async (
  pool: GangPool,
  kernelModule: KernelModule,
  run: TrainingRun,
  step: number,
  { signal }: WorkHooks = {},
): Promise<StepState> => {
  const recipe = run.recipe();
  if (!Number.isSafeInteger(step) || step < 0 || step > recipe.nSteps) {
    throw new FallLineError(
      'setting-invalid',
      `There is no step ${step} in this run. Choose a whole number from 0 to ${formatCount(recipe.nSteps)}.`,
    );
  }
  if (signal?.aborted) throw new FallLineError('cancelled', 'Looking back at a step was cancelled.');
  const part = { kind: 'visit' as const, ...recipe, nSteps: step, checkpoints: run.checkpoints };
  const outcome = await replayOn(pool, kernelModule, run, control(run.info), part, signal);
  if (outcome.reply?.kind !== 'visited') {
    throw failureOf(outcome, run, `step ${formatCount(step)} was made again`, 'Choose it again.');
  }
  const { theta, gradient, loss, dataLoss, learningRate } = outcome.reply;
  // Before the first update none has been noted.
  const rate = Number.isNaN(learningRate) ? run.info.settings.learningRate : learningRate;
  return { step, theta, gradient, loss, dataLoss, learningRate: rate };
};
