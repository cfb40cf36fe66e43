import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { softmaxSlopes, softmaxValue } from '../../workers/core/losses/softmax';
import { rowLossOf } from '../../workers/core/losses/rowLoss';
import { LOSSES } from '../../workers/core/losses/catalogue';
import type { LossSettings } from '../../workers/core/schema';
import { chosen, kindsOf } from '../../workers/core/training/choices';
import type { Trainer } from '../../workers/engine/training/trainer';
import { lossData } from '../support/lossData';
import { matrixOf, linearData, type Columns } from '../support/matrix';
import { createTestTrainer, startOn, trainOn } from '../support/trainer';

let trainer: Trainer;
beforeAll(() => {
  trainer = createTestTrainer();
});
afterAll(() => trainer.dispose());

/** Mean loss and gradient by plain loops over the rows, one eta an output. */
const evaluate = (loss: LossSettings, columns: Columns, theta: number[]): { loss: number; gradient: number[] } => {
  const d = columns.length - 1;
  const nOutputs = theta.length / (d + 1);
  const gradient = theta.map(() => 0);
  const n = columns[0]!.length;
  let mean = 0;
  for (let i = 0; i < n; i++) {
    const y = columns[d]![i]!;
    const eta = Float64Array.from({ length: nOutputs }, (_, k) =>
      columns.slice(0, d).reduce((sum, column, j) => sum + theta[k * (d + 1) + j]! * column[i]!, theta[k * (d + 1) + d]!),
    );
    const slopes = new Float64Array(nOutputs);
    if (loss.kind === 'softmax') {
      mean += softmaxValue(eta, y) / n;
      softmaxSlopes(eta, y, slopes);
    } else {
      mean += rowLossOf(loss).value(eta[0]!, y) / n;
      slopes[0] = rowLossOf(loss).slope(eta[0]!, y);
    }
    slopes.forEach((slope, k) => {
      for (let j = 0; j <= d; j++) gradient[k * (d + 1) + j]! += (slope * (j < d ? columns[j]![i]! : 1)) / n;
    });
  }
  return { loss: mean, gradient };
};

describe('descent on each loss', () => {
  it.each(kindsOf(LOSSES).map((kind) => chosen(LOSSES, kind)))('of $kind makes the steps of plain loops over the rows', async (loss) => {
    const { columns, options } = lossData(loss.kind, 1_200);
    const run = startOn(trainer, matrixOf(columns, options), { loss, learningRate: 0.1, workers: 2, stop: { maxSteps: 12 } });
    const result = await run.finished;
    let theta = new Array<number>(4 * (result.classes?.length ?? 1)).fill(0);
    for (let step = 0; step < 12; step++) {
      const { gradient } = evaluate(loss, columns, theta);
      theta = theta.map((value, j) => value - 0.1 * gradient[j]!);
    }
    Array.from(run.readFrame().theta).forEach((value, j) => expect(value).toBeCloseTo(theta[j]!, 10));
    const end = evaluate(loss, columns, theta);
    expect(result.loss).toBeCloseTo(end.loss, 10);
    expect(result.gradientNorm).toBeCloseTo(Math.hypot(...end.gradient), 9);
    await run.dispose();
  });

  it('of softmax has a set of weights for each class, in raw units, the first of which are those of the result', async () => {
    const { columns, options } = lossData('softmax', 1_200);
    const matrix = matrixOf(columns, { ...options, standardize: true });
    const run = startOn(trainer, matrix, { loss: { kind: 'softmax' }, stop: { maxSteps: 30 } });
    const { classes, weights, bias } = await run.finished;
    expect(run.info).toMatchObject({ nOutputs: 3, classNames: ['0', '1', '2'] });
    expect(classes!.map(({ name }) => name)).toEqual(['0', '1', '2']);
    expect([classes![0]!.weights, classes![0]!.bias]).toEqual([weights, bias]);
    // From zeros the gradients of the classes add up to 0, and so do their parameters.
    for (let j = 0; j < 3; j++) expect(classes!.reduce((sum, one) => sum + one.weights[j]!, 0)).toBeCloseTo(0, 12);
    await run.dispose();
  });
});

describe('a run without an intercept', () => {
  // The columns are far from 0, so that a bias would be of use: y = 3 a - b exactly.
  const [a, b] = linearData(900, [1, 1], 0).map((column) => column.map((x) => x + 4));
  const matrix = matrixOf([a!, b!, a!.map((value, i) => 3 * value - b![i]!)], { intercept: false, standardize: true });

  it.each([
    ['gradient-descent', 0.5, 3_000],
    ['newton', 1, 3],
    ['l-bfgs', 1, 60],
  ] as const)('keeps a bias of 0 and finds 3 and -1 by %s', async (kind, learningRate, maxSteps) => {
    const optimizer = kind === 'l-bfgs' ? { kind, memory: 5 } : { kind };
    const result = await trainOn(trainer, matrix, { intercept: false, optimizer, learningRate, stop: { maxSteps } });
    expect(Object.is(result.bias, 0) || Object.is(result.bias, -0)).toBe(true);
    expect(result.weights[0]).toBeCloseTo(3, 8);
    expect(result.weights[1]).toBeCloseTo(-1, 8);
  });

  it('that diverges is told the limit of its weights alone', async () => {
    const { divergence } = await trainOn(trainer, matrix, { intercept: false, learningRate: 3 });
    const safe = await trainOn(trainer, matrix, { intercept: false, learningRate: 0.99 * divergence!.limit!, stop: { maxSteps: 2_000 } });
    expect(safe.stopReason).toBe('max-steps');
    const above = await trainOn(trainer, matrix, { intercept: false, learningRate: 1.01 * divergence!.limit!, stop: { maxSteps: 5_000 } });
    expect(above.stopReason).toBe('diverged');
  });
});
