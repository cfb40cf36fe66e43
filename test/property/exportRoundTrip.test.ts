import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { designNames } from '../../workers/core/design/designNames';
import { parseModel, serializeModel } from '../../workers/core/export/model';
import type { ModelFile, OptimizerSettings, ScheduleSettings, StopReason } from '../../workers/core/schema';

const finite = fc.double({ noNaN: true, noDefaultInfinity: true });
const positive = fc.double({ noNaN: true, noDefaultInfinity: true, min: Number.MIN_VALUE });
const count = fc.nat(Number.MAX_SAFE_INTEGER);
const hash = fc.string({ unit: fc.constantFrom(...'0123456789abcdef'), minLength: 64, maxLength: 64 });
const anyText = fc.string({ unit: 'binary' });
const name = fc.oneof(fc.constantFrom('__proto__', 'constructor', '', '=1+1'), anyText);
const stopReasons: StopReason[] = [
  'max-steps',
  'loss-change',
  'gradient-norm',
  'converged',
  'validation',
  'time',
  'stopped',
  'diverged',
  'failed',
];

const share = fc.double({ min: 0, max: 0.999, noNaN: true });
const anyOptimizer: fc.Arbitrary<OptimizerSettings> = fc.oneof(
  fc.record({ kind: fc.constant('gradient-descent' as const) }),
  fc.record({ kind: fc.constant('nesterov' as const), momentum: share }),
  fc.record({
    kind: fc.constant('adamw' as const),
    beta1: share,
    beta2: share,
    epsilon: positive,
    weightDecay: share,
  }),
);
const orNull = <T>(arbitrary: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(arbitrary, { nil: null });
type LossOfModel = Pick<ModelFile['loss'], 'kind' | 'parameter'>;
const anyLoss: fc.Arbitrary<LossOfModel> = fc.oneof(
  fc.constantFrom<LossOfModel[]>(
    { kind: 'squared', parameter: null },
    { kind: 'absolute', parameter: null },
    { kind: 'logistic', parameter: null },
    { kind: 'softmax', parameter: null },
    { kind: 'poisson', parameter: null },
  ),
  fc.record({ kind: fc.constant('huber' as const), parameter: positive }),
  fc.record({ kind: fc.constant('quantile' as const), parameter: fc.double({ min: 1e-300, max: 0.999, noNaN: true }) }),
);
const anySchedule: fc.Arbitrary<ScheduleSettings> = fc.oneof(
  fc.record({ kind: fc.constant('inverse-sqrt' as const) }),
  fc.record({ kind: fc.constant('cosine' as const), steps: fc.integer({ min: 1 }) }),
);

/**
 * Any model, with the bit patterns of its numbers drawn from all finite float64, -0 and the subnormal ones
 * included.
 */
const anyModel: fc.Arbitrary<ModelFile> = fc
  .uniqueArray(name, { minLength: 1, maxLength: 9 })
  .chain(([targetName = '', ...columnNames]) =>
    fc
      .tuple(fc.integer({ min: 1, max: 3 }), anyLoss, fc.uniqueArray(name, { minLength: 2, maxLength: 4 }), fc.boolean())
      .map(([degree, loss, labels, intercept]) => ({ targetName, columnNames, degree, loss, labels, intercept })),
  )
  .chain(({ targetName, columnNames, degree, loss, labels, intercept }) => {
    const featureNames = designNames(columnNames, degree);
    const nParameters = featureNames.length + (intercept ? 1 : 0);
    const nTriangle = (nParameters * (nParameters + 1)) / 2;
    const numbersOf = (length: number) => fc.array(finite, { minLength: length, maxLength: length });
    const column = (item: fc.Arbitrary<number>) =>
      fc.array(item, { minLength: featureNames.length, maxLength: featureNames.length });
    const classNames =
      loss.kind === 'softmax' ? labels : loss.kind === 'logistic' ? labels.slice(0, 2) : null;
    const classOf = (label: string) => fc.record({ name: fc.constant(label), weights: column(finite), bias: finite });
    return fc.record({
      format: fc.constant('fall-line-model' as const),
      formatVersion: fc.constant(1 as const),
      model: fc.constant('linear' as const),
      targetName: fc.constant(targetName),
      preparation: fc.constant(null),
      columnNames: fc.constant(columnNames),
      featureNames: fc.constant(featureNames),
      weights: column(finite),
      bias: finite,
      classNames: fc.constant(classNames),
      classes: loss.kind === 'softmax' ? fc.tuple(...labels.map(classOf)) : fc.constant(null),
      standardize: fc.boolean(),
      scaling: fc.record({ means: column(finite), scales: column(positive) }),
      loss: fc.record({
        kind: fc.constant(loss.kind),
        parameter: fc.constant(loss.parameter),
        name: anyText,
        formula: anyText,
        value: finite,
      }),
      objective: fc.record({ formula: anyText, value: finite }),
      penalty: fc.record({ l1: share, l2: share, bias: fc.boolean() }),
      optimizer: anyOptimizer,
      schedule: anySchedule,
      batchSize: orNull(fc.integer({ min: 1 })),
      clip: orNull(positive),
      averageFrom: orNull(count),
      gradient: fc.constantFrom('sharded' as const, 'factored' as const, 'auto' as const),
      degree: fc.constant(degree),
      intercept: fc.constant(intercept),
      scaledBy: fc.constantFrom('deviation' as const, 'range' as const),
      storage: fc.constantFrom('float64' as const, 'float32' as const),
      validationShare: share,
      seed: fc.maxSafeInteger(),
      learningRate: positive,
      steps: count,
      stopReason: fc.constantFrom(...stopReasons),
      thetaHash: hash,
      nSamples: count,
      rowsRejected: count,
      rowsSkipped: count,
      data: fc.record({ fileName: anyText, nRows: count, sha256: hash }),
      intervals: orNull(
        fc.record({ residualStandardDeviation: positive, degreesOfFreedom: fc.integer({ min: 1 }), triangle: numbersOf(nTriangle) }),
      ),
      intervalsReason: orNull(anyText),
      createdAt: fc
        .date({
          min: new Date('1970-01-01T00:00:00Z'),
          max: new Date('9999-12-31T23:59:59Z'),
          noInvalidDate: true,
        })
        .map((date) => date.toISOString()),
      applicationVersion: anyText,
    });
  });

const predict = (model: ModelFile, row: number[]): number =>
  model.weights.reduce((sum, weight, j) => sum + weight * (row[j] ?? NaN), model.bias);

describe('a model that was exported and opened again', () => {
  it('is the same in every field and every bit of its numbers', () => {
    fc.assert(
      // toStrictEqual compares numbers with Object.is: -0 is not 0.
      fc.property(anyModel, (model) => {
        // Cloned, because fast-check draws records with and without a prototype.
        expect(parseModel(serializeModel(model))).toStrictEqual(structuredClone(model));
      }),
      { numRuns: 500 },
    );
  });

  it('has text that does not change by a second export', () => {
    fc.assert(
      fc.property(anyModel, (model) => {
        const text = serializeModel(model);
        expect(serializeModel(parseModel(text))).toBe(text);
      }),
    );
  });

  it('predicts the same numbers to the last bit', () => {
    fc.assert(
      fc.property(anyModel, fc.array(finite, { minLength: 8, maxLength: 8 }), (model, row) => {
        expect(Object.is(predict(parseModel(serializeModel(model)), row), predict(model, row))).toBe(true);
      }),
    );
  });
});
