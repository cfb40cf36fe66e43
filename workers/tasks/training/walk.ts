import { leastSubgradient } from '../../core/losses/penalty';
import { createStepper, type Point } from '../../core/optimisers/stepper';
import { createBatchOrder, type BatchOrder } from '../../core/training/batches';
import { shapeOf, type SeatTask, type StepRecipe } from '../../core/training/trainTask';
import type { Gang } from './gang';
import { createObjective, type Objective } from './objective';
import { createFactoredSource, type Source } from './source';

/** The loss and its slope at some parameters. */
export interface Evaluation {
  /** The objective. */
  loss: number;
  /** Without the penalty. */
  dataLoss: number;
}

/**
 * The steps of a recipe, one after the other: a run and its replay take the same ones, bit for bit. It has made `step`
 * updates and stands at `theta`.
 */
export interface Walk extends Evaluation {
  step: number;
  readonly theta: Float64Array;
  /** What vanishes at the minimum: the gradient, or with l1 the shortest subgradient. */
  readonly slope: Float64Array;
  readonly batches: BatchOrder | null;
  readonly source: Source;
  /** Sets loss, dataLoss and slope: over all rows, or over the batch of the update to come. */
  evaluate(): void;
  /** The same over all rows, at any parameters; slope goes to `slope`. */
  evaluateAll(theta: Float64Array, slope: Float64Array): Evaluation;
  /** Makes the next update; theta must have been evaluated. */
  advance(learningRate: number): void;
  /** Whether no update to come moves theta. */
  isAtRest(): boolean;
  /** All that the updates to come depend on, as live arrays. To go on from a copy: `resume`. */
  readonly state: readonly Float64Array[];
  resume(step: number): void;
}

export const createWalk = (task: SeatTask & StepRecipe, gang: Gang): Walk => {
  const { method, seed, factored } = task;
  const { nSamples } = task.shards.plan;
  const shape = shapeOf(task);
  const source: Source = factored ? createFactoredSource(gang, factored) : gang;
  const objective: Objective = createObjective(source, task, shape);
  const batches = method.batchSize === null ? null : createBatchOrder(nSamples, method.batchSize, seed);
  const theta = new Float64Array(task.theta);
  const gradient = new Float64Array(theta.length);
  const isBent = method.penalty.l1 > 0;
  const slope = isBent ? new Float64Array(theta.length) : gradient;
  const stepper = createStepper(method, shape, objective);
  const point: Point = { theta, gradient, value: NaN, isEvaluated: false, rate: NaN };

  const walk: Walk = {
    step: 0,
    loss: NaN,
    dataLoss: NaN,
    theta,
    slope,
    batches,
    source,
    state: [theta, ...stepper.state],
    evaluate: () => {
      objective.rows = batches?.rowsOf(walk.step);
      // A step may have evaluated where it arrived; where it looked elsewhere since, the loss of the data is not at hand.
      if (!point.isEvaluated || !objective.wasAt(theta)) {
        point.value = objective.evaluate(theta, gradient);
        point.isEvaluated = true;
      }
      walk.loss = point.value;
      walk.dataLoss = objective.dataLoss;
      if (isBent) leastSubgradient(method.penalty, shape, theta, gradient, slope);
    },
    evaluateAll: (at, out) => {
      const { rows } = objective;
      objective.rows = undefined;
      const loss = objective.evaluate(at, out);
      objective.rows = rows;
      if (isBent) leastSubgradient(method.penalty, shape, at, out, out);
      return { loss, dataLoss: objective.dataLoss };
    },
    advance: (learningRate) => {
      stepper.advance(point, learningRate, walk.step);
      walk.step++;
      // It evaluated the batch of this step, not that of the next.
      if (batches) point.isEvaluated = false;
    },
    isAtRest: stepper.isAtRest,
    resume: (step) => {
      walk.step = step;
      point.isEvaluated = false;
    },
  };
  return walk;
};
