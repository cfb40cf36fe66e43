import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseRun, serializeRun } from '../../../../workers/core/keptRuns/runFile';
import { LOSSES } from '../../../../workers/core/losses/catalogue';
import { OPTIMISERS } from '../../../../workers/core/optimisers/catalogue';
import { SCHEDULES } from '../../../../workers/core/schedules/catalogue';
import type { InitialParameters, Recipe, RunSettings } from '../../../../workers/core/schema';
import { chosen, kindsOf, type Choices } from '../../../../workers/core/training/choices';
import { runFileOf } from '../../../support/keptRuns';

const number = fc.double({ noDefaultInfinity: true, noNaN: true });
const positive = fc.double({ min: 1e-300, max: 1e300, noNaN: true });
const notNegative = fc.double({ min: 0, max: 1e300, noNaN: true });
const count = fc.integer({ min: 1, max: 1e9 });
const orNull = <T>(given: fc.Arbitrary<T>): fc.Arbitrary<T | null> => fc.option(given);
const choiceOf = <U extends { kind: string }>(choices: Choices<U>): fc.Arbitrary<U> =>
  fc.constantFrom(...kindsOf(choices)).map((kind) => chosen(choices, kind));

const init: fc.Arbitrary<InitialParameters> = fc.oneof(
  fc.constant({ kind: 'zeros' as const }),
  fc.record({ kind: fc.constant('random' as const), seed: fc.integer() }),
  fc.record({ kind: fc.constant('given' as const), weights: fc.array(number), bias: number }),
  fc.record({ kind: fc.constant('point' as const), theta: fc.array(number) }),
);

const settings: fc.Arbitrary<RunSettings> = fc.record({
  target: fc.nat(),
  features: fc.array(fc.nat()),
  standardize: fc.boolean(),
  init,
  learningRate: positive,
  stop: fc.record({ maxSteps: count, lossChange: orNull(notNegative), gradientNorm: orNull(notNegative), elapsedMs: orNull(notNegative), patience: orNull(count) }),
  workers: fc.oneof(count, fc.constant('auto' as const)),
  startPaused: fc.boolean(),
  loss: choiceOf(LOSSES),
  penalty: fc.record({ l1: notNegative, l2: notNegative, bias: fc.boolean() }),
  optimizer: choiceOf(OPTIMISERS),
  schedule: choiceOf(SCHEDULES),
  batchSize: orNull(count),
  clip: orNull(positive),
  averageFrom: orNull(fc.nat()),
  gradient: fc.constantFrom('sharded', 'factored', 'auto'),
  degree: fc.integer({ min: 1, max: 10 }),
  intercept: fc.boolean(),
  scaledBy: fc.constantFrom('deviation', 'range'),
  storage: fc.constantFrom('float64', 'float32'),
  validationShare: fc.double({ min: 0, max: 0.99, noNaN: true }),
  seed: fc.integer(),
  weightColumn: orNull(fc.nat()),
  partColumn: orNull(fc.nat()),
});

describe('the file of a run', () => {
  it('reads back as it was written, whatever the settings and figures', () => {
    const figure = fc.double();
    fc.assert(
      fc.property(settings, figure, figure, fc.array(figure), fc.string(), (told, loss, objective, weights, name) => {
        const file = runFileOf(1, { settings: told });
        const run = { ...file, info: { ...file.info, settings: told, targetName: name }, last: { ...file.last, loss, objective, weights } };
        expect(parseRun(serializeRun(run))).toEqual(run);
      }),
    );
  });

  it('holds a recipe, in which a level may be called NaN or -0', () => {
    const recipe: Recipe = {
      target: 'y',
      features: ['NaN', '-0'],
      entries: [{ kind: 'missing', column: 'NaN', rule: { kind: 'constant', value: '-0' }, indicator: true }],
      scaling: 'standardize',
      intercept: true,
    };
    expect(parseRun(serializeRun(runFileOf(1, { recipe }))).recipe).toEqual(recipe);
  });

  it('names the field that is wrong, whichever it is', () => {
    const whole = JSON.parse(serializeRun(runFileOf(1))) as Record<string, unknown>;
    for (const key of Object.keys(whole)) {
      if (key === 'recipe' || key === 'preparation') continue;
      expect(() => parseRun(JSON.stringify({ ...whole, [key]: undefined })), key).toThrow(`"${key}"`);
    }
    const stopped = (settingsOf: object): string => JSON.stringify({ ...whole, settings: { ...(whole['settings'] as object), ...settingsOf } });
    expect(() => parseRun(stopped({ stop: { maxSteps: 0 } }))).toThrow('"settings.stop.maxSteps" is not a whole number of 1 or more');
    expect(() => parseRun(stopped({ optimizer: { kind: 'adam', beta1: 2 } }))).toThrow('"settings.optimizer.beta1"');
    expect(() => parseRun(JSON.stringify({ ...whole, formatVersion: 2 }))).toThrow('"formatVersion" is not 1');
    expect(() => parseRun(JSON.stringify({ ...whole, recipe: '{"target":1}' }))).toThrow('"recipe"');
  });

  it('leaves the weights of a very wide model to the checkpoint', () => {
    const last = { ...runFileOf(1).last, weights: Array.from({ length: 10_001 }, (_, j) => j) };
    expect(parseRun(serializeRun(runFileOf(1, { last }))).last.weights).toEqual([]);
  });
});
