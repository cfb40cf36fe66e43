import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LOSS, STEP } from '../../workers/core/training/record';
import { createTrainer, type Trainer } from '../../workers/engine/training/trainer';
import { kernelPath } from '../support/built';
import { linearData, matrixOf } from '../support/matrix';
import { createTestTrainer, startOn, trainOn, until } from '../support/trainer';

let trainer: Trainer;
beforeAll(() => {
  trainer = createTestTrainer();
});
afterAll(() => trainer.dispose());

describe('a learning rate that is too large', () => {
  const matrix = matrixOf(linearData(5_003, [1, -2, 3], 4, { noise: 0.3 }), { standardize: true });

  it.each([
    [1.2, 1],
    [1.2, 2],
    [1e9, 1],
    [1e9, 3],
    [1e300, 1],
  ])('of %f stops the run on %i workers at once, with a rate that holds', async (learningRate, workers) => {
    const run = startOn(trainer, matrix, { learningRate, workers });
    const result = await run.finished;
    expect(result.stopReason).toBe('diverged');
    expect(result.steps).toBeLessThan(60);
    for (const value of [result.loss, result.gradientNorm, result.bias, ...result.weights]) {
      expect(Number.isFinite(value)).toBe(true);
    }
    // The shown step is the kept one.
    expect(run.readFrame().latest[STEP]).toBe(result.steps);
    expect(run.readFrame().latest[LOSS]).toBe(result.loss);
    const { message, limit, suggestedLearningRate } = result.divergence!;
    expect(message).toMatch(
      /^The loss .* at step \d+ .*learning rate .*\): a rate below 0\.\d+ converges on this data; 0\.\d+ is safe\.$/,
    );
    // Three independent standardised columns and a constant one: the eigenvalues of the Hessian are all about 2.
    expect(limit).toBeGreaterThan(0.9);
    expect(limit).toBeLessThanOrEqual(1);
    expect(suggestedLearningRate! * 2).toBeLessThanOrEqual(limit!);
    await run.dispose();
    const safe = await trainOn(trainer, matrix, {
      learningRate: suggestedLearningRate!,
      stop: { maxSteps: 200 },
    });
    expect(safe.stopReason).toBe('max-steps');
    expect(safe.loss).toBeLessThan(0.1);
  });

  it('is told apart from one that just holds', async () => {
    const { limit } = (await trainOn(trainer, matrix, { learningRate: 1.2 })).divergence!;
    const below = await trainOn(trainer, matrix, { learningRate: 0.995 * limit!, stop: { maxSteps: 4_000 } });
    expect(below.stopReason).toBe('max-steps');
    expect(below.loss).toBeLessThan(0.1);
    const above = await trainOn(trainer, matrix, { learningRate: 1.005 * limit!, stop: { maxSteps: 4_000 } });
    expect(above.stopReason).toBe('diverged');
  });

  it('is found on columns of wild scales as well', async () => {
    const [a, ...others] = linearData(2_000, [1, 1], 0, { noise: 0.1 });
    const wild = matrixOf([a!.map((x) => 1e6 + 1e3 * x), ...others]);
    const { divergence } = await trainOn(trainer, wild, { learningRate: 0.01 });
    // lambda_max is about 2 (10^12 + 10^6 + 1), with the bias beside a column of mean 10^6.
    expect(divergence!.limit! * 1e12).toBeCloseTo(1, 3);
    const safe = await trainOn(trainer, wild, { learningRate: divergence!.suggestedLearningRate! });
    expect(safe.stopReason).toBe('max-steps');
  });

  it('given while the run goes on ends it in the same way', async () => {
    const run = startOn(trainer, matrix, { stop: { maxSteps: 1e9 } });
    await until(() => run.readFrame().latest[STEP]! > 5);
    run.control({ kind: 'learning-rate', value: 1e9 });
    const result = await run.finished;
    expect(result.stopReason).toBe('diverged');
    expect(result.divergence!.message).toContain('learning rate 1e9');
    await run.dispose();
  });

  it('is not blamed for initial parameters that are beyond reason', async () => {
    const init = { kind: 'given' as const, weights: [1e200, 0, 0], bias: 0 };
    const result = await trainOn(trainer, matrix, { init });
    expect(result).toMatchObject({ stopReason: 'diverged', steps: 0 });
    expect(result.divergence!.message).toContain('initial parameters');
  });
});

describe('classes that can be told apart without a miss', () => {
  const [x, other] = linearData(500, [1, 1], 0);
  // Class 1 where x > 0.3, and no x between 0.2 and 0.4.
  const apart = x!.map((value) => (value > 0.3 ? value + 0.1 : value - 0.1));
  const target = apart.map((value) => (value > 0.3 ? 1 : 0));
  const matrix = matrixOf([apart, other!, target], { nOutputs: 2, standardize: true });

  it.each([{ kind: 'logistic' }, { kind: 'softmax' }] as const)(
    'end a $kind run that no penalty holds where its loss proves it, below log(2) / 500',
    async (loss) => {
      const run = startOn(trainer, matrix, { loss, optimizer: { kind: 'newton' }, stop: { maxSteps: 100 } });
      const result = await run.finished;
      expect(result.stopReason).toBe('diverged');
      expect(result.loss).toBeLessThan(Math.LN2 / 500);
      expect(result.divergence!.message).toBe(
        `At step ${result.steps} every row is on the right side: without a penalty the weights would grow for ever. Add an L2 penalty, for example 0.01.`,
      );
      await run.dispose();
    },
  );

  it('are no trouble with a penalty', async () => {
    const penalty = { l1: 0, l2: 1e-3, bias: false };
    const change = { loss: { kind: 'logistic' }, penalty, optimizer: { kind: 'newton' } } as const;
    const result = await trainOn(trainer, matrix, { ...change, stop: { maxSteps: 100, gradientNorm: 1e-10 } });
    expect(result.stopReason).toBe('gradient-norm');
  });
});

describe('a worker that dies', () => {
  const matrix = matrixOf(linearData(41_003, [1, -2, 3], 4, { noise: 0.3 }));

  it.each([
    [1, 0],
    [2, 0],
    [2, 1],
    [3, 0],
    [3, 1],
    [3, 2],
  ])(
    'of %i in the middle of a step (thread %i) ends the run with its last parameters, and the next run works',
    async (workers, victim) => {
      const own = createTestTrainer();
      try {
        const run = startOn(own, matrix, { workers, stop: { maxSteps: 1e9 }, learningRate: 1e-4 });
        await until(() => run.readFrame().latest[STEP]! > 10);
        await own.threads()[victim]!.terminate();
        const result = await run.finished;
        expect(result.stopReason).toBe('failed');
        const { steps } = result;
        expect(result.failure).toMatch(
          new RegExp(
            `^Worker [1-${workers}] of ${workers} stopped in the middle of step ${steps + 1} \\(.*\\)\\. The parameters of step ${steps} are kept; press Run to train again\\.$`,
          ),
        );
        expect(steps).toBeGreaterThan(10);
        expect(run.readFrame().state).toBe('finished');
        await run.dispose();
        const again = await trainOn(own, matrix, { workers, learningRate: 1e-4, stop: { maxSteps: steps } });
        expect(again).toMatchObject({ stopReason: 'max-steps', thetaHash: result.thetaHash });
      } finally {
        await own.dispose();
      }
    },
  );

  it('while the leader works on small batches alone ends the run as well', async () => {
    const own = createTestTrainer();
    try {
      const shuffled = matrixOf(linearData(5_000, [1, -2], 4), { shuffleSeed: 1 });
      const run = startOn(own, shuffled, { workers: 2, batchSize: 8, stop: { maxSteps: 1e9 }, learningRate: 1e-4 });
      await until(() => run.readFrame().latest[STEP]! > 10);
      await own.threads()[1]!.terminate();
      const result = await run.finished;
      expect(result.failure).toMatch(/^Worker [12] of 2 stopped in the middle of step \d+ /);
      await run.dispose();
    } finally {
      await own.dispose();
    }
  });

  it('while the run is paused ends it as well', async () => {
    const own = createTestTrainer();
    try {
      const run = startOn(own, matrix, { workers: 2, startPaused: true });
      await until(() => run.readFrame().state === 'paused');
      await own.threads()[1]!.terminate();
      expect(await run.finished).toMatchObject({ stopReason: 'failed', steps: 0 });
      await run.dispose();
    } finally {
      await own.dispose();
    }
  });

  it('before it begins is reported, not waited for', async () => {
    const broken = createTrainer({ tasksDirectory: '/no/such/folder', kernelPath, maxWorkers: 2 });
    const run = startOn(broken, matrix, { workers: 2 });
    const result = await run.finished;
    expect(result).toMatchObject({ stopReason: 'failed', steps: 0 });
    expect(result.failure).toMatch(
      /^Worker [12] of 2 stopped before the first step \(.*\)\. Press Run to train again\.$/s,
    );
    await run.dispose();
    await broken.dispose();
  });

  it('while its thread is starting is reported as well', async () => {
    const own = createTestTrainer();
    try {
      const run = startOn(own, matrix, { workers: 1 });
      await own.threads()[0]!.terminate();
      const result = await run.finished;
      expect(result.failure).toBe(
        'Worker 1 of 1 stopped before the first step (its thread ended while it started). Press Run to train again.',
      );
      await run.dispose();
      expect((await trainOn(own, matrix, { stop: { maxSteps: 3 } })).stopReason).toBe('max-steps');
    } finally {
      await own.dispose();
    }
  });

  it('idle between two runs is replaced', async () => {
    const own = createTestTrainer();
    try {
      await trainOn(own, matrix, { workers: 2, stop: { maxSteps: 3 } });
      await own.threads()[0]!.terminate();
      expect((await trainOn(own, matrix, { workers: 2, stop: { maxSteps: 3 } })).stopReason).toBe(
        'max-steps',
      );
    } finally {
      await own.dispose();
    }
  });
});
