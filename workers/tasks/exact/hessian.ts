import { invertHessian, type FreeHessian } from '../../core/exact/curvature';
import { euclideanNorm } from '../../core/training/norm';
import { isBias, type ParameterShape } from '../../core/training/parameterShape';
import type { Objective } from '../training/objective';

/** Column by column as products with unit vectors, and made symmetric, which they are but for rounding. */
export const hessianAt = (
  objective: Objective,
  theta: Float64Array,
  shape: ParameterShape,
  intercept: boolean,
): FreeHessian => {
  const places = Array.from(theta.keys()).filter((j) => intercept || !isBias(shape, j));
  const unit = new Float64Array(theta.length);
  const product = new Float64Array(theta.length);
  const columns = places.map((place) => {
    unit.fill(0);
    unit[place] = 1;
    objective.hessianProduct(theta, unit, product);
    return Float64Array.from(places, (row) => product[row]!);
  });
  columns.forEach((column, j) => {
    for (let i = 0; i < j; i++) column[i] = columns[i]![j] = (column[i]! + columns[i]![j]!) / 2;
  });
  return { columns, places };
};

/** H^+ g, in the order of theta, 0 where a parameter is held. */
export const newtonStepOf = (hessian: FreeHessian): ((gradient: Float64Array) => Float64Array) => {
  const { solve } = invertHessian(hessian);
  return (gradient) => {
    const free = solve(Float64Array.from(hessian.places, (place) => gradient[place]!));
    const step = new Float64Array(gradient.length);
    hessian.places.forEach((place, k) => (step[place] = free[k]!));
    return step;
  };
};

/** Shares of the gradient that are left by a step towards infinity: 1 / e where all rows go there at one pace. */
const [LEAST_LEFT, MOST_LEFT] = [0.2, 0.6];
const STEPS = 3;
/** Near a minimum a step is far shorter, as a share of the parameters. */
const SHORT = 1e-3;

/**
 * Where the infimum of a loss lies at infinity: the place in theta of the feature whose weight grows the most; null where
 * Newton's method has come to a minimum. Along a direction in which rows only ever win, the loss goes as
 * c exp(-t): gradient and curvature fall together, so that the step g / h stays 1 however short the gradient, and leaves 1 / e
 * of it each time. At a minimum the step is next to nothing, and what it leaves is rounding.
 * Source: Albert and Anderson, On the existence of maximum likelihood estimates in logistic regression models (1984), for
 * quasi-complete separation.
 */
export const findRunaway = (
  objective: Objective,
  start: { theta: Float64Array; gradient: Float64Array },
  shape: ParameterShape,
  intercept: boolean,
  hessian: FreeHessian,
): number | null => {
  const theta = start.theta.slice();
  let gradient = start.gradient;
  let step: Float64Array = new Float64Array(theta.length);
  for (let i = 0; i < STEPS; i++) {
    step = newtonStepOf(i === 0 ? hessian : hessianAt(objective, theta, shape, intercept))(gradient);
    if (!(euclideanNorm(step) > SHORT * euclideanNorm(theta))) return null;
    for (let j = 0; j < theta.length; j++) theta[j] = theta[j]! - step[j]!;
    const next = new Float64Array(theta.length);
    objective.evaluate(theta, next);
    const left = euclideanNorm(next) / euclideanNorm(gradient);
    if (!(left > LEAST_LEFT && left < MOST_LEFT)) return null;
    gradient = next;
  }
  const lengthAt = (j: number): number => (isBias(shape, j) ? 0 : Math.abs(step[j]!));
  return theta.reduce((most, _, j) => (lengthAt(j) > lengthAt(most) ? j : most), 0);
};
