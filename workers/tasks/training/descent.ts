import { largestEigenvalue } from '../../core/diagnostics/powerIteration';
import { descend } from '../../core/optimisers/gradientDescent';
import type { StopReason } from '../../core/schema';
import { SLOT, STATE } from '../../core/training/controlBlock';
import { describeDivergence, divergenceThreshold } from '../../core/training/divergence';
import { euclideanNorm } from '../../core/training/norm';
import { stopReasonAt } from '../../core/training/stopRules';
import { MAX_RATE_CHANGES, type DescentTask, type TrainReply } from '../../core/training/trainTask';
import { throwIfAborted } from './barrier';
import type { Gang } from './gang';
import { createReporter } from './reporter';

const DIAGNOSIS_MS = 2_000;
const SLEEP_MS = 1_000;

/** Follows the engine's orders to pause, step and go on. */
const createPauser = (ints: Int32Array): (() => boolean) => {
  let stepsTaken = 0;
  /** Returns once the next update may be made, or the run is to stop; true where it had to wait. */
  return () => {
    let hasWaited = false;
    if (Atomics.load(ints, SLOT.pause) === 0) {
      stepsTaken = Atomics.load(ints, SLOT.stepRequests);
      return hasWaited;
    }
    for (;;) {
      const orders = Atomics.load(ints, SLOT.orders);
      throwIfAborted(ints);
      const requests = Atomics.load(ints, SLOT.stepRequests);
      const mayStep = stepsTaken !== requests;
      if (Atomics.load(ints, SLOT.pause) === 0) stepsTaken = requests;
      else if (mayStep) stepsTaken = (stepsTaken + 1) | 0;
      else if (Atomics.load(ints, SLOT.stop) === 0) {
        Atomics.store(ints, SLOT.state, STATE.paused);
        Atomics.wait(ints, SLOT.orders, orders, SLEEP_MS);
        hasWaited = true;
        continue;
      }
      Atomics.store(ints, SLOT.state, STATE.running);
      return hasWaited;
    }
  };
};

/** lambda_max of the Hessian, by products through the gang: H v = (grad(s v) - grad(0)) / s. */
const diagnose = (gang: Gang, length: number): number | null => {
  const zero = new Float64Array(length);
  const atZero = new Float64Array(length);
  const rootMeanSquare = Math.sqrt(gang.evaluate(zero, atZero));
  // As long as the target, so that grad(0) does not drown the difference.
  const scale = rootMeanSquare > 0 && rootMeanSquare < Infinity ? rootMeanSquare : 1;
  const point = new Float64Array(length);
  const deadline = performance.now() + DIAGNOSIS_MS;
  return largestEigenvalue(length, (v, out) => {
    if (performance.now() > deadline) return false;
    for (let j = 0; j < length; j++) point[j] = scale * v[j]!;
    gang.evaluate(point, out);
    for (let j = 0; j < length; j++) out[j] = (out[j]! - atZero[j]!) / scale;
    return true;
  });
};

/**
 * Full-batch gradient descent until a stop rule, an order or divergence ends it. T updates and T + 1
 * evaluations.
 */
export const runDescent = (task: DescentTask, gang: Gang): TrainReply => {
  const { ints, learningRate: rateSlot } = gang.block;
  const theta = new Float64Array(task.theta);
  const gradient = new Float64Array(theta.length);
  const rateChanges = new Float64Array(task.rateChanges);
  const reporter = createReporter(task, gang, theta, gradient);
  const holdWhilePaused = createPauser(ints);
  const lossAtZero = theta.every((value) => value === 0)
    ? 0
    : gang.evaluate(new Float64Array(theta.length), gradient);

  let nRateChanges = 0;
  let learningRate = NaN;
  const takeRate = (step: number): void => {
    const wanted = rateSlot[0]!;
    if (wanted === learningRate || nRateChanges === MAX_RATE_CHANGES) return;
    learningRate = wanted;
    rateChanges[2 * nRateChanges] = step;
    rateChanges[2 * nRateChanges + 1] = wanted;
    nRateChanges++;
    Atomics.store(ints, SLOT.rateChanges, nRateChanges);
  };

  const end = (stopReason: StopReason): TrainReply => {
    reporter.finish();
    return { kind: 'descended', stopReason, divergence: null };
  };

  let threshold = Infinity;
  let previousLoss = NaN;
  reporter.restartClock();
  for (let step = 0; ; step++) {
    const loss = gang.evaluate(theta, gradient);
    const gradientNorm = euclideanNorm(gradient);
    if (step === 0) threshold = divergenceThreshold(loss, lossAtZero);
    const isFinite = Number.isFinite(loss) && Number.isFinite(gradientNorm);
    // The last finite parameters are the ones to keep: a step beyond them is not published.
    if (isFinite || step === 0) reporter.report(step, loss, gradientNorm, rateSlot[0]!);
    if (!isFinite || loss > threshold) {
      reporter.finish();
      const lambdaMax = step === 0 ? null : diagnose(gang, theta.length);
      return {
        kind: 'descended',
        stopReason: 'diverged',
        divergence: describeDivergence(step, loss, learningRate, lambdaMax),
      };
    }
    const reason = stopReasonAt(task.stop, {
      step,
      loss,
      previousLoss,
      gradientNorm,
      elapsedMs: reporter.elapsedMs,
    });
    if (reason !== null) return end(reason);
    if (holdWhilePaused()) reporter.restartClock();
    if (Atomics.load(ints, SLOT.stop) !== 0) return end('stopped');
    takeRate(step);
    descend(theta, gradient, learningRate);
    previousLoss = loss;
  }
};
