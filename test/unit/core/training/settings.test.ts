import { describe, expect, it } from 'vitest';
import { OPTIMISERS } from '../../../../workers/core/optimisers/catalogue';
import { chosen } from '../../../../workers/core/training/choices';
import { DEFAULT_DESIGN, DEFAULT_METHOD } from '../../../../workers/core/training/defaults';
import { FallLineError, type ColumnDefinition, type RunSettings } from '../../../../workers/core/schema';
import { checkSettings, learningRateIssue, settingIssues } from '../../../../workers/core/training/settings';

const columns: ColumnDefinition[] = [
  { index: 0, name: 'x', type: 'number' },
  { index: 1, name: '__proto__', type: 'number' },
  { index: 2, name: 'city', type: 'text' },
  { index: 3, name: 'y', type: 'number' },
];

const settings = (change: Partial<RunSettings> = {}): RunSettings => ({
  target: 3,
  features: [0, 1],
  standardize: true,
  init: { kind: 'zeros' },
  ...DEFAULT_METHOD,
  ...DEFAULT_DESIGN,
  learningRate: 0.1,
  stop: { maxSteps: 1_000, lossChange: null, gradientNorm: null, elapsedMs: null, patience: null },
  workers: 'auto',
  startPaused: false,
  ...change,
});
const stop = (change: Partial<RunSettings['stop']>): Partial<RunSettings> => ({
  stop: { ...settings().stop, ...change },
});

describe('settings', () => {
  it('that make sense have no issue, however large the learning rate', () => {
    expect(settingIssues(settings(), columns)).toEqual([]);
    expect(settingIssues(settings({ learningRate: 1e9 }), columns)).toEqual([]);
    expect(settingIssues(settings({ init: { kind: 'given', weights: [1, -2], bias: 0 } }), columns)).toEqual(
      [],
    );
    expect(settingIssues(settings(stop({ lossChange: 0, gradientNorm: 0, elapsedMs: 0, patience: null })), columns)).toEqual(
      [],
    );
  });

  it.each([0, -0.5, NaN, Infinity, -Infinity])(
    'name a learning rate of %s and the remedy',
    (learningRate) => {
      const [issue] = settingIssues(settings({ learningRate }), columns);
      expect(issue).toEqual({
        field: 'learningRate',
        code: 'setting-invalid',
        message: `The learning rate is ${Number.isNaN(learningRate) ? 'not a number' : learningRate}. Choose a number above 0, for example 0.1.`,
      });
      expect(learningRateIssue(learningRate)).toEqual(issue);
    },
  );

  it.each([
    ['maxSteps', settings(stop({ maxSteps: 0 }))],
    ['maxSteps', settings(stop({ maxSteps: 1.5 }))],
    ['maxSteps', settings(stop({ maxSteps: NaN }))],
    ['lossChange', settings(stop({ lossChange: -1 }))],
    ['gradientNorm', settings(stop({ gradientNorm: NaN }))],
    ['elapsedMs', settings(stop({ elapsedMs: Infinity }))],
    ['workers', settings({ workers: 0 })],
    ['workers', settings({ workers: 2.5 })],
    ['init', settings({ init: { kind: 'random', seed: 1.5 } })],
    ['init', settings({ init: { kind: 'given', weights: [1], bias: 0 } })],
    ['init', settings({ init: { kind: 'given', weights: [1, NaN], bias: 0 } })],
    ['init', settings({ init: { kind: 'given', weights: [1, 2], bias: Infinity } })],
    ['l1', settings({ penalty: { l1: -1, l2: 0, bias: false } })],
    ['l2', settings({ penalty: { l1: 0, l2: NaN, bias: false } })],
    ['optimizer', settings({ optimizer: { kind: 'nesterov', momentum: 1 } })],
    ['schedule', settings({ schedule: { kind: 'cosine', steps: 0 } })],
    ['optimizer', settings({ penalty: { l1: 1, l2: 0, bias: false }, optimizer: chosen(OPTIMISERS, 'rmsprop') })],
    ['loss', settings({ loss: { kind: 'huber', delta: 0 } })],
    ['loss', settings({ loss: { kind: 'quantile', quantile: 1 } })],
    ['batchSize', settings({ batchSize: 0 })],
    ['batchSize', settings({ batchSize: 2.5 })],
    ['clip', settings({ clip: 0 })],
    ['clip', settings({ clip: Infinity })],
    ['averageFrom', settings({ averageFrom: -1 })],
    ['averageFrom', settings({ averageFrom: 1_000 })],
    ['gradient', settings({ gradient: 'guessed' as unknown as 'auto' })],
    ['degree', settings({ degree: 0 })],
    ['degree', settings({ degree: 21 })],
    ['degree', settings({ degree: 1.5 })],
    ['validationShare', settings({ validationShare: 1 })],
    ['validationShare', settings({ validationShare: -0.1 })],
    ['validationShare', settings({ validationShare: NaN })],
    ['seed', settings({ seed: 0.5 })],
    ['patience', settings({ validationShare: 0.2, ...stop({ patience: 0 }) })],
    ['patience', settings(stop({ patience: 10 }))],
    ['penaltyBias', settings({ intercept: false, penalty: { l1: 0, l2: 1, bias: true } })],
    ['init', settings({ degree: 2, init: { kind: 'given', weights: [1, 2], bias: 0 } })],
    ['init', settings({ intercept: false, init: { kind: 'given', weights: [1, 2], bias: 3 } })],
    ['init', settings({ loss: { kind: 'softmax' }, init: { kind: 'given', weights: [1, 2], bias: 0 } })],
    ['features', settings({ features: [] })],
    ['features', settings({ features: [0, 0] })],
  ])('with a wrong %s are refused', (field, wrong) => {
    expect(settingIssues(wrong, columns).map((issue) => [issue.field, issue.code])).toEqual([
      [field, 'setting-invalid'],
    ]);
  });

  it.each([
    [
      'target-as-feature',
      { features: [0, 3] },
      'Column "y" is the target and cannot be a feature as well. Leave it out of the features.',
    ],
    [
      'column-not-numeric',
      { features: [2] },
      'Column "city" holds text values, not numbers. Choose a numeric column.',
    ],
    [
      'column-not-numeric',
      { target: 2 },
      'Column "city" holds text values, not numbers. Choose a numeric column, or a loss for classes: logistic or softmax.',
    ],
    ['column-unknown', { features: [9] }, 'There is no column 9 in this file. Choose one of its 4 columns.'],
    ['column-unknown', { target: -1 }, 'There is no column -1 in this file. Choose one of its 4 columns.'],
  ])('report %s', (code, change, message) => {
    expect(settingIssues(settings(change), columns)).toMatchObject([{ code, message }]);
    expect(() => checkSettings(settings(change), columns)).toThrow(FallLineError);
  });

  it('say in one sentence what is wrong with penalty, optimiser and schedule', () => {
    const message = (change: Partial<RunSettings>): string | undefined =>
      settingIssues(settings(change), columns)[0]?.message;
    expect(message({ penalty: { l1: 0, l2: -2, bias: false } })).toBe(
      'The L2 penalty is -2. Choose a number of 0 or more, for example 0.1.',
    );
    expect(message({ optimizer: chosen(OPTIMISERS, 'adam', { beta2: 1 }) })).toBe(
      'The optimiser adam has beta2 1. Choose a number from 0 to below 1.',
    );
    expect(message({ penalty: { l1: 1, l2: 0, bias: false }, optimizer: chosen(OPTIMISERS, 'adam') })).toBe(
      'The L1 penalty needs a proximal step, which adam does not have. Choose one of gradient-descent, heavy-ball, nesterov, adagrad, or an L2 penalty alone.',
    );
    expect(message({ schedule: { kind: '__proto__' } as unknown as RunSettings['schedule'] })).toBe(
      'There is no schedule "__proto__". Choose among constant, inverse-sqrt, step, exponential, cosine, armijo, barzilai-borwein, auto.',
    );
  });

  it('take a target of any type for classes, and numbers alone as features', () => {
    const loss = { kind: 'logistic' } as const;
    expect(settingIssues(settings({ loss, target: 2 }), columns)).toEqual([]);
    expect(settingIssues(settings({ loss, target: 3, features: [2] }), columns)).toMatchObject([
      { field: 'features', code: 'column-not-numeric' },
    ]);
  });

  it('that use all there is have no issue', () => {
    const all: Partial<RunSettings> = {
      loss: { kind: 'poisson' },
      penalty: { l1: 0, l2: 0.1, bias: true },
      optimizer: chosen(OPTIMISERS, 'adam'),
      schedule: { kind: 'cosine', steps: 500 },
      batchSize: 32,
      clip: 5,
      averageFrom: 999,
      gradient: 'auto',
      degree: 20,
      validationShare: 0.25,
      storage: 'float32',
      seed: -7,
      ...stop({ patience: 3 }),
    };
    expect(settingIssues(settings(all), columns)).toEqual([]);
    expect(settingIssues(settings({ degree: 2, init: { kind: 'given', weights: [1, 2, 3, 4], bias: 0 } }), columns)).toEqual([]);
  });

  it('report everything that is wrong at once', () => {
    const wrong = settings({ learningRate: 0, workers: -1, ...stop({ maxSteps: -1 }) });
    expect(settingIssues(wrong, columns).map((issue) => issue.field)).toEqual([
      'learningRate',
      'maxSteps',
      'workers',
    ]);
  });
});
