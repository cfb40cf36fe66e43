import { describe, expect, it } from 'vitest';
import { formulaLines } from '../../../renderer/format/formula';
import { editable, exact, fittingNumber, formatNumber, formatShort, parseNumber } from '../../../renderer/format/number';
import { progressLine } from '../../../renderer/format/progress';
import { formatBytes, formatDuration, formatMicroseconds, formatRate, plural } from '../../../renderer/format/quantity';
import { rateOfSlider, SLIDER, sliderOfRate } from '../../../renderer/format/rateSlider';
import { algorithmLine, dataLine, lossLine, modelLine, parametersLine } from '../../../renderer/format/sections';
import { stateLine } from '../../../renderer/format/state';
import type { LossSettings, Method } from '../../../workers/core/schema';
import { DEFAULT_METHOD } from '../../../workers/core/training/defaults';
import { range } from '../../support/metricFrames';

describe('numbers', () => {
  it('keep their significant digits, so that their width is steady', () => {
    expect(formatNumber(2)).toBe('2.00000');
    expect(formatNumber(-1.23456789)).toBe('−1.23457');
    expect(formatNumber(0)).toBe('0');
  });

  it('use powers of ten where a plain number would be long', () => {
    expect(formatNumber(1.5e-9, 2)).toBe('1.5e−9');
    expect(formatNumber(4.2144e12, 3)).toBe('4.21e12');
    expect(formatShort(1e-5)).toBe('1e−5');
  });

  it('say what is not finite', () => {
    expect(formatNumber(NaN)).toBe('not a number');
    expect(formatNumber(-Infinity)).toBe('−∞');
  });

  it('have their thousands set apart', () => {
    expect(formatNumber(14_335.592, 7)).toBe('14,335.59');
    expect(formatNumber(-1234.5678, 5)).toBe('−1,234.6');
    expect(formatNumber(1_234_567, 7)).toBe('1,234,567');
    expect(formatNumber(999.5)).toBe('999.500');
  });

  it('give up digits, never their exponent, where there is little room', () => {
    expect(fittingNumber(11, 8)).toBe('11.0000');
    expect(fittingNumber(5.58e-16, 12)).toBe('5.58000e−16');
    expect(fittingNumber(-5.5812e-16, 8)).toBe('−5.6e−16');
    for (const value of [-1.2345678e-300, -123456.789, 0.00012345678, 9.99999e6, -Infinity]) {
      expect(fittingNumber(value, 8).length).toBeLessThanOrEqual(8);
    }
  });

  it('lose nothing in their title', () => {
    expect(Number(exact(0.1 + 0.2))).toBe(0.1 + 0.2);
  });

  it('are shown short where a person typed them', () => {
    expect(formatShort(0.01)).toBe('0.01');
    expect(formatShort(12500)).toBe('12,500');
  });

  it('have their thousands set apart in a field, and every digit', () => {
    const values = [1000, -1_234_567, 0.123456789, 1234.56789, 999, 1e21, 1e-9, -100];
    expect(values.map(editable)).toEqual(
      ['1,000', '-1,234,567', '0.123456789', '1,234.56789', '999', '1e+21', '1e-9', '-100'],
    );
    for (const value of values) expect(parseNumber(editable(value))).toBe(value);
  });

  it('are read as people write them', () => {
    expect(parseNumber(' 1,000 ')).toBe(1000);
    expect(parseNumber('-1,234,567.5')).toBe(-1_234_567.5);
    expect(parseNumber('1000000')).toBe(1_000_000);
    expect(parseNumber('1e-3')).toBe(0.001);
    expect(parseNumber('−2.5')).toBe(-2.5);
    expect(parseNumber('.5')).toBe(0.5);
  });

  it.each(['', 'abc', '0x1F', '1,5', '0,123', '1,0000', '12,34,567', '1 2', 'Infinity', '1e'])('are not read from "%s"', (text) => {
    expect(parseNumber(text)).toBeNull();
  });
});

describe('quantities', () => {
  it('have three digits and a unit', () => {
    expect(formatBytes(512)).toBe('512 B');
    expect(formatBytes(1234)).toBe('1.23 kB');
    expect(formatBytes(449_000_000)).toBe('449 MB');
    expect(formatBytes(999_600)).toBe('1.00 MB');
  });

  it('choose the unit of a time by its length', () => {
    expect(formatDuration(0.25)).toBe('250 µs');
    expect(formatDuration(15)).toBe('15 ms');
    expect(formatDuration(2345)).toBe('2.3 s');
    expect(formatDuration(125_000)).toBe('2 min 5 s');
    expect(formatDuration(3_720_000)).toBe('1 h 2 min');
  });

  it('round a rate to what the eye can follow', () => {
    expect(formatRate(171_234)).toBe('171,000');
    expect(formatRate(250.4)).toBe('250');
    expect(formatRate(3.94)).toBe('3.9');
  });

  it('give a step in microseconds or milliseconds, with three digits', () => {
    expect(formatMicroseconds(0.0049)).toBe('4.9 µs');
    expect(formatMicroseconds(0.457)).toBe('457 µs');
    expect(formatMicroseconds(3.9)).toBe('3.90 ms');
    expect(formatMicroseconds(22)).toBe('22.0 ms');
  });

  it('count one and many', () => {
    expect(plural(1, 'row')).toBe('1 row');
    expect(plural(5000, 'row')).toBe('5,000 rows');
  });
});

describe('the slider of the learning rate', () => {
  it('is logarithmic and gives back the rate it is set to', () => {
    expect(sliderOfRate(0.01)).toBe(-2);
    expect(rateOfSlider(sliderOfRate(0.03))).toBe(0.03);
  });

  it('stays at its ends for a rate outside or none', () => {
    expect(sliderOfRate(1e9)).toBe(SLIDER.max);
    expect(sliderOfRate(0)).toBe(SLIDER.min);
    expect(sliderOfRate(NaN)).toBe(SLIDER.min);
  });
});

describe('the line of a folded section', () => {
  const model = {
    features: new Set([0, 1, 2, 3, 4]),
    designNames: range(0, 7).map(String),
    isPlain: true,
    degree: 1,
    intercept: true,
    scaling: 'standardize' as const,
  };
  const loss: LossSettings = { kind: 'squared' };
  const start = { designNames: range(0, 5).map(String), intercept: true, loss, initKind: 'zeros' as const, seed: 1 };

  it('says what is chosen', () => {
    expect(dataLine(null)).toBe('nothing open');
    expect(modelLine('y', model)).toBe('y from 5 features');
    expect(modelLine('y', { ...model, features: new Set([0]), scaling: 'none' })).toBe('y from 1 feature, raw');
    expect(modelLine('y', { ...model, isPlain: false, scaling: 'min-max' })).toBe('y from 5 columns as 7 features, min-max');
    expect(modelLine('y', { ...model, degree: 3, intercept: false })).toBe('y from 5 features, degree 3, no intercept');
    expect(modelLine(null, { ...model, features: new Set() })).toBe('linear');
    expect(parametersLine(start)).toBe('6, start at zeros');
    expect(parametersLine({ ...start, initKind: 'random', seed: 42 })).toBe('6, random, seed 42');
    expect(parametersLine({ ...start, intercept: false, loss: { kind: 'softmax' } })).toBe('5 a class, start at zeros');
    expect(algorithmLine(DEFAULT_METHOD, 0.01, 1000)).toBe('η 0.01, 1,000 steps');
    const nesterov: Method = { ...DEFAULT_METHOD, optimizer: { kind: 'nesterov', momentum: 0.9 }, batchSize: 32 };
    expect(algorithmLine(nesterov, 0.01, 1000)).toBe('Nesterov, batches of 32, η 0.01, 1,000 steps');
    expect(algorithmLine({ ...DEFAULT_METHOD, schedule: { kind: 'auto' } }, 0.01, 1000)).toBe('1,000 steps');
    expect(lossLine({ kind: 'squared' }, { l1: 0, l2: 0, bias: false })).toBe('mean squared error');
    expect(lossLine({ kind: 'huber', delta: 1 }, { l1: 1, l2: 0.5, bias: false })).toBe('Huber loss + L2 + L1');
    expect(lossLine({ kind: 'softmax' }, { l1: 0, l2: 0, bias: false })).toBe('softmax loss');
  });
});

describe('other lines', () => {
  it('tell how far an import is, and the time left once it is known', () => {
    const progress = { phase: 'read', done: 1.2e8, total: 4.5e8, unit: 'bytes', elapsedMs: 900, remainingMs: 2500 } as const;
    expect(progressLine(progress)).toBe('Reading: 120 MB of 450 MB, about 2.5 s left');
    expect(progressLine({ ...progress, unit: 'rows', done: 10, total: 20, remainingMs: null })).toBe(
      'Reading: 10 rows of 20 rows',
    );
    expect(progressLine({ ...progress, remainingMs: null }, 'Writing')).toBe('Writing: 120 MB of 450 MB');
    expect(progressLine(null)).toBe('Starting…');
  });

  const plain = {
    targetName: 'y',
    bias: 1,
    intercept: true,
    classNames: null,
    classes: null,
    loss: { kind: 'squared' as const },
  };

  it('write the model as a formula with its signs', () => {
    const model = { ...plain, featureNames: ['a', 'b'], weights: [2, -4.5] };
    expect(formulaLines(model)).toEqual(['y = 1.0000 + 2.0000 · a − 4.5000 · b']);
    expect(formulaLines({ ...model, featureNames: ['city = Oslo', 'b'] })).toEqual([
      'y = 1.0000 + 2.0000 · [city = Oslo] − 4.5000 · b',
    ]);
    expect(formulaLines({ ...model, intercept: false, bias: 0 })).toEqual(['y = 2.0000 · a − 4.5000 · b']);
    expect(formulaLines({ ...model, loss: { kind: 'poisson' } })[0]).toMatch(/^log of the expected y = 1\.0000 /);
    const ofTwo = { ...model, classNames: ['no', 'yes'], loss: { kind: 'logistic' as const } };
    expect(formulaLines(ofTwo)[0]).toMatch(/^log-odds of “yes” = /);
    const classes = ['cat', 'dog', 'fox'].map((name, k) => ({ name, weights: [k, -k], bias: k }));
    expect(formulaLines({ ...model, classes, loss: { kind: 'softmax' } })).toEqual([
      'score of “cat” = 0 + 0 · a + 0 · b',
      'score of “dog” = 1.0000 + 1.0000 · a − 1.0000 · b',
      'score of “fox” = 2.0000 + 2.0000 · a − 2.0000 · b',
    ]);
  });

  it('cut a formula of many features short', () => {
    const names = Array.from({ length: 15 }, (_, index) => `x${index}`);
    const model = { ...plain, featureNames: names, weights: names.map(() => 1) };
    expect(formulaLines(model)[0]).toMatch(/x11 \+ … 3 more$/);
  });

  it('name the state of a run', () => {
    expect(stateLine('idle', null)).toBeNull();
    expect(stateLine('paused', null)?.text).toBe('paused');
  });
});
