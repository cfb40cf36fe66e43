import { afterAll, describe, expect, it } from 'vitest';
import { evaluateFactored } from '../../workers/core/exact/factoredLoss';
import { addRidge } from '../../workers/core/losses/penalty';
import { descend } from '../../workers/core/optimisers/gradientDescent';
import { euclideanNorm } from '../../workers/core/training/norm';
import { createExactPool } from '../../workers/engine/exact/exactPool';
import { factorMatrix } from '../../workers/engine/exact/factorMatrix';
import { tasksDirectory } from '../support/built';
import { evaluate } from '../support/evaluate';
import { kernelModule, linearData, matrixOf, type Columns, type MatrixOptions } from '../support/matrix';

const distance = (a: Float64Array, b: Float64Array): number => euclideanNorm(a.map((x, j) => x - b[j]!));

/** Three features around 4 and the target. */
const columns: Columns = linearData(20_000, [3, -2, 0.5], 7, { noise: 2 }).map((column, j) =>
  j < 3 ? column.map((value) => value + 4) : column,
);

describe('loss and gradient of a matrix from its triangular factor, by worker threads', () => {
  const pool = createExactPool(tasksDirectory, 2);
  afterAll(() => pool.dispose());
  const options = { pool, kernels: kernelModule, maxWorkers: 2 };

  it.each<MatrixOptions & { l2: number; rate: number }>([
    { standardize: true, degree: 2, l2: 0, rate: 0.1 },
    { standardize: true, degree: 2, l2: 0.3, rate: 0.1 },
    { standardize: false, degree: 2, l2: 0, rate: 2e-4 },
    { standardize: false, degree: 2, intercept: false, l2: 0, rate: 2e-4 },
    { standardize: true, degree: 2, intercept: false, l2: 0.3, rate: 0.1 },
    { standardize: true, degree: 2, storage: 'float32', l2: 0, rate: 0.1 },
    { standardize: false, storage: 'float32', shuffleSeed: 3, l2: 0.3, rate: 0.005 },
    { standardize: true, validationShare: 0.2, l2: 0, rate: 0.1 },
  ])('follow the rows for 1,000 steps to 1e-10: %o', async ({ l2, rate, ...design }) => {
    const { intercept = true } = design;
    const matrix = matrixOf(columns, design);
    const loss = await factorMatrix(options, matrix, { intercept });
    const { nFeatures } = matrix.plan;
    const shape = { nFeatures, nOutputs: 1 };
    const penalty = { l1: 0, l2, bias: false };
    const [byRows, byFactor] = [new Float64Array(nFeatures + 1), new Float64Array(nFeatures + 1)];
    const gradient = new Float64Array(nFeatures + 1);
    for (let step = 0; step < 1_000; step++) {
      const exact = evaluate(matrix, byRows);
      if (!intercept) exact.gradient[nFeatures] = 0;
      const fast = evaluateFactored(loss, byFactor, gradient);
      expect(Math.abs(fast / exact.loss - 1)).toBeLessThan(1e-10);
      const updates = [
        [byRows, exact.gradient],
        [byFactor, gradient],
      ] as const;
      for (const [theta, slope] of updates) {
        addRidge(penalty, shape, theta, slope);
        descend(theta, slope, rate);
      }
      expect(distance(byRows, byFactor)).toBeLessThan(1e-10 * euclideanNorm(byRows));
    }
    // It went somewhere: from zeros, and downhill.
    expect(evaluate(matrix, byRows).loss).toBeLessThan(0.2 * evaluate(matrix, new Float64Array(nFeatures + 1)).loss);
  });

  it('leave threads that serve the next matrix, with the same bits', async () => {
    const matrix = matrixOf(columns, { standardize: true });
    const first = await factorMatrix(options, matrix, { intercept: true });
    expect(await factorMatrix(options, matrix, { intercept: true })).toEqual(first);
  });

  it('come from threads that were woken before, and woken ones end with the pool', async () => {
    const woken = createExactPool(tasksDirectory, 2);
    woken.wake();
    const matrix = matrixOf(columns, { standardize: true });
    const loss = await factorMatrix({ ...options, pool: woken }, matrix, { intercept: true });
    expect(loss).toEqual(await factorMatrix(options, matrix, { intercept: true }));
    await woken.dispose();
    const unused = createExactPool(tasksDirectory, 2);
    unused.wake();
    await unused.dispose();
  });

  it('are not had once it is cancelled, and the next one is', async () => {
    const matrix = matrixOf(columns);
    const aborter = new AbortController();
    const factoring = factorMatrix(options, matrix, { intercept: true }, { signal: aborter.signal });
    aborter.abort();
    await expect(factoring).rejects.toMatchObject({ code: 'cancelled' });
    expect((await factorMatrix(options, matrix, { intercept: true })).nSamples).toBe(20_000);
  });
});
