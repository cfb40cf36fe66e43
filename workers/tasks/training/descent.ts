import { largestEigenvalue } from '../../core/diagnostics/powerIteration';
import { leastSubgradient } from '../../core/losses/penalty';
import { stabilityFactor } from '../../core/optimisers/create';
import { createStepper, type Point } from '../../core/optimisers/stepper';
import type { StopReason } from '../../core/schema';
import { SLOT, STATE } from '../../core/training/controlBlock';
import { describeDivergence, divergenceThreshold } from '../../core/training/divergence';
import { euclideanNorm } from '../../core/training/norm';
import { stopReasonAt } from '../../core/training/stopRules';
import { MAX_RATE_CHANGES, type DescentTask, type TrainReply } from '../../core/training/trainTask';
import { throwIfAborted } from './barrier';
import type { Gang } from './gang';
import { createObjective, type Objective } from './objective';
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

/** lambda_max of the Hessian, of the smooth part, by products through the gang: H v = (grad(s v) - grad(0)) / s. */
const diagnose = (objective: Objective, length: number): number | null => {
  const zero = new Float64Array(length);
  const atZero = new Float64Array(length);
  const rootMeanSquare = Math.sqrt(objective.evaluate(zero, atZero));
  // As long as the target, so that grad(0) does not drown the difference.
  const scale = rootMeanSquare > 0 && rootMeanSquare < Infinity ? rootMeanSquare : 1;
  const point = new Float64Array(length);
  const deadline = performance.now() + DIAGNOSIS_MS;
  return largestEigenvalue(length, (v, out) => {
    if (performance.now() > deadline) return false;
    for (let j = 0; j < length; j++) point[j] = scale * v[j]!;
    objective.evaluate(point, out);
    for (let j = 0; j < length; j++) out[j] = (out[j]! - atZero[j]!) / scale;
    return true;
  });
};

/**
 * Full-batch descent by the method of the task until a stop rule, an order or divergence ends it. T updates and T + 1
 * evaluations.
 */
export const runDescent = (task: DescentTask, gang: Gang): TrainReply => {
  const { ints, learningRate: rateSlot } = gang.block;
  const theta = new Float64Array(task.theta);
  const gradient = new Float64Array(theta.length);
  const rateChanges = new Float64Array(task.rateChanges);
  const { l1 } = task.method.penalty;
  const shape = { nFeatures: task.shards.plan.nFeatures, nOutputs: task.nOutputs };
  const objective = createObjective(gang, task.method.penalty, shape);
  const stepper = createStepper(task.method, shape, objective);
  const point: Point = { theta, gradient, value: NaN, isEvaluated: false, rate: NaN };
  // What vanishes at the minimum: the gradient itself unless l1 bends the objective.
  const slope = l1 > 0 ? new Float64Array(theta.length) : gradient;
  const reporter = createReporter(task, gang, theta, slope);
  const holdWhilePaused = createPauser(ints);
  const lossAtZero = theta.every((value) => value === 0)
    ? 0
    : objective.evaluate(new Float64Array(theta.length), gradient);

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
    const loss = objective.evaluate(theta, gradient);
    if (l1 > 0) leastSubgradient(task.method.penalty, shape, theta, gradient, slope);
    const gradientNorm = euclideanNorm(slope);
    if (step === 0) threshold = divergenceThreshold(loss, lossAtZero);
    const isFinite = Number.isFinite(loss) && Number.isFinite(gradientNorm);
    // The last finite parameters are the ones to keep: a step beyond them is not published.
    if (isFinite || step === 0) {
      reporter.report(step, { loss, dataLoss: objective.dataLoss, gradientNorm, learningRate: rateSlot[0]! });
    }
    if (!isFinite || loss > threshold) {
      reporter.finish();
      const factor = stabilityFactor(task.method.optimizer);
      const lambdaMax = step === 0 || factor === null ? null : diagnose(objective, theta.length);
      return {
        kind: 'descended',
        stopReason: 'diverged',
        divergence: describeDivergence(step, loss, learningRate, lambdaMax, task.method),
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
    stepper.advance(point, learningRate, step);
    previousLoss = loss;
  }
};
