import { describe, expect, it } from 'vitest';
import { createConjugateGradients } from '../../../../workers/core/optimisers/conjugateGradients';
import type { LossSettings } from '../../../../workers/core/schema';
import { euclideanNorm } from '../../../../workers/core/training/norm';
import { denseHessian, denseNewtonStep, newtonSolution, solveDense } from './independent';
import { methodOf, normalRows, quadratic, rowProblem, startDescent } from './problems';

const newton = { kind: 'newton' } as const;

describe('conjugate gradients', () => {
  const productOf =
    (matrix: number[][]) =>
    (v: Float64Array, out: Float64Array): void =>
      out.set(matrix.map((row) => row.reduce((sum, value, j) => sum + value * v[j]!, 0)));

  it('solve H d = -g as elimination does, with at most as many products as there are unknowns', () => {
    const problem = rowProblem({ kind: 'squared' }, normalRows(50, 9, (x, noise) => x[0]! + noise));
    const hessian = denseHessian(problem, new Float64Array(10));
    const gradient = Float64Array.from({ length: 10 }, (_, j) => Math.cos(j));
    const out = new Float64Array(10);
    expect(createConjugateGradients(10)(productOf(hessian), gradient, 1e-13, out)).toBeLessThanOrEqual(10);
    solveDense(hessian, [...gradient]).forEach((value, j) => expect(out[j]).toBeCloseTo(-value, 10));
  });

  it('need as many products as there are different eigenvalues', () => {
    const matrix = [
      [2, 0, 0, 0],
      [0, 2, 0, 0],
      [0, 0, 5, 0],
      [0, 0, 0, 5],
    ];
    const out = new Float64Array(4);
    expect(createConjugateGradients(4)(productOf(matrix), Float64Array.of(2, 4, 5, 10), 1e-12, out)).toBe(2);
    [-1, -2, -1, -2].forEach((value, j) => expect(out[j]).toBeCloseTo(value, 13));
  });

  it('give the shortest solution where H is singular and g in its range: [[1, 1], [1, 1]] d = -[2, 2]', () => {
    const out = new Float64Array(2);
    const matrix = [
      [1, 1],
      [1, 1],
    ];
    createConjugateGradients(2)(productOf(matrix), Float64Array.of(2, 2), 1e-12, out);
    expect([...out]).toEqual([-1, -1]);
  });

  it('end where there is no curvature, with 0 where there is none at all', () => {
    const out = Float64Array.of(9, 9);
    const flat = [
      [0, 0],
      [0, 0],
    ];
    expect(createConjugateGradients(2)(productOf(flat), Float64Array.of(1, 1), 1e-12, out)).toBe(1);
    expect([...out]).toEqual([0, 0]);
  });
});

describe('Newton', () => {
  it('solves least squares in one step: the normal equations by elimination', () => {
    const rows = normalRows(40, 5, (x, noise) => 2 * x[0]! - 3 * x[4]! + 7 + noise);
    const problem = rowProblem({ kind: 'squared' }, rows);
    const run = startDescent(methodOf({ optimizer: newton }), problem);
    run.advance(1);
    const design = rows.features.map((x) => [...x, 1]);
    const columns = [0, 1, 2, 3, 4, 5];
    const normal = columns.map((j) => columns.map((k) => design.reduce((sum, row) => sum + row[j]! * row[k]!, 0)));
    const right = columns.map((j) => design.reduce((sum, row, i) => sum + row[j]! * rows.targets[i]!, 0));
    solveDense(normal, right).forEach((value, j) => expect(run.point.theta[j]).toBeCloseTo(value, 11));
    expect(run.point.rate).toBe(1);
    expect(problem.nEvaluations).toBe(2);
  });

  // Rows and estimates: Dalal, Fowlkes and Hoadley, Risk analysis of the space shuttle (1989); the same figures
  // are those of R's glm: 15.0429 and -0.2322, deviance 20.315.
  it('finds the published logistic fit of O-ring failures to temperature', () => {
    const celsius = [66, 70, 69, 68, 67, 72, 73, 70, 57, 63, 70, 78, 67, 53, 67, 75, 70, 81, 76, 79, 75, 76, 58];
    const failed = [0, 1, 0, 0, 0, 0, 0, 0, 1, 1, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0, 1, 0, 1];
    const loss = { kind: 'logistic' } as const;
    const problem = rowProblem(loss, { features: celsius.map((x) => Float64Array.of(x)), targets: failed });
    const run = startDescent(methodOf({ loss, optimizer: newton }), problem);
    run.advance(12);
    expect(run.point.theta[0]).toBeCloseTo(-0.2322, 4);
    expect(run.point.theta[1]).toBeCloseTo(15.0429, 4);
    expect(2 * 23 * run.point.value).toBeCloseTo(20.315, 3);
  });

  const CASES: [LossSettings, number, (x: Float64Array, noise: number, uniform: number) => number][] = [
    [{ kind: 'logistic' }, 1, (x, noise) => (x[0]! - x[2]! + noise > 0 ? 1 : 0)],
    [{ kind: 'poisson' }, 1, (x, _noise, uniform) => Math.floor(Math.exp(x[1]! / 2) * 4 * uniform)],
    [{ kind: 'huber', delta: 0.5 }, 1, (x, noise) => 20 - x[0]! + noise],
  ];

  it.each(CASES)('agrees with dense Newton steps in a few of its own: %o', (loss, nOutputs, target) => {
    const problem = rowProblem(loss, normalRows(200, 4, target), nOutputs);
    const run = startDescent(methodOf({ loss, optimizer: newton }), problem);
    run.advance(20);
    newtonSolution(problem).forEach((value, j) => expect(run.point.theta[j]).toBeCloseTo(value, 10));
  });

  it('takes the steps of iteratively reweighted least squares to within the residual that it promises', () => {
    const loss = { kind: 'logistic' } as const;
    const problem = rowProblem(loss, normalRows(200, 4, (x, noise) => (x[0]! - x[2]! + noise > 0 ? 1 : 0)));
    const run = startDescent(methodOf({ loss, optimizer: newton }), problem);
    const firstNorm = euclideanNorm(run.point.gradient);
    for (let step = 0; step < 5; step++) {
      const norm = euclideanNorm(run.point.gradient);
      const hessian = denseHessian(problem, run.point.theta);
      const dense = denseNewtonStep(problem, run.point.theta);
      run.advance(1);
      expect(run.point.rate).toBe(1);
      const away = run.point.theta.map((value, j) => value - dense[j]!);
      const residual = hessian.map((row) => row.reduce((sum, value, j) => sum + value * away[j]!, 0));
      const allowed = norm * Math.min(0.1, norm / firstNorm);
      expect(euclideanNorm(Float64Array.from(residual))).toBeLessThanOrEqual(allowed + 1e-15);
    }
    expect(euclideanNorm(run.point.gradient)).toBeLessThan(1e-9);
  });

  it('works where the Hessian is singular: softmax without a penalty, and a column twice', () => {
    const loss = { kind: 'softmax' } as const;
    const rows = normalRows(200, 3, (x, noise) => Math.max(0, Math.min(2, Math.round(x[0]! + noise + 1))));
    const twice = { ...rows, features: rows.features.map((x) => Float64Array.of(...x, x[0]!)) };
    const problem = rowProblem(loss, twice, 3);
    const run = startDescent(methodOf({ loss, optimizer: newton }), problem);
    run.advance(12);
    expect(euclideanNorm(run.point.gradient)).toBeLessThan(1e-11);
    // The other way to the same minimum: without the twin, and with a penalty next to nothing.
    const single = rowProblem(loss, rows, 3, { l1: 0, l2: 1e-9, bias: true });
    const gradient = new Float64Array(12);
    const value = rowProblem(loss, rows, 3).evaluate(newtonSolution(single), gradient);
    expect(run.point.value).toBeCloseTo(value, 12);
  });

  it('halves a step that is too long: Poisson from a start far below', () => {
    const loss = { kind: 'poisson' } as const;
    const problem = rowProblem(loss, { features: [Float64Array.of(1), Float64Array.of(-1)], targets: [3, 5] });
    const run = startDescent(methodOf({ loss, optimizer: newton }), problem, { start: [0, -6] });
    run.advance(1);
    expect(run.point.rate).toBeLessThan(1);
    expect(Number.isInteger(Math.log2(run.point.rate))).toBe(true);
    run.advance(40);
    expect(run.point.theta[0]).toBeCloseTo(Math.log(3 / 5) / 2, 12);
    expect(run.point.theta[1]).toBeCloseTo(Math.log(15) / 2, 12);
  });

  it('has no use for the learning rate', () => {
    const run = startDescent(methodOf({ optimizer: newton }), quadratic([[4]], [8]), { baseRate: 0.01 });
    run.advance(1);
    expect([...run.point.theta]).toEqual([2]);
  });

  it('comes to rest: theta stays, and no row is read', () => {
    const loss = { kind: 'logistic' } as const;
    const problem = rowProblem(loss, normalRows(200, 4, (x, noise) => (x[0]! + noise > 0 ? 1 : 0)));
    const run = startDescent(methodOf({ loss, optimizer: newton }), problem);
    run.advance(30);
    const [theta, { nEvaluations, nProducts }] = [[...run.point.theta], problem];
    run.advance(20);
    expect([...run.point.theta]).toEqual(theta);
    expect([problem.nEvaluations, problem.nProducts]).toEqual([nEvaluations, nProducts]);
  });
});
