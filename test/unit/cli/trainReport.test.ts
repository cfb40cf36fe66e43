import { describe, expect, it } from 'vitest';
import { modelFormula } from '../../../cli/reports/formula';
import { trainText } from '../../../cli/reports/train';
import { trainObject } from '../../../cli/reports/trainJson';
import type { LossSettings, RunInfo, RunResult, RunSettings } from '../../../workers/core/schema';
import { dataset, runInfo, runResult } from '../export/fixtures';

const outcome = (
  { settings, ...info }: Partial<Omit<RunInfo, 'settings'>> & { settings?: Partial<RunSettings> },
  result: Partial<RunResult> = {},
) => ({
  dataset,
  info: { ...runInfo, ...info, settings: { ...runInfo.settings, ...settings } },
  result: { ...runResult, ...result },
});

const softmax = outcome(
  { settings: { loss: { kind: 'softmax' } }, classNames: ['a', 'b', 'c'], nOutputs: 3 },
  {
    classes: [
      { name: 'a', weights: [1, 2], bias: 3 },
      { name: 'b', weights: [4, 5], bias: 6 },
      { name: 'c', weights: [-5, -7], bias: -9 },
    ],
    weights: [1, 2],
    bias: 3,
  },
);
const logistic = outcome({ settings: { loss: { kind: 'logistic' } }, classNames: ['no', 'yes'] });

describe('the formula of a model', () => {
  const formulaOf = (loss: LossSettings): string => {
    const { info, result } = outcome({ settings: { loss }, classNames: ['no', 'yes'] });
    return modelFormula(info, result);
  };

  it('says what the sum stands for', () => {
    const sum = '2 x1 - 4 x2 + 0.5';
    expect(formulaOf({ kind: 'squared' })).toBe(`y = ${sum}`);
    expect(formulaOf({ kind: 'huber', delta: 2 })).toBe(`y = ${sum}`);
    expect(formulaOf({ kind: 'absolute' })).toBe(`median of y = ${sum}`);
    expect(formulaOf({ kind: 'quantile', quantile: 0.9 })).toBe(`0.9 quantile of y = ${sum}`);
    expect(formulaOf({ kind: 'logistic' })).toBe(`log-odds of y being "yes" = ${sum}`);
    expect(formulaOf({ kind: 'poisson' })).toBe(`log of the expected y = ${sum}`);
  });

  it('has no bias where there is none', () => {
    const { info, result } = outcome({ settings: { intercept: false } }, { bias: 0 });
    expect(modelFormula(info, result)).toBe('y = 2 x1 - 4 x2');
    expect(trainText(outcome({ settings: { intercept: false } }, { bias: 0 }))).not.toContain('(bias)');
  });
});

describe('the report of a run', () => {
  it('has no learning rate where a search found one at each step, and says that it came to rest', () => {
    const searched = outcome({ settings: { schedule: { kind: 'armijo', shrink: 0.5, decrease: 1e-4 } } }, { stopReason: 'converged' });
    expect(trainText(searched)).toContain('Learning rate  found by the search, columns');
    expect(trainText(searched)).toMatch(/Steps +[\d,]+: no step makes the objective smaller/);
    const newton = outcome({ settings: { optimizer: { kind: 'newton' } } });
    expect(trainText(newton)).toContain('found by the search');
    expect(trainText(outcome({}))).not.toContain('found by the search');
  });

  it('has one column of weights a class for softmax', () => {
    const lines = trainText(softmax).split('\n');
    expect(lines.slice(2, 6).map((line) => line.trim().split(/ {2,}/))).toEqual([
      ['name', 'a', 'b', 'c'],
      ['x1', '1', '4', '-5'],
      ['x2', '2', '5', '-7'],
      ['(bias)', '3', '6', '-9'],
    ]);
  });

  it('names the loss, the method and the parts of the rows', () => {
    const text = trainText(
      outcome(
        {
          settings: {
            loss: { kind: 'huber', delta: 2 },
            penalty: { l1: 0, l2: 0.5, bias: false },
            optimizer: { kind: 'nesterov', momentum: 0.9 },
            batchSize: 32,
            clip: 5,
            averageFrom: 1000,
          },
          nValidation: 3,
          isFactored: true,
          objective: 'L + P',
        },
        { validationLoss: 0.75, objective: 1.5, stopReason: 'validation' },
      ),
    );
    expect(text).toMatch(/\nLoss +0\.25 \(Huber, delta 2\)\n/);
    expect(text).toMatch(/\nValidation +0\.75 over 3 rows\n/);
    expect(text).toMatch(/\nObjective +1\.5 = L \+ P\n/);
    expect(text).toMatch(/\nSteps +1,000: the validation loss no longer fell\n/);
    expect(text).toMatch(
      /\nMethod +Nesterov \(momentum 0\.9\), schedule Constant, batches of 32 rows, gradient no longer than 5, mean of the parameters from step 1,000 on, gradient from the factor R of the rows\n/,
    );
    expect(text).toMatch(/\nRows +7 used, 3 for validation, 2 skipped for a missing value, 1 rejected\n/);
  });

  it('keeps to what is plain for plain descent', () => {
    const text = trainText(outcome({}));
    expect(text).toMatch(/\nLoss +0\.25 \(mean squared error\)\n/);
    expect(text).not.toMatch(/\n(Validation|Objective|Method) /);
  });
});

describe('the object of a run', () => {
  it('has a set of weights a class for softmax, and none besides', () => {
    expect(trainObject(softmax)).toMatchObject({
      lossName: 'softmax',
      bias: null,
      weights: null,
      classNames: ['a', 'b', 'c'],
      classes: [
        { name: 'a', bias: 3, weights: [{ name: 'x1', value: 1 }, { name: 'x2', value: 2 }] },
        { name: 'b', bias: 6, weights: [{ name: 'x1', value: 4 }, { name: 'x2', value: 5 }] },
        { name: 'c', bias: -9, weights: [{ name: 'x1', value: -5 }, { name: 'x2', value: -7 }] },
      ],
    });
  });

  it('has log-odds for logistic loss, and sets of the two classes that give the same probabilities', () => {
    const found = trainObject(logistic);
    expect(found).toMatchObject({ bias: 0.5, weights: [{ name: 'x1', value: 2 }, { name: 'x2', value: -4 }] });
    expect(found['classNames']).toEqual(['no', 'yes']);
    const classes = found['classes'] as { name: string; bias: number; weights: { value: number }[] }[];
    expect(classes.map(({ name }) => name)).toEqual(['no', 'yes']);
    // At x = (1, 0.25): eta = 2 - 1 + 0.5 = 1.5.
    const etas = classes.map(({ bias, weights: [w1, w2] }) => bias + w1!.value + 0.25 * w2!.value);
    const share = Math.exp(etas[1]!) / (Math.exp(etas[0]!) + Math.exp(etas[1]!));
    expect(share).toBeCloseTo(1 / (1 + Math.exp(-1.5)), 14);
  });

  it('tells validation loss, rate and source of the gradient, and null for what is no number', () => {
    const run = outcome({ nValidation: 3, isFactored: true }, { validationLoss: 0.75, loss: Infinity, bias: NaN });
    expect(trainObject(run)).toMatchObject({
      nValidation: 3,
      validationLoss: 0.75,
      learningRate: 0.1,
      gradient: 'factored',
      loss: null,
      bias: null,
      classNames: null,
      classes: null,
    });
  });
});
