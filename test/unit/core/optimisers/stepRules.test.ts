import { describe, expect, it } from 'vitest';
import { leastSubgradient } from '../../../../workers/core/losses/penalty';
import type { LossSettings, Method, OptimizerSettings, Penalty } from '../../../../workers/core/schema';
import { euclideanNorm } from '../../../../workers/core/training/norm';
import { newtonSolution, solveDense } from './independent';
import { methodOf, normalRows, quadratic, rowProblem, startDescent, type Problem, type Rows } from './problems';

const armijo = { kind: 'armijo', shrink: 0.5, decrease: 1e-4 } as const;
const auto = { kind: 'auto' } as const;
const barzilaiBorwein = { kind: 'barzilai-borwein' } as const;
const logistic = { kind: 'logistic' } as const;
const poisson = { kind: 'poisson' } as const;
const classRows = normalRows(150, 4, (x, noise) => (x[0]! - x[3]! + noise > 0 ? 1 : 0));
const countRows = normalRows(150, 4, (x, _noise, uniform) => Math.floor(Math.exp(x[1]! / 2) * 4 * uniform));
const realRows = normalRows(80, 4, (x, noise) => 3 * x[0]! + 0.2 * x[1]! + 1 + noise);

const expectTheta = (theta: Float64Array, expected: ArrayLike<number>, digits: number): void => {
  expect(theta.length).toBe(expected.length);
  theta.forEach((value, j) => expect(value).toBeCloseTo(expected[j]!, digits));
};

/** 0 at a minimum, with l1 too. */
const distanceOfGradient = (problem: Problem, penalty: Penalty, theta: Float64Array): number => {
  const gradient = new Float64Array(theta.length);
  problem.evaluate(theta, gradient);
  leastSubgradient(penalty, problem.shape, theta, gradient, gradient);
  return euclideanNorm(gradient);
};

/** The lasso by coordinate descent: each weight in turn to its own minimum, the bias to the mean of what is left. */
const lassoByCoordinates = ({ features, targets }: Rows, { l1, l2 }: Penalty): number[] => {
  const n = targets.length;
  const columns = [...features[0]!.keys()].map((j) => features.map((x) => x[j]!));
  const theta = new Array<number>(columns.length + 1).fill(0);
  const rest = [...targets];
  const change = (j: number, column: number[], value: number): void => {
    column.forEach((x, i) => (rest[i] = rest[i]! - x * (value - theta[j]!)));
    theta[j] = value;
  };
  for (let round = 0; round < 2_000; round++) {
    columns.forEach((column, j) => {
      const curvature = (2 * column.reduce((sum, x) => sum + x * x, 0)) / n;
      const slope = (2 * column.reduce((sum, x, i) => sum + x * rest[i]!, 0)) / n + curvature * theta[j]!;
      change(j, column, (Math.sign(slope) * Math.max(Math.abs(slope) - l1, 0)) / (curvature + l2));
    });
    const bias = theta.at(-1)! + rest.reduce((sum, value) => sum + value, 0) / n;
    change(columns.length, rest.map(() => 1), bias);
  }
  return theta;
};

describe('Armijo', () => {
  it('takes the first rate, halved as often as needed: theta^2 from 1', () => {
    // F(1 - 2 a) <= 1 - 4 c a holds for a <= 1 - c: of 8, 4, 2, 1, 1/2 the last, which is the minimum.
    const problem = quadratic([[2]], [0]);
    const run = startDescent(methodOf({ schedule: armijo }), problem, { start: [1], baseRate: 8 });
    run.advance(1);
    expect(run.point.rate).toBe(0.5);
    expect([...run.point.theta]).toEqual([0]);
    expect(problem.nEvaluations).toBe(1 + 5);
    expect(run.point.isEvaluated).toBe(true);
  });

  it('tries twice the last rate at the next step, so that it grows where it may', () => {
    const run = startDescent(methodOf({ schedule: armijo }), quadratic([[2]], [0]), { start: [1], baseRate: 2 ** -10 });
    const rates: number[] = [];
    for (let step = 0; step < 5; step++) {
      run.advance(1);
      rates.push(run.point.rate);
    }
    expect(rates).toEqual([-10, -9, -8, -7, -6].map((power) => 2 ** power));
  });

  it('falls at each step and finds the minimum of a loss without a bound of its curvature', () => {
    const problem = rowProblem(poisson, countRows);
    const run = startDescent(methodOf({ loss: poisson, schedule: armijo }), problem, { baseRate: 100 });
    let { value } = run.point;
    for (let step = 0; step < 100; step++) {
      run.advance(1);
      expect(run.point.value).toBeLessThanOrEqual(value + 1e-14);
      ({ value } = run.point);
    }
    run.advance(600);
    expectTheta(run.point.theta, newtonSolution(problem), 7);
  });

  it.each([
    { l1: 0.4, l2: 0, bias: false },
    { l1: 0.3, l2: 0.2, bias: false },
  ])('with a proximal step finds the same as coordinate descent: %o', (penalty) => {
    const problem = rowProblem({ kind: 'squared' }, realRows, 1, penalty);
    const run = startDescent(methodOf({ penalty, schedule: armijo }), problem);
    run.advance(800);
    const expected = lassoByCoordinates(realRows, penalty);
    expect(expected.filter((weight) => weight === 0).length).toBeGreaterThan(0);
    expectTheta(run.point.theta, expected, 9);
    expect(distanceOfGradient(problem, penalty, run.point.theta)).toBeLessThan(1e-8);
  });

  it('comes to rest at the rounding of the objective: theta stays, and no row is read', () => {
    const problem = rowProblem({ kind: 'squared' }, realRows);
    const run = startDescent(methodOf({ schedule: armijo }), problem);
    run.advance(1_500);
    const [theta, { nEvaluations }] = [[...run.point.theta], problem];
    run.advance(20);
    expect([...run.point.theta]).toEqual(theta);
    expect(problem.nEvaluations).toBe(nEvaluations);
    expectTheta(run.point.theta, newtonSolution(problem), 6);
  });

  it('begins anew from a base rate that was changed on the way', () => {
    const problem = quadratic([[2]], [0]);
    const run = startDescent(methodOf({ schedule: armijo }), problem, { start: [1], baseRate: 2 ** -10 });
    run.advance(1);
    run.stepper.advance(run.point, 2 ** -5, 1);
    expect(run.point.rate).toBe(2 ** -5);
  });
});

describe('Barzilai-Borwein', () => {
  it('takes the base rate, then (s . s) / (s . d), by hand on diag(1, 2)', () => {
    // From (1, 1) with 0.1: (0.9, 0.8); s = (-0.1, -0.2), d = (-0.1, -0.4): 0.05 / 0.09.
    const problem = quadratic(
      [
        [1, 0],
        [0, 2],
      ],
      [0, 0],
    );
    const run = startDescent(methodOf({ schedule: barzilaiBorwein }), problem, { start: [1, 1], baseRate: 0.1 });
    run.advance(1);
    expect(run.point.rate).toBe(0.1);
    run.advance(1);
    expect(run.point.rate).toBeCloseTo(5 / 9, 14);
    expectTheta(run.point.theta, [0.9 * (1 - 5 / 9), 0.8 * (1 - 10 / 9)], 14);
  });

  it('finds the minimum where the best constant rate would need far more steps', () => {
    // Condition 1,000: the best constant rate leaves (999 / 1001)^250 = 0.61 of the distance.
    const spectrum = [1, 3, 10, 30, 100, 300, 1000];
    const matrix = spectrum.map((value, i) => spectrum.map((_, j) => (i === j ? value : 0)));
    const problem = quadratic(matrix, spectrum);
    const run = startDescent(methodOf({ schedule: barzilaiBorwein }), problem, { baseRate: 1e-3 });
    run.advance(250);
    expectTheta(run.point.theta, [1, 1, 1, 1, 1, 1, 1], 9);
    expect(problem.nEvaluations).toBeLessThanOrEqual(251);
  });

  it.each([
    [logistic, classRows],
    [poisson, countRows],
  ] satisfies [LossSettings, Rows][])('is safe where its rates alone run away: %o', (loss, rows) => {
    const problem = rowProblem(loss, rows);
    const run = startDescent(methodOf({ loss, schedule: barzilaiBorwein }), problem, { baseRate: 50 });
    const { value } = run.point;
    for (let step = 0; step < 200; step++) {
      run.advance(1);
      expect(run.point.value).toBeLessThanOrEqual(value);
    }
    expectTheta(run.point.theta, newtonSolution(problem), 9);
  });

  it('with a proximal step finds the same as coordinate descent', () => {
    const penalty = { l1: 0.4, l2: 0, bias: false };
    const problem = rowProblem({ kind: 'squared' }, realRows, 1, penalty);
    const run = startDescent(methodOf({ penalty, schedule: barzilaiBorwein }), problem);
    run.advance(200);
    expectTheta(run.point.theta, lassoByCoordinates(realRows, penalty), 9);
  });

  it('keeps its rate where there is no curvature', () => {
    const run = startDescent(methodOf({ schedule: barzilaiBorwein }), quadratic([[0]], [1]), { baseRate: 0.25 });
    run.advance(4);
    expect([...run.point.theta]).toEqual([1]);
  });
});

describe('auto', () => {
  const matrix = [
    [1, 0, 0],
    [0, 5, 0],
    [0, 0, 9],
  ];
  const onParabola = (optimizer: OptimizerSettings): Partial<Method> => ({ optimizer, schedule: auto });

  it('takes 2 / (lambda_min + lambda_max), with which the error shrinks by 8 / 10 a step on the spectrum 1, 5, 9', () => {
    const problem = quadratic(matrix, [0, 0, 0]);
    const run = startDescent(methodOf(onParabola({ kind: 'gradient-descent' })), problem, { start: [1, 1, 1] });
    run.advance(50);
    expect(run.point.rate).toBeCloseTo(2 / 10, 9);
    expectTheta(run.point.theta, [0.8 ** 50, 0, 0.8 ** 50], 12);
    expect(problem.nProducts).toBeLessThanOrEqual(4);
  });

  it.each([
    [{ kind: 'heavy-ball', momentum: 0.25 }, 1.5 ** 2 / 9],
    [{ kind: 'nesterov', momentum: 0.25 }, 1 / 9],
  ] satisfies [OptimizerSettings, number][])('knows the rate of %o', (optimizer, rate) => {
    const run = startDescent(methodOf(onParabola(optimizer)), quadratic(matrix, [1, 5, 9]));
    run.advance(300);
    expect(run.point.rate).toBeCloseTo(rate, 9);
    expectTheta(run.point.theta, [1, 1, 1], 10);
  });

  it('counts a ridge in, and is not misled by columns that depend on each other', () => {
    const penalty = { l1: 0, l2: 0.5, bias: false };
    const twice = { ...realRows, features: realRows.features.map((x) => Float64Array.of(...x, x[0]!)) };
    const ridge = rowProblem({ kind: 'squared' }, twice, 1, penalty);
    const run = startDescent(methodOf({ penalty, schedule: auto }), ridge);
    run.advance(400);
    expectTheta(run.point.theta, newtonSolution(ridge), 9);
    const singular = rowProblem({ kind: 'squared' }, twice);
    const free = startDescent(methodOf({ schedule: auto }), singular);
    free.advance(1_500);
    const normal = rowProblem({ kind: 'squared' }, realRows);
    const expected = normal.evaluate(newtonSolution(normal), new Float64Array(5));
    expect(free.point.value).toBeCloseTo(expected, 12);
  });

  it.each([
    [logistic, classRows],
    [poisson, countRows],
    [{ kind: 'huber', delta: 1 }, realRows],
  ] satisfies [LossSettings, Rows][])('begins at 1 / lambda_max and tests each step where the curvature changes: %o', (loss, rows) => {
    const problem = rowProblem(loss, rows);
    const run = startDescent(methodOf({ loss, schedule: auto }), problem);
    let { value } = run.point;
    for (let step = 0; step < 1_000; step++) {
      run.advance(1);
      expect(run.point.value).toBeLessThanOrEqual(value + 1e-14);
      ({ value } = run.point);
    }
    expectTheta(run.point.theta, newtonSolution(problem), 6);
  });

  it('takes the base rate where there is no curvature at all', () => {
    const run = startDescent(methodOf(onParabola({ kind: 'gradient-descent' })), quadratic([[0]], [1]), { baseRate: 0.5 });
    run.advance(2);
    expect([...run.point.theta]).toEqual([1]);
  });
});

describe('clipping', () => {
  it('shortens a gradient to the limit, keeps its direction, and leaves a shorter one', () => {
    // g = (-3, -4), of length 5, becomes (-0.6, -0.8); the recorded gradient stays whole.
    const problem = quadratic(
      [
        [1, 0],
        [0, 1],
      ],
      [3, 4],
    );
    const run = startDescent(methodOf({ clip: 1 }), problem, { baseRate: 0.5 });
    const { gradient } = run.point;
    run.stepper.advance(run.point, 0.5, 0);
    expectTheta(run.point.theta, [0.3, 0.4], 15);
    expect([...gradient]).toEqual([-3, -4]);
    const wide = startDescent(methodOf({ clip: 5 }), problem, { baseRate: 0.5 });
    wide.advance(1);
    expect([...wide.point.theta]).toEqual([1.5, 2]);
  });

  it('is before the optimiser: momentum remembers short gradients', () => {
    // Steps of 1, then 1 + 0.5, as long as the gradient is above 1.
    const optimizer = { kind: 'heavy-ball', momentum: 0.5 } as const;
    const run = startDescent(methodOf({ optimizer, clip: 1 }), quadratic([[1]], [100]));
    run.advance(2);
    expect([...run.point.theta]).toEqual([2.5]);
  });
});

describe('a ridge', () => {
  it('is found by every rule as the normal equations have it', () => {
    const penalty = { l1: 0, l2: 0.3, bias: false };
    const problem = rowProblem({ kind: 'squared' }, realRows, 1, penalty);
    const design = realRows.features.map((x) => [...x, 1]);
    const columns = [0, 1, 2, 3, 4];
    const mean = (values: number[]): number => (2 * values.reduce((sum, value) => sum + value, 0)) / values.length;
    const normal = columns.map((j) =>
      columns.map((k) => mean(design.map((row) => row[j]! * row[k]!)) + (j === k && j < 4 ? penalty.l2 : 0)),
    );
    const right = columns.map((j) => mean(design.map((row, i) => row[j]! * realRows.targets[i]!)));
    const expected = solveDense(normal, right);
    for (const schedule of [armijo, barzilaiBorwein, auto]) {
      const run = startDescent(methodOf({ penalty, schedule }), problem, { baseRate: 0.1 });
      run.advance(600);
      expectTheta(run.point.theta, expected, 7);
    }
  });
});
