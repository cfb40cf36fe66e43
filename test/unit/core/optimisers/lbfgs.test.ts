import { describe, expect, it } from 'vitest';
import type { Oracle, Point } from '../../../../workers/core/optimisers/stepper';
import { createLbfgs } from '../../../../workers/core/optimisers/lbfgs';
import type { LossSettings, OptimizerSettings } from '../../../../workers/core/schema';
import { euclideanNorm } from '../../../../workers/core/training/norm';
import { newtonSolution, vertexMinimum } from './independent';
import { methodOf, normalRows, quadratic, rowProblem, startDescent, type Problem } from './problems';

const lbfgs = (memory: number): OptimizerSettings => ({ kind: 'l-bfgs', memory });

describe('L-BFGS', () => {
  it('finds the minimum of a parabola: diag(1, 10, 100) theta = [1, 1, 1]', () => {
    const problem = quadratic(
      [
        [1, 0, 0],
        [0, 10, 0],
        [0, 0, 100],
      ],
      [1, 1, 1],
    );
    const run = startDescent(methodOf({ optimizer: lbfgs(10) }), problem);
    run.advance(20);
    [1, 0.1, 0.01].forEach((value, j) => expect(run.point.theta[j]).toBeCloseTo(value, 13));
  });

  it('finds the minimum (1, 1) of Rosenbrock, 100 (y - x^2)^2 + (1 - x)^2, from (-1.2, 1)', () => {
    let nEvaluations = 0;
    const oracle: Oracle = {
      evaluate: ([x, y]: Float64Array, gradient) => {
        nEvaluations++;
        const valley = y! - x! * x!;
        gradient.set([-400 * x! * valley - 2 * (1 - x!), 200 * valley]);
        return 100 * valley * valley + (1 - x!) ** 2;
      },
      hessianProduct: ([x, y]: Float64Array, v, out) => {
        const [a, b] = [1200 * x! * x! - 400 * y! + 2, -400 * x!];
        out.set([a * v[0]! + b * v[1]!, b * v[0]! + 200 * v[1]!]);
      },
    };
    const stepper = createLbfgs(10, { nFeatures: 1, nOutputs: 1 }, oracle, true);
    const point: Point = {
      theta: Float64Array.of(-1.2, 1),
      gradient: new Float64Array(2),
      value: NaN,
      isEvaluated: true,
      rate: NaN,
    };
    point.value = oracle.evaluate(point.theta, point.gradient);
    expect(point.value).toBeCloseTo(24.2, 12);
    for (let step = 0; step < 60; step++) stepper.advance(point, 1, step);
    expect(point.theta[0]).toBeCloseTo(1, 8);
    expect(point.theta[1]).toBeCloseTo(1, 8);
    expect(nEvaluations).toBeLessThan(100);
  });

  it('leaves the point evaluated, so that most steps read the rows once', () => {
    const loss = { kind: 'logistic' } as const;
    const rows = normalRows(300, 8, (x, noise) => (x[0]! - x[5]! + noise > 0 ? 1 : 0));
    const problem = rowProblem(loss, rows);
    const run = startDescent(methodOf({ loss, optimizer: lbfgs(10) }), problem);
    run.advance(15);
    expect(run.point.isEvaluated).toBe(true);
    const gradient = new Float64Array(9);
    expect(problem.evaluate(run.point.theta, gradient)).toBe(run.point.value);
    expect([...gradient]).toEqual([...run.point.gradient]);
    expect(problem.nEvaluations + problem.nProducts).toBeLessThan(1.5 * 15);
  });

  const SMOOTH: [LossSettings, Problem][] = [
    [{ kind: 'logistic' }, rowProblem({ kind: 'logistic' }, normalRows(200, 4, (x, e) => (x[0]! + e > 0.3 ? 1 : 0)))],
    [{ kind: 'poisson' }, rowProblem({ kind: 'poisson' }, normalRows(200, 4, (x, _e, u) => Math.floor(Math.exp(x[1]! / 2) * 3 * u)))],
    [{ kind: 'huber', delta: 0.5 }, rowProblem({ kind: 'huber', delta: 0.5 }, normalRows(200, 4, (x, e) => 10 + x[2]! + e))],
    [
      { kind: 'softmax' },
      rowProblem({ kind: 'softmax' }, normalRows(200, 4, (x, e) => Math.max(0, Math.min(2, Math.round(x[0]! + e + 1)))), 3, {
        l1: 0,
        l2: 0.01,
        bias: true,
      }),
    ],
  ];

  it.each(SMOOTH)('agrees with a dense Newton solver on %o', (loss, problem) => {
    const run = startDescent(methodOf({ loss, optimizer: lbfgs(10) }), problem);
    run.advance(120);
    const solution = newtonSolution(problem);
    solution.forEach((value, j) => expect(run.point.theta[j]).toBeCloseTo(value, 8));
  });

  it.each(SMOOTH)('comes to rest at the rounding of the objective on %o: theta stays, and no row is read', (loss, problem) => {
    const run = startDescent(methodOf({ loss, optimizer: lbfgs(10) }), problem);
    run.advance(400);
    const { nEvaluations, nProducts } = problem;
    const theta = [...run.point.theta];
    run.advance(50);
    expect([...run.point.theta]).toEqual(theta);
    expect([problem.nEvaluations, problem.nProducts]).toEqual([nEvaluations, nProducts]);
    expect(run.point.rate).toBe(0);
    expect(euclideanNorm(run.point.gradient)).toBeLessThan(1e-10);
  });

  it.each([
    { kind: 'absolute' },
    { kind: 'quantile', quantile: 0.8 },
  ] satisfies LossSettings[])('with enough memory finds the minimum of kinks, which is at a vertex: %o', (loss) => {
    const rows = normalRows(21, 2, (x, noise) => 100 * x[0]! - 5 + noise);
    const best = vertexMinimum(loss, rows);
    const run = startDescent(methodOf({ loss, optimizer: lbfgs(100) }), rowProblem(loss, rows));
    run.advance(200);
    expect(Math.abs(run.point.value - best) / best).toBeLessThan(1e-8);
  });

  it('stays at a minimum, and where the objective is not finite beyond it searches nearer', () => {
    const flat = startDescent(methodOf({ optimizer: lbfgs(3) }), quadratic([[2]], [0]));
    flat.advance(3);
    expect([...flat.point.theta]).toEqual([0]);
    const loss = { kind: 'poisson' } as const;
    const steep = rowProblem(loss, { features: [Float64Array.of(300), Float64Array.of(0)], targets: [1, 1] });
    const run = startDescent(methodOf({ loss, optimizer: lbfgs(3) }), steep, { baseRate: 1e6 });
    run.advance(60);
    // exp(300 w + b) = 1 and exp(b) = 1.
    expect(run.point.theta[0]).toBeCloseTo(0, 9);
    expect(run.point.theta[1]).toBeCloseTo(0, 9);
  });
});
