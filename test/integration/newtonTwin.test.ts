import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createRandom } from '../../workers/core/random/generator';
import type { DatasetSummary, ExactSolution, SolveSettings } from '../../workers/core/schema';
import { DEFAULT_SOLVE } from '../../workers/core/training/defaults';
import { failureOf, optionsOf } from '../support/data';
import { createTestEngine, type TestEngine } from '../support/engine';
import { linearData } from '../support/matrix';
import { settingsOf } from '../support/trainer';

const close = (found: number | null | undefined, expected: number, digits = 11): void =>
  expect(Math.abs((found ?? NaN) - expected)).toBeLessThan(10 ** -digits * Math.max(1, Math.abs(expected)));

describe('the exact twin of losses other than the squared one', () => {
  let bench: TestEngine;
  beforeAll(async () => {
    bench = await createTestEngine({ maxWorkers: 2 });
  });
  afterAll(() => bench.dispose());

  const open = async (name: string, header: string, rows: readonly (readonly (string | number)[])[]): Promise<DatasetSummary> => {
    const path = join(bench.directory, name);
    await writeFile(path, `${header}\n${rows.map((row) => row.join(',')).join('\n')}\n`);
    return bench.engine.importFile(path, optionsOf(await bench.engine.proposeImport(path)));
  };
  const solve = (dataset: DatasetSummary, nFeatures: number, change: Partial<SolveSettings>): Promise<ExactSolution> => {
    const features = Array.from({ length: nFeatures }, (_, j) => j);
    return bench.engine.solve(dataset.id, { ...DEFAULT_SOLVE, target: nFeatures, features, standardize: true, ...change });
  };
  /** `count` rows of each. */
  const repeated = (groups: [row: (string | number)[], count: number][]): (string | number)[][] =>
    groups.flatMap(([row, count]) => Array.from({ length: count }, () => row));

  it.each([true, false])('of a two by two table are its log odds and their errors (standardised: %s)', async (standardize) => {
    const table = repeated([[[0, 'no'], 30], [[0, 'yes'], 10], [[1, 'no'], 7], [[1, 'yes'], 25]]);
    const dataset = await open('table.csv', 'x,y', table);
    const { coefficients, classNames, loss, notes } = await solve(dataset, 1, { loss: { kind: 'logistic' }, standardize });
    expect([classNames, notes]).toEqual([['no', 'yes'], []]);
    close(coefficients[0]?.value, Math.log(10 / 30));
    close(coefficients[0]?.standardError, Math.sqrt(1 / 10 + 1 / 30));
    const slope = Math.log((25 * 30) / (7 * 10));
    const error = Math.sqrt(1 / 10 + 1 / 30 + 1 / 7 + 1 / 25);
    close(coefficients[1]?.value, slope);
    close(coefficients[1]?.standardError, error);
    close(coefficients[1]?.t, slope / error);
    close(coefficients[1]?.low, slope - 1.959963984540054 * error);
    // The log-likelihood of the four cells.
    const cell = (count: number, of: number): number => count * Math.log(count / of);
    close(loss, -(cell(30, 40) + cell(10, 40) + cell(7, 32) + cell(25, 32)) / 72);
  });

  it.each([
    ['logistic', [[[0, 0, 'no'], 20], [[0, 0, 'yes'], 12], [[1, 0, 'yes'], 15], [[1, 0, 'no'], 9], [[0, 1, 'yes'], 3]]],
    ['softmax', [[[0, 0, 'a'], 20], [[0, 0, 'b'], 9], [[1, 0, 'b'], 12], [[1, 0, 'c'], 9], [[1, 0, 'a'], 2], [[0, 0, 'c'], 4], [[0, 1, 'c'], 3]]],
    ['poisson', [[[0, 0, 2], 20], [[0, 0, 5], 9], [[1, 0, 7], 12], [[1, 0, 1], 9], [[0, 1, 0], 4]]],
  ] as const)('of %s where one column tells its rows for sure is none, until there is a penalty', async (kind, groups) => {
    const rows = repeated(groups.map(([row, count]) => [[...row], count]));
    const dataset = await open(`quasi-${kind}.csv`, 'x,sure,y', rows);
    for (const standardize of [true, false]) {
      await expect(solve(dataset, 2, { loss: { kind }, standardize })).rejects.toThrow(
        'Without a penalty the loss of "y" has no minimum at finite weights, for it falls ever further as the weight of "sure" grows.',
      );
      const { coefficients } = await solve(dataset, 2, { loss: { kind }, standardize, l2: 0.01 });
      expect(coefficients.every(({ value }) => Number.isFinite(value))).toBe(true);
    }
    // Without that column there is a minimum.
    const settings = { ...DEFAULT_SOLVE, target: 2, features: [0], standardize: true, loss: { kind } };
    expect((await bench.engine.solve(dataset.id, settings)).coefficients.length).toBeGreaterThan(1);
  });

  it('of counts in two groups are the logarithms of their means', async () => {
    const dataset = await open('counts.csv', 'x,y', repeated([[[0, 1], 3], [[0, 4], 2], [[1, 6], 4], [[1, 2], 1]]));
    const { coefficients } = await solve(dataset, 1, { loss: { kind: 'poisson' } });
    // Sums 11 of 5 rows and 26 of 5 rows.
    close(coefficients[0]?.value, Math.log(11 / 5));
    close(coefficients[1]?.value, Math.log(26 / 11));
    close(coefficients[0]?.standardError, Math.sqrt(1 / 11));
    close(coefficients[1]?.standardError, Math.sqrt(1 / 11 + 1 / 26));
  });

  it('of three classes add up to 0 over the classes, and have no standard errors', async () => {
    const counts = { a: [12, 5], b: [6, 9], c: [4, 16] };
    const dataset = await open(
      'classes.csv',
      'x,y',
      repeated(Object.entries(counts).flatMap(([y, [n0 = 0, n1 = 0]]): [[number, string], number][] => [[[0, y], n0], [[1, y], n1]])),
    );
    const { coefficients, notes, lambdaMin } = await solve(dataset, 1, { loss: { kind: 'softmax' } });
    expect(coefficients.map(({ name }) => name)).toEqual(['a (intercept)', 'a x', 'b (intercept)', 'b x', 'c (intercept)', 'c x']);
    expect(coefficients.every(({ standardError, p }) => standardError === null && p === null)).toBe(true);
    expect(notes.join(' ')).toContain('add up to 0 over the classes');
    expect(lambdaMin).toBe(0);
    const logs = Object.values(counts).map(([n0 = 0, n1 = 0]) => [Math.log(n0), Math.log(n1)] as const);
    const [mean0, mean1] = [0, 1].map((i) => logs.reduce((sum, log) => sum + log[i]!, 0) / 3) as [number, number];
    logs.forEach(([log0, log1], k) => {
      close(coefficients[2 * k]?.value, log0 - mean0);
      close(coefficients[2 * k + 1]?.value, log1 - mean1 - (log0 - mean0));
    });
  });

  it('of the Huber loss with a wide middle are those of least squares, and have no standard errors', async () => {
    const columns = linearData(400, [2, -1], 3, { noise: 1 });
    const dataset = await open('huber.csv', 'a,b,y', Array.from({ length: 400 }, (_, i) => columns.map((column) => column[i]!)));
    const robust = await solve(dataset, 2, { loss: { kind: 'huber', delta: 100 } });
    const squares = await solve(dataset, 2, {});
    robust.coefficients.forEach(({ value, standardError }, j) => {
      close(value, squares.coefficients[j]!.value!);
      expect(standardError).toBeNull();
    });
    close(robust.loss, squares.loss / 2);
  });

  describe('of many columns', () => {
    const n = 3_000;
    const columns = linearData(n, [0.8, -0.5, 0.3], 0.4, { seed: 4 });
    const random = createRandom(11);
    const rows = Array.from({ length: n }, (_, i): number[] => {
      const [a, b, c, eta] = columns.map((column) => column[i]!) as [number, number, number, number];
      return [20 + 3 * a, b, b + 0.1 * c, random() < 1 / (1 + Math.exp(-eta)) ? 1 : 0];
    });

    /** Iteratively reweighted least squares by Gauss-Jordan elimination of the normal equations, intercept first. */
    const irls = (l2: number): { beta: number[]; errors: number[] } => {
      let beta = [0, 0, 0, 0];
      let inverse: number[][] = [];
      for (let k = 0; k < 30; k++) {
        const m: number[][] = beta.map((_, i) => beta.map((__, j) => (i === j ? 1 : 0)));
        const h: number[][] = beta.map((_, i) => beta.map((__, j) => (i === j && i > 0 ? l2 * n : 0)));
        const g: number[] = beta.map((value, i) => (i > 0 ? l2 * n * value : 0));
        for (const [x1, x2, x3, y] of rows as [number, number, number, number][]) {
          const x = [1, x1 - 20, x2, x3];
          const p = 1 / (1 + Math.exp(-x.reduce((sum, value, j) => sum + value * beta[j]!, 0)));
          x.forEach((xi, i) => {
            g[i]! += xi * (p - y);
            x.forEach((xj, j) => (h[i]![j]! += xi * xj * p * (1 - p)));
          });
        }
        for (let i = 0; i < 4; i++) {
          const pivot = h[i]![i]!;
          for (let j = 0; j < 4; j++) [h[i]![j]!, m[i]![j]!] = [h[i]![j]! / pivot, m[i]![j]! / pivot];
          for (let r = 0; r < 4; r++) {
            if (r === i) continue;
            const factor = h[r]![i]!;
            for (let j = 0; j < 4; j++) {
              h[r]![j]! -= factor * h[i]![j]!;
              m[r]![j]! -= factor * m[i]![j]!;
            }
          }
        }
        beta = beta.map((value, i) => value - m[i]!.reduce((sum, entry, j) => sum + entry * g[j]!, 0));
        inverse = m;
      }
      return { beta, errors: inverse.map((row, i) => Math.sqrt(row[i]!)) };
    };

    it('agree with iteratively reweighted least squares, beside a run on the same shards too', async () => {
      const dataset = await open('logistic.csv', 'a,b,c,y', rows);
      const expected = irls(0);
      const settings = settingsOf(3, { loss: { kind: 'logistic' }, standardize: true, startPaused: true });
      const run = await bench.engine.startRun(dataset.id, settings);
      const solution = await solve(dataset, 3, { loss: { kind: 'logistic' } });
      await run.dispose();
      // The intercept there is that of a - 20.
      const [intercept, slope] = solution.coefficients.map(({ value }) => value!);
      close(intercept! + 20 * slope!, expected.beta[0]!, 9);
      for (const j of [1, 2, 3]) {
        close(solution.coefficients[j]?.value, expected.beta[j]!, 9);
        close(solution.coefficients[j]?.standardError, expected.errors[j]!, 9);
      }
      expect(solution).toMatchObject({ rank: 4, degreesOfFreedom: n - 4, rSquared: null, residualSumOfSquares: null });
      const trace = solution.eigenvalues.reduce((sum, value) => sum + value, 0);
      // Of the bias: the mean of p (1 - p), and as much again about for each standardised column.
      expect(trace).toBeGreaterThan(0.5);
      expect(trace).toBeLessThan(1);
      expect(solution.divergenceLimit).toBeCloseTo(2 / solution.eigenvalues[0]!, 12);
    });

    it('has the penalised minimum where there is a penalty', async () => {
      const dataset = await open('penalised.csv', 'a,b,c,y', rows);
      const solution = await solve(dataset, 3, { loss: { kind: 'logistic' }, l2: 0.05, standardize: false });
      const { beta } = irls(0.05);
      for (const j of [1, 2, 3]) close(solution.coefficients[j]?.value, beta[j]!, 9);
      expect(solution.coefficients[1]?.standardError).toBeNull();
      expect(solution.notes.at(-1)).toContain('The L2 penalty draws');
    });

    it('goes without an intercept, and with powers', async () => {
      const dataset = await open('powers.csv', 'a,b,c,y', rows);
      const { coefficients } = await solve(dataset, 3, { loss: { kind: 'logistic' }, features: [1, 2], degree: 2, intercept: false });
      expect(coefficients.map(({ name }) => name)).toEqual(['b', 'b^2', 'c', 'c^2']);
      // At the minimum the columns are at right angles to what is left of the target.
      const raw = coefficients.map(({ value }) => value!);
      const slope = [0, 0, 0, 0];
      for (const [, b, c, y] of rows as [number, number, number, number][]) {
        const x = [b, b * b, c, c * c];
        const p = 1 / (1 + Math.exp(-x.reduce((sum, value, j) => sum + value * raw[j]!, 0)));
        x.forEach((value, j) => (slope[j]! += value * (p - y)));
      }
      for (const value of slope) expect(Math.abs(value)).toBeLessThan(1e-9 * n);
    });
  });

  it('is refused in one sentence where classes can be separated, and so is a run', async () => {
    const dataset = await open('apart.csv', 'x,y', [[1, 'a'], [2, 'a'], [3, 'b'], [4, 'b']]);
    const message =
      'The classes of "y" can be separated without a miss, so that without a penalty the weights would grow for ever. Add an L2 penalty, for example 0.01.';
    for (const kind of ['logistic', 'softmax'] as const) {
      expect(await failureOf(solve(dataset, 1, { loss: { kind } }))).toEqual({ code: 'setting-invalid', message });
      const started = bench.engine.startRun(dataset.id, settingsOf(1, { loss: { kind } }));
      expect(await failureOf(started)).toEqual({ code: 'setting-invalid', message });
      expect((await solve(dataset, 1, { loss: { kind }, l2: 0.01 })).coefficients.length).toBe(kind === 'softmax' ? 4 : 2);
    }
  });

  it('finds classes of many rows apart although the first rows are not told apart by a sample, and the other way round', async () => {
    // The first 5,000 rows are separated by x, the rest are not; and the other way round.
    const apart = (i: number): (string | number)[] => [i % 2, i % 2 === 0 ? 'a' : 'b'];
    const mixed = (i: number): (string | number)[] => [i % 2, i % 3 === 0 ? 'a' : 'b'];
    const first = Array.from({ length: 5_000 }, (_, i) => apart(i));
    const rest = Array.from({ length: 5_000 }, (_, i) => mixed(i));
    const dataset = await open('first.csv', 'x,y', [...first, ...rest]);
    const run = await bench.engine.startRun(dataset.id, settingsOf(1, { loss: { kind: 'logistic' }, stop: { maxSteps: 3 } }));
    expect((await run.finished).stopReason).toBe('max-steps');
    await run.dispose();
    const all = await open('all.csv', 'x,y', [...first, ...first]);
    const refused = await failureOf(bench.engine.startRun(all.id, settingsOf(1, { loss: { kind: 'logistic' } })));
    expect(refused.message).toContain('can be separated');
  });
});
