import {
  FallLineError,
  type MetricFrame,
  type RunCommand,
  type RunInfo,
  type RunResult,
  type RunState,
} from '../../core/schema';
import type { FactoredLoss } from '../../core/exact/factoredLoss';
import type { Workspace } from '../../core/shards/layout';
import type { KernelModule } from '../../core/shards/webAssembly';
import { CHECKPOINT_BYTES, clearCheckpoints } from '../../core/training/checkpoints';
import {
  abortGang,
  controlByteLength,
  giveOrder,
  openControlBlock,
  readSnapshot,
  SLOT,
  SNAPSHOT,
  snapshotGradient,
  snapshotTheta,
  STATE,
} from '../../core/training/controlBlock';
import { initialTheta } from '../../core/training/parameters';
import { nParameters } from '../../core/training/parameterShape';
import { recordLength } from '../../core/training/record';
import { learningRateIssue } from '../../core/training/settings';
import { clearSaved, savedByteLength, type SavedState } from '../../core/training/savedState';
import { fillTrace, openTrace, traceByteLength } from '../../core/training/trace';
import { RATE_CHANGES_BYTES, type StepRecipe } from '../../core/training/trainTask';
import type { Run } from '../api';
import type { BufferPool } from './bufferPool';
import type { DesignMatrix } from './designMatrix';
import { createFrameReader, keptRecords } from './frames';
import type { GangPool } from './gangPool';
import { takeKeepsake, type Keepsake } from './keepsake';
import type { ResumePoint } from './resume';
import { recipeOf } from './recipe';
import { endingOf, resultOf } from './result';

/** What a replay needs to make the same steps again. */
export interface RunRecipe extends StepRecipe {
  nSteps: number;
  rateChanges: Float64Array<ArrayBuffer>;
}

/** What a run on a matrix is given besides its settings. */
export interface RunPlace {
  workspace: Workspace;
  /** Where the gradient comes from R. */
  factored: FactoredLoss | null;
  /** Where to go on from, with the records before it, both for as many workers as the run has. null: from the first step. */
  resumeFrom: Pick<ResumePoint, 'checkpoint' | 'trace'> | null;
}

export interface TrainingRun extends Run {
  readonly matrix: DesignMatrix;
  /** Where the gradient comes from R. */
  readonly factored: FactoredLoss | null;
  /** Unlike `readFrame` it takes no record away. */
  state(): RunState;
  /** Every record that is kept, for a table; the run stands still. */
  records(): { recordLength: number; records: Float64Array };
  /** As far as it has come. */
  recipe(): RunRecipe;
  /** See core/training/checkpoints.ts. Until the run is disposed of. */
  readonly checkpoints: SharedArrayBuffer;
}

/** Begins a run on a matrix that stays as it is until the run is disposed. */
export const startTrainingRun = (
  pool: GangPool,
  bufferPool: BufferPool,
  kernelModule: KernelModule,
  matrix: DesignMatrix,
  info: RunInfo,
  { workspace, factored, resumeFrom }: RunPlace,
): TrainingRun => {
  const { settings, nWorkers, nOutputs } = info;
  const length = nParameters(info);
  const control = new SharedArrayBuffer(controlByteLength(nWorkers, length));
  const recordNumbers = recordLength(nWorkers, length);
  const trace = bufferPool.take(traceByteLength(recordNumbers));
  const rateChanges = bufferPool.take(RATE_CHANGES_BYTES);
  const checkpoints = bufferPool.take(CHECKPOINT_BYTES);
  clearCheckpoints(checkpoints);
  const block = openControlBlock(control, nWorkers, length);
  const { ints } = block;
  const theta = initialTheta(settings.init, info.scaling, { nOutputs, intercept: settings.intercept });
  const steps = recipeOf(info, theta, factored, matrix.summary.leastWeight);
  const saved = bufferPool.take(savedByteLength(steps.method, length, recordNumbers));
  clearSaved(saved);
  block.learningRate[0] = settings.learningRate;
  const openedTrace = openTrace(trace, ints, recordNumbers);
  if (resumeFrom) {
    const { checkpoint } = resumeFrom;
    fillTrace(openedTrace, resumeFrom.trace);
    new Float64Array(rateChanges).set(checkpoint.rateChanges);
    Atomics.store(ints, SLOT.rateChanges, checkpoint.rateChanges.length / 2);
    block.learningRate[0] = checkpoint.learningRate;
  } else if (settings.startPaused) Atomics.store(ints, SLOT.pause, 1);

  // Until step 0 has been evaluated: the initial parameters, and a loss that is not known.
  let newest = new Float64Array(block.snapshots[0]!.length);
  let spare = new Float64Array(newest.length);
  newest[SNAPSHOT.loss] = NaN;
  newest[SNAPSHOT.dataLoss] = NaN;
  newest[SNAPSHOT.validationLoss] = NaN;
  newest[SNAPSHOT.gradientNorm] = NaN;
  newest[SNAPSHOT.learningRate] = settings.learningRate;
  newest.set(theta, snapshotTheta(nWorkers));
  newest.fill(NaN, snapshotGradient(nWorkers, length));
  let hasStarted = false;
  const readNewest = (): Float64Array => {
    if (readSnapshot(block, spare)) {
      [newest, spare] = [spare, newest];
      hasStarted = true;
    }
    return newest;
  };

  let result: RunResult | null = null;
  const outcome = pool.run(
    {
      kernelModule,
      loss: settings.loss,
      nOutputs,
      shards: { plan: matrix.plan, memories: matrix.memories },
      validation: matrix.validation,
      workspace,
      nWorkers,
      control,
    },
    {
      kind: 'descend',
      ...steps,
      stop: settings.stop,
      trace,
      rateChanges,
      checkpoints,
      saved,
      resumeFrom: resumeFrom && ({ step: resumeFrom.checkpoint.step, arrays: resumeFrom.checkpoint.arrays } satisfies SavedState),
    },
  );
  const finished = outcome.then((ended) => {
    const snapshot = readNewest();
    result = resultOf(info, snapshot, endingOf(ended, nWorkers, hasStarted, snapshot[SNAPSHOT.step]!));
    return result;
  });
  const state = (): RunState => {
    if (result !== null) return 'finished';
    return Atomics.load(ints, SLOT.state) === STATE.paused ? 'paused' : 'running';
  };
  const readFrame = createFrameReader(info, block, trace, readNewest, state);

  let lastFrame: MetricFrame | null = null;

  const obey = (command: RunCommand): void => {
    switch (command.kind) {
      case 'pause':
        Atomics.store(ints, SLOT.pause, 1);
        break;
      case 'resume':
        Atomics.store(ints, SLOT.pause, 0);
        break;
      case 'step':
        // Only while paused: a running run makes its steps anyway.
        if (Atomics.load(ints, SLOT.pause) === 1) Atomics.add(ints, SLOT.stepRequests, 1);
        break;
      case 'stop':
        Atomics.store(ints, SLOT.stop, 1);
        break;
      case 'learning-rate': {
        const issue = learningRateIssue(command.value);
        if (issue) throw new FallLineError(issue.code, issue.message);
        block.learningRate[0] = command.value;
        break;
      }
    }
    giveOrder(block);
  };

  const snapshot = (): RunResult =>
    result ?? resultOf(info, readNewest(), { stopReason: 'stopped', divergence: null, failure: null });

  const source = { info, block, saved, rateChanges, trace: openedTrace, snapshot, hasEnded: () => result !== null };
  let keeping: Promise<Keepsake | null> = Promise.resolve(null);

  return {
    info,
    matrix,
    factored,
    control: obey,
    state,
    readFrame: () => lastFrame ?? readFrame(),
    finished,
    records: () => ({ recordLength: recordNumbers, records: keptRecords(info, openedTrace, readNewest()) }),
    snapshot,
    keep: (held) => {
      if (lastFrame) return Promise.resolve(null);
      keeping = keeping.then(() => takeKeepsake(source, held));
      return keeping;
    },
    recipe: () => {
      const nChanges = Atomics.load(ints, SLOT.rateChanges);
      return {
        ...steps,
        nSteps: readNewest()[SNAPSHOT.step]!,
        rateChanges: new Float64Array(rateChanges).slice(0, 2 * nChanges),
      };
    },
    checkpoints,
    dispose: async () => {
      abortGang(block);
      await Promise.all([finished, keeping]);
      if (lastFrame) return;
      lastFrame = { ...readFrame(), records: new Float64Array(0) };
      bufferPool.give([trace, rateChanges, checkpoints, saved]);
    },
  };
};
