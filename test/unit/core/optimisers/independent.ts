import type { LossSettings } from '../../../../workers/core/schema';
import { rowProblem, type Problem, type Rows } from './problems';

/** Solves A x = b by elimination with pivots. */
export const solveDense = (matrix: readonly (readonly number[])[], right: readonly number[]): number[] => {
  const n = right.length;
  const rows = matrix.map((row, i) => [...row, right[i]!]);
  for (let k = 0; k < n; k++) {
    const pivot = rows.slice(k).reduce((best, row, i) => (Math.abs(row[k]!) > Math.abs(rows[best]![k]!) ? k + i : best), k);
    [rows[k], rows[pivot]] = [rows[pivot]!, rows[k]!];
    for (let i = k + 1; i < n; i++) {
      const factor = rows[i]![k]! / rows[k]![k]!;
      for (let j = k; j <= n; j++) rows[i]![j] = rows[i]![j]! - factor * rows[k]![j]!;
    }
  }
  const x = new Array<number>(n).fill(0);
  for (let i = n - 1; i >= 0; i--) {
    const rest = x.reduce((sum, value, j) => (j > i ? sum - rows[i]![j]! * value : sum), rows[i]![n]!);
    x[i] = rest / rows[i]![i]!;
  }
  return x;
};

export const denseHessian = (problem: Problem, theta: Float64Array): number[][] =>
  Array.from(theta, (_, j) => {
    const unit = new Float64Array(theta.length);
    unit[j] = 1;
    const column = new Float64Array(theta.length);
    problem.hessianProduct(theta, unit, column);
    return [...column];
  });

/** One step of Newton's method with the whole Hessian and elimination. */
export const denseNewtonStep = (problem: Problem, theta: Float64Array): Float64Array<ArrayBuffer> => {
  const gradient = new Float64Array(theta.length);
  problem.evaluate(theta, gradient);
  const step = solveDense(denseHessian(problem, theta), [...gradient]);
  return Float64Array.from(theta, (value, j) => value - step[j]!);
};

/** The minimum by halved steps of a dense Newton method; for strictly convex problems. */
export const newtonSolution = (problem: Problem): Float64Array => {
  const gradient = new Float64Array(problem.shape.nOutputs * (problem.shape.nFeatures + 1));
  let theta = new Float64Array(gradient.length);
  // Huber has no curvature far from its minimum: a first parabola, of H = 1 / 10, leads there.
  for (let k = 0; k < 800; k++) {
    problem.evaluate(theta, gradient);
    theta = theta.map((value, j) => value - gradient[j]! / 10);
  }
  for (let k = 0; k < 30; k++) theta = denseNewtonStep(problem, theta);
  return theta;
};

/** The least value of a kinked loss with two weights and a bias: some minimum passes through three of the rows. */
export const vertexMinimum = (loss: LossSettings, { features, targets }: Rows): number => {
  const problem = rowProblem(loss, { features, targets });
  const gradient = new Float64Array(3);
  let best = Infinity;
  for (let i = 0; i < features.length; i++) {
    for (let j = 0; j < i; j++) {
      for (let k = 0; k < j; k++) {
        const through = [i, j, k];
        const theta = solveDense(
          through.map((row) => [...features[row]!, 1]),
          through.map((row) => targets[row]!),
        );
        best = Math.min(best, problem.evaluate(Float64Array.from(theta), gradient));
      }
    }
  }
  return best;
};
