import { createStepper, type Oracle, type Point, type Stepper } from '../../../../workers/core/optimisers/stepper';
import { addRidge, penaltyOf } from '../../../../workers/core/losses/penalty';
import { createRandom, fillNormal } from '../../../../workers/core/random/generator';
import type { LossSettings, Method, Penalty } from '../../../../workers/core/schema';
import { DEFAULT_METHOD } from '../../../../workers/core/training/defaults';
import { nParameters, type ParameterShape } from '../../../../workers/core/training/parameterShape';

/** Small dense problems, written down plainly: the matrix as rows, the sums in their order. */
export interface Problem extends Oracle {
  shape: ParameterShape;
  nEvaluations: number;
  nProducts: number;
}

export const NO_PENALTY: Penalty = { l1: 0, l2: 0, bias: false };

export const methodOf = (parts: Partial<Method>): Method => ({ ...DEFAULT_METHOD, ...parts });

/** F = theta' A theta / 2 - c . theta over one set of weights; the last element is the bias. */
export const quadratic = (matrix: readonly (readonly number[])[], linear: readonly number[]): Problem => {
  const times = (v: Float64Array): number[] =>
    matrix.map((row) => row.reduce((sum, value, j) => sum + value * v[j]!, 0));
  const problem: Problem = {
    shape: { nFeatures: linear.length - 1, nOutputs: 1 },
    nEvaluations: 0,
    nProducts: 0,
    evaluate: (theta, gradient) => {
      problem.nEvaluations++;
      let value = 0;
      times(theta).forEach((image, j) => {
        gradient[j] = image - linear[j]!;
        value += theta[j]! * (image / 2 - linear[j]!);
      });
      return value;
    },
    hessianProduct: (_theta, v, out) => {
      problem.nProducts++;
      out.set(times(v));
    },
  };
  return problem;
};

export interface Rows {
  /** Without the 1 of the bias. */
  features: Float64Array[];
  targets: number[];
}

interface RowLoss {
  value: number;
  slopes: number[];
  /** Of the linear predictors. */
  curvature: number[][];
}

const rowLoss = (loss: LossSettings, eta: number[], y: number): RowLoss => {
  const [first] = eta as [number];
  switch (loss.kind) {
    case 'squared':
      return { value: (first - y) ** 2, slopes: [2 * (first - y)], curvature: [[2]] };
    case 'logistic': {
      const share = 1 / (1 + Math.exp(-first));
      const value = Math.max(first, 0) + Math.log1p(Math.exp(-Math.abs(first))) - y * first;
      return { value, slopes: [share - y], curvature: [[share * (1 - share)]] };
    }
    case 'poisson':
      return { value: Math.exp(first) - y * first, slopes: [Math.exp(first) - y], curvature: [[Math.exp(first)]] };
    case 'huber': {
      const r = first - y;
      const isNear = Math.abs(r) <= loss.delta;
      return {
        value: isNear ? r ** 2 / 2 : loss.delta * (Math.abs(r) - loss.delta / 2),
        slopes: [isNear ? r : loss.delta * Math.sign(r)],
        curvature: [[isNear ? 1 : 0]],
      };
    }
    case 'absolute':
      return { value: Math.abs(first - y), slopes: [Math.sign(first - y)], curvature: [[0]] };
    case 'quantile': {
      const { quantile } = loss;
      const r = y - first;
      const slope = r > 0 ? -quantile : 1 - quantile;
      return { value: -slope * r, slopes: [r === 0 ? 0 : slope], curvature: [[0]] };
    }
    case 'softmax': {
      const most = Math.max(...eta);
      const weights = eta.map((value) => Math.exp(value - most));
      const sum = weights.reduce((a, b) => a + b, 0);
      const shares = weights.map((weight) => weight / sum);
      return {
        value: most + Math.log(sum) - eta[y]!,
        slopes: shares.map((share, k) => share - (k === y ? 1 : 0)),
        curvature: shares.map((p, k) => shares.map((q, l) => (k === l ? p : 0) - p * q)),
      };
    }
  }
};

/** The mean loss over the rows plus the penalty. */
export const rowProblem = (
  loss: LossSettings,
  { features, targets }: Rows,
  nOutputs = 1,
  penalty: Penalty = NO_PENALTY,
): Problem => {
  const d = features[0]!.length;
  const n = features.length;
  const shape = { nFeatures: d, nOutputs };
  const predictors = (x: Float64Array, theta: Float64Array): number[] =>
    Array.from({ length: nOutputs }, (_, k) => {
      const at = k * (d + 1);
      return x.reduce((sum, value, j) => sum + value * theta[at + j]!, theta[at + d]!);
    });
  const addRow = (x: Float64Array, slopes: number[], out: Float64Array): void => {
    slopes.forEach((slope, k) => {
      const at = k * (d + 1);
      x.forEach((value, j) => (out[at + j] = out[at + j]! + (slope * value) / n));
      out[at + d] = out[at + d]! + slope / n;
    });
  };
  const problem: Problem = {
    shape,
    nEvaluations: 0,
    nProducts: 0,
    evaluate: (theta, gradient) => {
      problem.nEvaluations++;
      gradient.fill(0);
      let sum = 0;
      features.forEach((x, i) => {
        const row = rowLoss(loss, predictors(x, theta), targets[i]!);
        sum += row.value;
        addRow(x, row.slopes, gradient);
      });
      addRidge(penalty, shape, theta, gradient);
      return sum / n + penaltyOf(penalty, shape, theta);
    },
    hessianProduct: (theta, v, out) => {
      problem.nProducts++;
      out.fill(0);
      features.forEach((x, i) => {
        const { curvature } = rowLoss(loss, predictors(x, theta), targets[i]!);
        const along = predictors(x, v);
        addRow(x, curvature.map((row) => row.reduce((sum, value, k) => sum + value * along[k]!, 0)), out);
      });
      addRidge(penalty, shape, v, out);
    },
  };
  return problem;
};

/** Standard normal features, each pair of neighbours mixed, so that they are correlated; targets by `target`. */
export const normalRows = (
  n: number,
  d: number,
  target: (x: Float64Array, noise: number, uniform: number) => number,
  seed = 7,
): Rows => {
  const random = createRandom(seed);
  const features = Array.from({ length: n }, () => {
    const x = new Float64Array(d);
    fillNormal(random, x);
    for (let j = 1; j < d; j++) x[j] = 0.6 * x[j]! + 0.8 * x[j - 1]!;
    return x;
  });
  const noise = new Float64Array(n);
  fillNormal(random, noise);
  return { features, targets: features.map((x, i) => target(x, noise[i]!, random())) };
};

export interface Descent {
  point: Point;
  stepper: Stepper;
  /** Makes `n` more steps. */
  advance(n: number): void;
}

/** A run by the contract: the caller evaluates where the stepper did not. */
export const startDescent = (
  method: Method,
  problem: Problem,
  { start, baseRate = 1, firstStep = 0 }: { start?: ArrayLike<number>; baseRate?: number; firstStep?: number } = {},
): Descent => {
  const theta = start === undefined ? new Float64Array(nParameters(problem.shape)) : Float64Array.from(start);
  const point: Point = { theta, gradient: new Float64Array(theta.length), value: NaN, isEvaluated: false, rate: NaN };
  const stepper = createStepper(method, problem.shape, problem);
  let step = firstStep;
  const look = (): void => {
    if (!point.isEvaluated) point.value = problem.evaluate(point.theta, point.gradient);
    point.isEvaluated = true;
  };
  look();
  const advance = (n: number): void => {
    for (const end = step + n; step < end; step++) {
      stepper.advance(point, baseRate, step);
      look();
    }
  };
  return { point, stepper, advance };
};
