import {
  nextSnapshot,
  NUMBERS_PER_WORKER,
  publishSnapshot,
  SNAPSHOT,
  snapshotGradient,
  snapshotTheta,
} from '../../core/training/controlBlock';
import { toRaw } from '../../core/training/parameters';
import { nParameters } from '../../core/training/parameterShape';
import * as record from '../../core/training/record';
import { createTraceWriter, openTrace } from '../../core/training/trace';
import { shapeOf, type DescentTask } from '../../core/training/trainTask';
import type { Gang } from './gang';

export interface Figures {
  step: number;
  /** The objective. */
  loss: number;
  dataLoss: number;
  gradientNorm: number;
  /** NaN where there is none. */
  validationLoss: number;
  learningRate: number;
}

/** Publishes the figures of each step: a snapshot of the newest one, and the trace of those before. */
export interface Reporter {
  /** Time spent training up to the last report, pauses left out. */
  readonly elapsedMs: number;
  /** At the start and after a pause: what came before is not counted. */
  restartClock(): void;
  /** Of a step, in order; it ends the step's times. */
  report(figures: Figures, theta: Float64Array, gradient: Float64Array): void;
  /** A snapshot of other figures in place of those reported last, which stay in the trace. */
  replace(figures: Figures, theta: Float64Array, gradient: Float64Array): void;
  finish(): void;
  /** Live arrays: see Stepper. The first are those of the trace. */
  readonly state: readonly Float64Array[];
}

/** Before the first step. */
export const NO_FIGURES: Readonly<Figures> = {
  step: 0,
  loss: NaN,
  dataLoss: NaN,
  gradientNorm: NaN,
  validationLoss: NaN,
  learningRate: NaN,
};

const NOTHING = new Float64Array(0);

export const createReporter = (task: DescentTask, gang: Gang): Reporter => {
  const { block, times } = gang;
  const { nWorkers, scaling } = task;
  const parameterCount = nParameters(shapeOf(task));
  const recordLength = record.recordLength(nWorkers, parameterCount);
  const trace = createTraceWriter(openTrace(task.trace, block.ints, recordLength));
  const raw = new Float64Array(parameterCount);
  const parametersAt = record.parametersOffset(nWorkers);
  const thetaAt = snapshotTheta(nWorkers);
  const gradientAt = snapshotGradient(nWorkers, parameterCount);
  const totalComputeMs = new Float64Array(nWorkers);
  const totalWaitMs = new Float64Array(nWorkers);
  /** Time spent training, and of it for reducing. */
  const clock = new Float64Array(2);
  let countedTo = 0;
  let stepMs = 0;
  let shown: Figures = NO_FIGURES;
  let theta: Float64Array = NOTHING;

  const fillRecord = (out: Float64Array): void => {
    out[record.STEP] = shown.step;
    out[record.LOSS] = shown.loss;
    out[record.GRADIENT_NORM] = shown.gradientNorm;
    out[record.ELAPSED_MS] = clock[0]!;
    out[record.STEP_MS] = stepMs;
    out[record.REDUCE_MS] = times.reduceMs;
    out[record.VALIDATION_LOSS] = shown.validationLoss;
    for (let w = 0; w < nWorkers; w++) {
      out[record.computeMsOffset(w)] = times.computeMs[w]!;
      out[record.waitMsOffset(w)] = times.waitMs[w]!;
    }
    toRaw(theta, scaling, raw);
    for (let j = 0; j < parameterCount; j++) out[parametersAt + j] = raw[j]!;
  };

  const publish = (gradient: Float64Array): void => {
    const out = nextSnapshot(block);
    out[SNAPSHOT.step] = shown.step;
    out[SNAPSHOT.loss] = shown.loss;
    out[SNAPSHOT.dataLoss] = shown.dataLoss;
    out[SNAPSHOT.validationLoss] = shown.validationLoss;
    out[SNAPSHOT.gradientNorm] = shown.gradientNorm;
    out[SNAPSHOT.elapsedMs] = clock[0]!;
    out[SNAPSHOT.stepMs] = stepMs;
    out[SNAPSHOT.reduceMs] = times.reduceMs;
    out[SNAPSHOT.learningRate] = shown.learningRate;
    out[SNAPSHOT.totalReduceMs] = clock[1]!;
    for (let w = 0; w < nWorkers; w++) {
      const at = SNAPSHOT.workers + NUMBERS_PER_WORKER * w;
      out[at] = times.computeMs[w]!;
      out[at + 1] = times.waitMs[w]!;
      out[at + 2] = totalComputeMs[w]!;
      out[at + 3] = totalWaitMs[w]!;
    }
    for (let j = 0; j < parameterCount; j++) {
      out[thetaAt + j] = theta[j]!;
      out[gradientAt + j] = gradient[j]!;
    }
    publishSnapshot(block);
  };

  return {
    state: [...trace.state, clock, totalComputeMs, totalWaitMs],
    get elapsedMs() {
      return clock[0]!;
    },
    restartClock: () => {
      countedTo = performance.now();
    },
    report: (figures, newTheta, gradient) => {
      shown = figures;
      theta = newTheta;
      stepMs = times.endedAt - countedTo;
      countedTo = times.endedAt;
      clock[0] = clock[0]! + stepMs;
      clock[1] = clock[1]! + times.reduceMs;
      for (let w = 0; w < nWorkers; w++) {
        totalComputeMs[w] = totalComputeMs[w]! + times.computeMs[w]!;
        totalWaitMs[w] = totalWaitMs[w]! + times.waitMs[w]!;
      }
      trace.observe(figures.step, figures.loss, fillRecord);
      publish(gradient);
      gang.startStep();
    },
    replace: (figures, newTheta, gradient) => {
      shown = figures;
      theta = newTheta;
      publish(gradient);
    },
    finish: () => {
      trace.flush();
    },
  };
};
