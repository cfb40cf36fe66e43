import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OptimizerSettings, Penalty } from '../../workers/core/schema';
import type { Trainer } from '../../workers/engine/training/trainer';
import { coordinateDescent } from '../support/coordinateDescent';
import { evaluateNaively } from '../support/evaluate';
import { matrixOf } from '../support/matrix';
import { sampleColumns, standardised } from '../support/sampleColumns';
import { createTestTrainer, startOn } from '../support/trainer';

let trainer: Trainer;
beforeAll(() => {
  trainer = createTestTrainer();
});
afterAll(() => trainer.dispose());

/** The run's end in the space in which it trained. */
const train = async (
  name: string,
  penalty: Omit<Penalty, 'bias'>,
  optimizer: OptimizerSettings,
  change: { learningRate: number; maxSteps: number },
) => {
  const columns = sampleColumns(name);
  const run = startOn(trainer, matrixOf(columns, { standardize: true }), {
    penalty: { ...penalty, bias: false },
    optimizer,
    learningRate: change.learningRate,
    stop: { maxSteps: change.maxSteps },
  });
  const result = await run.finished;
  const theta = run.readFrame().theta.slice();
  await run.dispose();
  return { result, theta, columns: standardised(columns) };
};

const DESCENT: OptimizerSettings = { kind: 'gradient-descent' };
const BALL: OptimizerSettings = { kind: 'heavy-ball', momentum: 0.8 };
const NESTEROV: OptimizerSettings = { kind: 'nesterov', momentum: 0.9 };

/**
 * Objectives of (sample, l1, l2) by coordinate descent in 80-bit arithmetic on the sums of squares and products
 * (NumPy 2.4.6, longdouble), carried here as figures.
 */
const FIGURES: [name: string, l1: number, l2: number, objective: number, optimizer: OptimizerSettings][] = [
  ['collinear', 0, 0.5, 16.218119199298705, DESCENT],
  ['collinear', 2, 0, 24.138940825797103, NESTEROV],
  ['collinear', 1, 0.1, 18.1579889015122, BALL],
  ['flats', 0, 0.5, 2932268677.5812855, NESTEROV],
  ['flats', 3e4, 0, 4513410513.006779, DESCENT],
  ['flats', 1e4, 0.1, 2417135695.897223, BALL],
  ['classic', 0, 0.5, 50.20493988075019, BALL],
  ['classic', 9, 0, 186.95753929390165, DESCENT],
  ['classic', 5, 0.5, 150.7129172845286, { kind: 'adagrad', epsilon: 1e-10 }],
];

describe('a penalised run to its end', () => {
  it.each(FIGURES)(
    'on %s with l1 %f and l2 %f has the objective of coordinate descent, %f, and meets the KKT conditions',
    async (name, l1, l2, objective, optimizer) => {
      const rate = optimizer.kind === 'adagrad' ? 5 : 0.1;
      const change = { learningRate: rate, maxSteps: 8_000 };
      const { result, theta, columns } = await train(name, { l1, l2 }, optimizer, change);
      expect(result.failure).toBe(null);
      expect(Math.abs(result.objective / objective - 1)).toBeLessThan(1e-8);
      const twin = coordinateDescent(columns, { l1, l2 });
      expect(Math.abs(result.objective / twin.objective - 1)).toBeLessThan(1e-8);
      // 0 = g_j + l2 w_j + l1 s_j with s_j = sign w_j, or |s_j| <= 1 where w_j is 0.
      const { gradient } = evaluateNaively(columns, theta);
      const size = Math.sqrt(evaluateNaively(columns, new Float64Array(theta.length)).loss);
      twin.weights.forEach((weight, j) => {
        const slope = gradient[j]! + l2 * theta[j]!;
        expect(theta[j] === 0).toBe(weight === 0);
        if (theta[j] === 0) expect(Math.abs(slope)).toBeLessThanOrEqual(l1);
        else expect(Math.abs(slope + l1 * Math.sign(theta[j]!))).toBeLessThan(1e-4 * size);
      });
      expect(Math.abs(gradient[theta.length - 1]!)).toBeLessThan(1e-6 * size);
    },
  );

  it('with l1 past the largest slope at 0 leaves nothing but the bias, which is the mean', async () => {
    const change = { learningRate: 0.1, maxSteps: 500 };
    const { result, theta, columns } = await train('classic', { l1: 50, l2: 0 }, DESCENT, change);
    const target = columns.at(-1)!;
    expect([...theta.subarray(0, -1)]).toEqual([0, 0, 0, 0, 0]);
    expect(result.bias).toBeCloseTo(target.reduce((sum, y) => sum + y, 0) / target.length, 10);
    expect(result.gradientNorm).toBeLessThan(1e-9);
  });
});

describe('two columns that are nearly one', () => {
  it('keep plain descent far from the optimum where momentum has reached it', async () => {
    const twin = coordinateDescent(standardised(sampleColumns('collinear')), { l1: 0, l2: 0 }, 40_000);
    const distance = async (optimizer: OptimizerSettings): Promise<number> => {
      const change = { learningRate: 0.3, maxSteps: 1_000 };
      const { result } = await train('collinear', { l1: 0, l2: 0 }, optimizer, change);
      return result.loss - twin.objective;
    };
    const plain = await distance(DESCENT);
    expect(await distance({ kind: 'heavy-ball', momentum: 0.9 })).toBeLessThan(plain / 1_000);
    expect(await distance(NESTEROV)).toBeLessThan(plain / 1_000);
  });
});
