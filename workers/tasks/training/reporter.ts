import {
  nextSnapshot,
  NUMBERS_PER_WORKER,
  publishSnapshot,
  SNAPSHOT,
  snapshotGradient,
  snapshotTheta,
} from '../../core/training/controlBlock';
import { toRaw } from '../../core/training/parameters';
import * as record from '../../core/training/record';
import { createTraceWriter, openTrace } from '../../core/training/trace';
import type { DescentTask } from '../../core/training/trainTask';
import type { Gang } from './gang';

export interface StepFigures {
  /** The objective. */
  loss: number;
  dataLoss: number;
  gradientNorm: number;
  learningRate: number;
}

/** Publishes the figures of each step: a snapshot of the newest one, and the trace of those before. */
export interface Reporter {
  /** Time spent training up to the last report, pauses left out. */
  elapsedMs: number;
  /** At the start and after a pause: what came before is not counted. */
  restartClock(): void;
  report(step: number, figures: StepFigures): void;
  finish(): void;
}

export const createReporter = (
  task: DescentTask,
  gang: Gang,
  theta: Float64Array,
  gradient: Float64Array,
): Reporter => {
  const { block } = gang;
  const { nWorkers, scaling } = task;
  const { nFeatures } = task.shards.plan;
  const nParameters = task.nOutputs * (nFeatures + 1);
  const recordLength = record.recordLength(nWorkers, nParameters);
  const trace = createTraceWriter(openTrace(task.trace, block.ints, recordLength));
  const raw = new Float64Array(nParameters);
  const parametersAt = record.parametersOffset(nWorkers);
  const totalComputeMs = new Float64Array(nWorkers);
  const totalWaitMs = new Float64Array(nWorkers);
  let totalReduceMs = 0;
  let countedTo = 0;
  let step = 0;
  let figures: StepFigures = { loss: NaN, dataLoss: NaN, gradientNorm: NaN, learningRate: NaN };
  let stepMs = 0;

  const fillRecord = (out: Float64Array): void => {
    out[record.STEP] = step;
    out[record.LOSS] = figures.loss;
    out[record.GRADIENT_NORM] = figures.gradientNorm;
    out[record.ELAPSED_MS] = reporter.elapsedMs;
    out[record.STEP_MS] = stepMs;
    out[record.REDUCE_MS] = gang.reduceMs;
    out[record.VALIDATION_LOSS] = NaN;
    for (let w = 0; w < nWorkers; w++) {
      out[record.computeMsOffset(w)] = gang.computeMs[w]!;
      out[record.waitMsOffset(w)] = gang.waitMs[w]!;
    }
    toRaw(theta, scaling, raw);
    out.set(raw, parametersAt);
  };

  const fillSnapshot = (out: Float64Array): void => {
    out[SNAPSHOT.step] = step;
    out[SNAPSHOT.loss] = figures.loss;
    out[SNAPSHOT.dataLoss] = figures.dataLoss;
    out[SNAPSHOT.validationLoss] = NaN;
    out[SNAPSHOT.gradientNorm] = figures.gradientNorm;
    out[SNAPSHOT.elapsedMs] = reporter.elapsedMs;
    out[SNAPSHOT.stepMs] = stepMs;
    out[SNAPSHOT.reduceMs] = gang.reduceMs;
    out[SNAPSHOT.learningRate] = figures.learningRate;
    out[SNAPSHOT.totalReduceMs] = totalReduceMs;
    for (let w = 0; w < nWorkers; w++) {
      const at = SNAPSHOT.workers + NUMBERS_PER_WORKER * w;
      out[at] = gang.computeMs[w]!;
      out[at + 1] = gang.waitMs[w]!;
      out[at + 2] = totalComputeMs[w]!;
      out[at + 3] = totalWaitMs[w]!;
    }
    out.set(theta, snapshotTheta(nWorkers));
    out.set(gradient, snapshotGradient(nWorkers, nParameters));
  };

  const reporter: Reporter = {
    elapsedMs: 0,
    restartClock: () => {
      countedTo = performance.now();
    },
    report: (newStep, newFigures) => {
      step = newStep;
      figures = newFigures;
      stepMs = gang.endedAt - countedTo;
      countedTo = gang.endedAt;
      reporter.elapsedMs += stepMs;
      totalReduceMs += gang.reduceMs;
      for (let w = 0; w < nWorkers; w++) {
        totalComputeMs[w] = totalComputeMs[w]! + gang.computeMs[w]!;
        totalWaitMs[w] = totalWaitMs[w]! + gang.waitMs[w]!;
      }
      trace.observe(step, figures.loss, fillRecord);
      fillSnapshot(nextSnapshot(block));
      publishSnapshot(block);
    },
    finish: () => {
      trace.flush();
    },
  };
  return reporter;
};
