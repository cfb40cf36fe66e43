import { describeCurvature, type FreeHessian } from '../../core/exact/curvature';
import { isPenalised } from '../../core/losses/penalty';
import { isForClasses } from '../../core/losses/properties';
import { createStepper, type Point } from '../../core/optimisers/stepper';
import { provesSeparation } from '../../core/training/divergence';
import { euclideanNorm } from '../../core/training/norm';
import type { ParameterShape } from '../../core/training/parameterShape';
import type { Optimum, OptimumTask } from '../../core/training/trainTask';
import type { Gang } from '../training/gang';
import { createObjective, type Objective } from '../training/objective';
import { findRunaway, hessianAt, newtonStepOf } from './hessian';

/** Refinements after which no more is to be had. */
const MOST_REFINEMENTS = 8;

/**
 * Steps of the one Hessian, without a search, for as long as the gradient becomes shorter: where the objective no longer tells
 * one point from the next, the gradient still does.
 */
const refine = (objective: Objective, point: Point, hessian: FreeHessian): void => {
  const stepOf = newtonStepOf(hessian);
  const { theta, gradient } = point;
  const next = new Float64Array(theta.length);
  const nextGradient = new Float64Array(theta.length);
  for (let i = 0; i < MOST_REFINEMENTS; i++) {
    const step = stepOf(gradient);
    for (let j = 0; j < theta.length; j++) next[j] = theta[j]! - step[j]!;
    const value = objective.evaluate(next, nextGradient);
    if (!(euclideanNorm(nextGradient) < 0.5 * euclideanNorm(gradient))) return;
    theta.set(next);
    gradient.set(nextGradient);
    point.value = value;
  }
};

export const findOptimum = (task: OptimumTask, gang: Gang): Optimum => {
  const { method, intercept, scaling, maxSteps, tolerance } = task;
  const { plan } = task.shards;
  const shape: ParameterShape = { nFeatures: plan.nFeatures, nOutputs: task.nOutputs };
  const objective = createObjective(gang, task, shape);
  objective.rows = task.rows ?? undefined;
  const nRows = task.rows ? task.rows.rowEnd - task.rows.rowStart : plan.nSamples;
  const stepper = createStepper(method, shape, objective);
  const theta = Float64Array.from(task.theta);
  const gradient = new Float64Array(theta.length);
  const point: Point = { theta, gradient, value: objective.evaluate(theta, gradient), isEvaluated: true, rate: NaN };
  const canSeparate = isForClasses(method.loss) && !isPenalised(method.penalty);
  const goal = tolerance * euclideanNorm(gradient);
  const end = (steps: number, isReached: boolean, isSeparated: boolean): Optimum => {
    // A search may have evaluated elsewhere last.
    const value = objective.evaluate(theta, gradient);
    const { dataLoss: loss } = objective;
    const gradientNorm = euclideanNorm(gradient);
    return { theta, objective: value, loss, gradientNorm, isReached, isSeparated, runaway: null, steps, curvature: null };
  };
  let step = 0;
  let isOver = false;
  for (; step < maxSteps && !isOver && euclideanNorm(gradient) > goal; step++) {
    const before = theta.slice();
    stepper.advance(point, 1, step);
    if (!point.isEvaluated) point.value = objective.evaluate(theta, gradient);
    if (canSeparate && provesSeparation(objective.dataLoss, nRows, task.leastWeight)) return end(step + 1, false, true);
    isOver = before.every((value, j) => value === theta[j]);
  }
  const isReached = isOver || euclideanNorm(gradient) <= goal;
  if (!task.wantsCurvature || !isReached) return end(step, isReached, false);
  const near = hessianAt(objective, theta, shape, intercept);
  if (!isPenalised(method.penalty)) {
    const runaway = findRunaway(objective, point, shape, intercept, near);
    if (runaway !== null) return { ...end(step, false, false), runaway };
  }
  refine(objective, point, near);
  const hessian = hessianAt(objective, theta, shape, intercept);
  return { ...end(step, true, false), curvature: describeCurvature(hessian, scaling, theta.length) };
};
