import { isForClasses } from '../../core/losses/properties';
import { isPenalised } from '../../core/losses/penalty';
import { stabilityFactor } from '../../core/optimisers/create';
import type { Divergence, StopReason } from '../../core/schema';
import { createCheckpointWriter } from '../../core/training/checkpoints';
import { SLOT } from '../../core/training/controlBlock';
import { describeDivergence, describeSeparation, divergenceThreshold, provesSeparation } from '../../core/training/divergence';
import { euclideanNorm } from '../../core/training/norm';
import { restoreSaved, writeSaved } from '../../core/training/savedState';
import { stopReasonAt, type Progress } from '../../core/training/stopRules';
import type { DescentTask, TrainReply } from '../../core/training/trainTask';
import { curvatureLimit } from './diagnose';
import type { Gang } from './gang';
import { createKeeper } from './keeper';
import { createPauser } from './pauser';
import { createRateLog } from './rates';
import { createReporter, NO_FIGURES, type Figures } from './reporter';
import { createWalk } from './walk';

/** What the loop knows from one step to the next. */
const MEMORY = { threshold: 0, previousLoss: 1, learningRate: 2, validationLoss: 3 } as const;

/**
 * Descent by the method of the task until a stop rule, an order or divergence ends it: T updates, and a record of each of
 * the T + 1 points. With batches a record holds the figures of its batch; those of all rows are had where the
 * run stands still, at the end of an epoch for the rules that need them, and at the end.
 *
 * One that goes on from what was saved of a run does as that run would have done: the step has been reported, and no rule ended there.
 */
export const runDescent = (task: DescentTask, gang: Gang): TrainReply => {
  const { ints, learningRate: rateSlot } = gang.block;
  const { method, stop, resumeFrom } = task;
  const { nSamples, nFeatures } = task.shards.plan;
  const walk = createWalk(task, gang);
  const { theta, slope, batches } = walk;
  const reporter = createReporter(task, gang);
  const keeper = createKeeper(method.averageFrom, stop.patience !== null, theta.length);
  const takeRate = createRateLog(task.rateChanges, gang);
  const needsFull = stop.lossChange !== null || stop.gradientNorm !== null;
  const canSeparate = isForClasses(method.loss) && !isPenalised(method.penalty);
  const figures: Figures = { ...NO_FIGURES };
  const progress: Progress = {
    step: 0,
    loss: NaN,
    previousLoss: NaN,
    gradientNorm: NaN,
    validationsSinceBest: 0,
    elapsedMs: 0,
  };
  const fullSlope = new Float64Array(theta.length);
  const memory = Float64Array.of(Infinity, NaN, NaN, NaN);
  const remembered = [...reporter.state, memory, ...keeper.state, ...walk.state];
  if (resumeFrom) {
    restoreSaved(remembered, resumeFrom);
    walk.resume(resumeFrom.step);
    progress.previousLoss = memory[MEMORY.previousLoss]!;
    figures.validationLoss = memory[MEMORY.validationLoss]!;
  }
  let threshold = memory[MEMORY.threshold]!;
  let learningRate = memory[MEMORY.learningRate]!;
  const checkpoints = createCheckpointWriter(task.checkpoints, walk.state, walk.step);

  /** Shows the figures of all rows at the parameters of a step, in place of what was reported. */
  const show = (step: number, at: Float64Array): void => {
    const { loss, dataLoss } = walk.evaluateAll(at, fullSlope);
    const gradientNorm = euclideanNorm(fullSlope);
    const validationLoss = task.validation ? gang.validationLoss(at) : NaN;
    reporter.replace({ ...figures, step, loss, dataLoss, gradientNorm, validationLoss }, at, fullSlope);
  };
  /** Of a step that has been reported and is not the last, before its update is made. */
  const save = (): void => {
    memory[MEMORY.threshold] = threshold;
    memory[MEMORY.previousLoss] = progress.previousLoss;
    memory[MEMORY.learningRate] = learningRate;
    memory[MEMORY.validationLoss] = figures.validationLoss;
    writeSaved(task.saved, walk.step, remembered);
  };
  const showAll = (): void => {
    if (batches) show(walk.step, theta);
  };
  const holdWhilePaused = createPauser(ints, showAll, save);

  const end = (stopReason: StopReason): TrainReply => {
    reporter.finish();
    const { step, theta: kept } = keeper.kept(walk.step, theta);
    if (batches || kept !== theta) show(step, kept);
    return { kind: 'descended', stopReason, divergence: null };
  };

  /** The last finite parameters are the ones to keep: a step beyond them was not reported. */
  const lastFinite = new Float64Array(batches ? theta.length : 0);
  let lastFiniteStep = 0;
  const giveUp = (divergence: Divergence): TrainReply => {
    reporter.finish();
    if (batches) show(lastFiniteStep, lastFinite);
    return { kind: 'descended', stopReason: 'diverged', divergence };
  };

  /** Loss and slope at theta are known. */
  const takeNote = (isEpochEnd: boolean, isReported: boolean): void => {
    const { step, loss, dataLoss } = walk;
    figures.step = step;
    figures.loss = loss;
    figures.dataLoss = dataLoss;
    figures.gradientNorm = euclideanNorm(slope);
    figures.learningRate = rateSlot[0]!;
    if (isReported) reporter.replace(figures, theta, slope);
    else {
      keeper.observe(step, theta);
      if (task.validation && isEpochEnd) {
        figures.validationLoss = gang.validationLoss(theta);
        keeper.validate(step, theta, figures.validationLoss);
      }
      reporter.report(figures, theta, slope);
    }
    checkpoints.observe(step);
    if (!batches) return;
    lastFinite.set(theta);
    lastFiniteStep = step;
  };

  /** Why the run ends at this step, by rule; null where it goes on. */
  const ruleAt = (isEpochEnd: boolean): TrainReply | null => {
    const isFull = batches === null || (isEpochEnd && needsFull);
    const full = batches && isFull ? walk.evaluateAll(theta, fullSlope) : walk;
    if (canSeparate && isFull && provesSeparation(full.dataLoss, nSamples, task.leastWeight)) {
      return giveUp(describeSeparation(walk.step));
    }
    progress.step = walk.step;
    progress.loss = isFull ? full.loss : NaN;
    progress.gradientNorm = isFull ? euclideanNorm(batches ? fullSlope : slope) : NaN;
    progress.validationsSinceBest = keeper.validationsSinceBest;
    progress.elapsedMs = reporter.elapsedMs;
    const reason = stopReasonAt(stop, progress);
    if (reason !== null) return end(reason);
    if (isFull) progress.previousLoss = full.loss;
    return null;
  };

  const isAtZero = theta.every((value) => value === 0);
  const lossAtZero = resumeFrom || isAtZero ? 0 : walk.evaluateAll(new Float64Array(theta.length), fullSlope).loss;
  const firstLoss = batches && !resumeFrom ? walk.evaluateAll(theta, fullSlope).loss : NaN;
  gang.startStep();
  reporter.restartClock();
  for (;;) {
    const { step } = walk;
    const isReported = resumeFrom?.step === step;
    const isEpochEnd = batches === null || step % batches.nBatches === 0;
    walk.evaluate();
    const { loss } = walk;
    if (step === 0 && !isReported) {
      // The mean over one of k batches is at most k times that over all rows.
      threshold = (batches?.nBatches ?? 1) * divergenceThreshold(batches ? firstLoss : loss, lossAtZero);
    }
    const isFinite = Number.isFinite(loss) && Number.isFinite(euclideanNorm(slope));
    if (isFinite || step === 0) takeNote(isEpochEnd, isReported);
    if (!isFinite || loss > threshold) {
      const isToldBy = step > 0 && batches === null && stabilityFactor(method.optimizer) !== null;
      const limit = isToldBy ? curvatureLimit(walk.source, task, nFeatures) : null;
      return giveUp(describeDivergence(step, loss, learningRate, limit, method));
    }
    const ended = isReported ? null : ruleAt(isEpochEnd);
    if (ended) return ended;
    if (holdWhilePaused() || isReported) {
      gang.startStep();
      reporter.restartClock();
    }
    if (Atomics.load(ints, SLOT.stop) !== 0) {
      save();
      return end('stopped');
    }
    // Only here, so that a run that is paused stands where it is.
    if (walk.isAtRest()) return end('converged');
    learningRate = takeRate(step);
    walk.advance(learningRate);
  }
};
