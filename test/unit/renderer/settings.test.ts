import { afterEach, describe, expect, it, vi } from 'vitest';
import type { ColumnProfile, DatasetSummary, ModelFile } from '../../../electron/contract';
import { makeFakeDataset, profilesOf, summaryOf } from '../../../renderer/bridge/fake/fakeDataset';
import { useDataset } from '../../../renderer/stores/dataset';
import { useSettings } from '../../../renderer/stores/settings';
import { useValidation } from '../../../renderer/stores/validation';
import { DEFAULT_METHOD, defaultLearningRate } from '../../../workers/core/training/defaults';
import { openWindow } from './setup';

const data = makeFakeDataset('/data/a.csv');
const summary: DatasetSummary = summaryOf(data, 'd1');
const withText: DatasetSummary = {
  ...summary,
  columns: summary.columns.map((column) => (column.index === 0 ? { ...column, type: 'text' } : column)),
};

/** Of a model file, as far as a start from it goes. */
const saved = {
  targetName: 'y',
  preparation: null,
  degree: 1,
  intercept: true,
  classNames: null,
  loss: { kind: 'huber', parameter: 2.5 } as ModelFile['loss'],
};

afterEach(() => vi.unstubAllGlobals());

describe('the settings', () => {
  it('take a column called y as the target and the other numeric columns as features', () => {
    openWindow();
    const settings = useSettings();
    settings.adoptDataset(withText);
    expect(settings.target).toBe(3);
    expect(settings.featureList).toEqual([1, 2]);
  });

  it('leave a column of one value unticked once that is known', () => {
    openWindow();
    const settings = useSettings();
    const profiles: ColumnProfile[] = profilesOf(data).map((profile) =>
      profile.index === 1 ? { ...profile, min: 7, max: 7 } : profile,
    );
    settings.adoptDataset(summary);
    settings.adoptProfiles(summary, profiles);
    expect(settings.featureList).toEqual([0, 2]);
  });

  it('keep what the person ticked when the profile arrives later', () => {
    openWindow();
    const settings = useSettings();
    settings.adoptDataset(summary);
    settings.toggleFeature(2);
    settings.adoptProfiles(summary, profilesOf(data));
    expect(settings.featureList).toEqual([0, 1]);
  });

  it('let the target change seats with a feature', () => {
    openWindow();
    const settings = useSettings();
    settings.adoptDataset(summary);
    settings.setTarget(0);
    expect(settings.target).toBe(0);
    expect(settings.featureList).toEqual([1, 2, 3]);
  });

  it('give typed-in weights in the order of the features, 0 where none was typed', () => {
    openWindow();
    const settings = useSettings();
    settings.adoptDataset(summary);
    settings.initKind = 'given';
    settings.setGivenWeight('x3', 1.5);
    settings.givenBias = -1;
    expect(settings.runSettings?.init).toEqual({ kind: 'given', weights: [0, 0, 1.5], bias: -1 });
  });

  it('are plain data that can cross to another process', () => {
    openWindow();
    const settings = useSettings();
    settings.adoptDataset(summary);
    expect(structuredClone(settings.runSettings)).toEqual(settings.runSettings);
  });

  it('turn the seconds of the time limit into milliseconds', () => {
    openWindow();
    const settings = useSettings();
    settings.adoptDataset(summary);
    settings.elapsedSeconds = 2.5;
    expect(settings.runSettings?.stop.elapsedMs).toBe(2500);
  });

  it('take a loss for classes with a target of words, and the former one back with a number', () => {
    openWindow();
    const settings = useSettings();
    settings.adoptDataset(withText);
    settings.setTarget(0, 'classes');
    expect(settings.runSettings).toMatchObject({ target: 0, features: [1, 2, 3], loss: { kind: 'softmax' } });
    settings.setTarget(3);
    // Words are no feature.
    expect(settings.runSettings).toMatchObject({ target: 3, features: [1, 2], loss: { kind: 'squared' } });
    settings.setTarget(0, 'two-classes');
    expect(settings.loss).toEqual({ kind: 'logistic' });
    settings.setLoss({ kind: 'softmax' });
    settings.setTarget(3);
    // What a person chose stays: numbers can be labels too.
    expect(settings.loss).toEqual({ kind: 'softmax' });
  });

  it('go to the conventional rate of an optimiser or loss, unless a person has set one', () => {
    openWindow();
    const settings = useSettings();
    settings.adoptDataset(summary);
    settings.setOptimizer({ kind: 'adam', beta1: 0.9, beta2: 0.999, epsilon: 1e-8 });
    expect(settings.learningRate).toBe(0.001);
    settings.setOptimizer({ kind: 'adam', beta1: 0.5, beta2: 0.999, epsilon: 1e-8 });
    settings.chooseRate(0.3);
    settings.setOptimizer({ kind: 'gradient-descent' });
    settings.setLoss({ kind: 'logistic' });
    expect(settings.learningRate).toBe(0.3);
    settings.adoptDataset(summary);
    settings.setLoss({ kind: 'logistic' });
    expect(settings.learningRate).toBe(defaultLearningRate(3, { ...DEFAULT_METHOD, loss: { kind: 'logistic' } }));
  });

  it('give each feature its powers, and typed-in weights one by one', () => {
    openWindow();
    const settings = useSettings();
    settings.adoptDataset(summary);
    settings.setFeatures([0, 2]);
    settings.setDegree(2);
    settings.initKind = 'given';
    settings.setGivenWeight('x3', 5);
    settings.setGivenWeight('x3^2', 7);
    expect(settings.runSettings).toMatchObject({ degree: 2, init: { kind: 'given', weights: [0, 0, 5, 7] } });
  });

  it('make no list of a degree without sense', () => {
    openWindow();
    useDataset().open(summary);
    const settings = useSettings();
    settings.adoptDataset(summary);
    settings.setDegree(1e12);
    expect(settings.designNames).toHaveLength(3);
    expect(useValidation().problems.degree).toContain('Choose a whole number from 1 to 20');
  });

  it('take no gradient from R where that has nothing to say', () => {
    openWindow();
    const settings = useSettings();
    settings.adoptDataset(summary);
    settings.gradient = 'factored';
    settings.setBatchSize(8);
    expect(settings.gradient).toBe('auto');
    settings.setBatchSize(null);
    settings.gradient = 'factored';
    settings.setLoss({ kind: 'huber', delta: 1 });
    expect(settings.gradient).toBe('auto');
  });

  it('give up early stopping together with the validation part', () => {
    openWindow();
    const settings = useSettings();
    settings.adoptDataset(summary);
    settings.put({ kind: 'split', rule: { kind: 'share', validation: 0.2, test: 0, seed: 1 } });
    settings.patience = 5;
    expect(settings.runSettings).toMatchObject({ validationShare: 0.2, stop: { patience: 5 } });
    settings.put({ kind: 'split', rule: { kind: 'share', validation: 0, test: 0, seed: 1 } });
    expect(settings.runSettings?.stop.patience).toBeNull();
  });

  it('do not hold a run back for a rate that no step goes by', () => {
    openWindow();
    useDataset().open(summary);
    const settings = useSettings();
    settings.adoptDataset(summary);
    settings.chooseRate(NaN);
    expect(useValidation().first).not.toBeNull();
    settings.schedule = { kind: 'auto' };
    expect(useValidation().first).toBeNull();
  });

  it('start from a model by the names of its columns, whatever their order', () => {
    openWindow();
    const settings = useSettings();
    settings.adoptDataset(summary);
    const model = { ...saved, columnNames: ['x3', 'x1'], featureNames: ['x3', 'x1'], weights: [30, 10], bias: 5 };
    expect(settings.adoptModel(model as ModelFile, summary)).toEqual([]);
    expect(settings.runSettings).toMatchObject({
      features: [0, 2],
      loss: { kind: 'huber', delta: 2.5 },
      init: { kind: 'given', weights: [10, 30], bias: 5 },
    });
  });

  it('refuse a model whose columns are not there, and stay as they are', () => {
    openWindow();
    const settings = useSettings();
    settings.adoptDataset(summary);
    const model = { ...saved, columnNames: ['x1', 'age'], weights: [1, 2], bias: 0 };
    expect(settings.adoptModel(model as ModelFile, summary)).toEqual(['age']);
    expect(settings.initKind).toBe('zeros');
  });
});

describe('validation', () => {
  it('finds nothing wrong with the settings of a fresh data set', () => {
    openWindow();
    useDataset().open(summary);
    useSettings().adoptDataset(summary);
    expect(useValidation().first).toBeNull();
  });

  it('names the field and its value in a sentence', () => {
    openWindow();
    useDataset().open(summary);
    const settings = useSettings();
    settings.adoptDataset(summary);
    settings.learningRate = -1;
    settings.maxSteps = NaN;
    const { problems, first } = useValidation();
    expect(problems.learningRate).toContain('-1');
    expect(problems.maxSteps).toContain('NaN');
    expect(first).toBe(problems.learningRate);
  });

  it('says so when no column holds numbers', () => {
    openWindow();
    const texts: DatasetSummary = {
      ...summary,
      columns: summary.columns.map((column) => ({ ...column, type: 'text' })),
    };
    useDataset().open(texts);
    useSettings().adoptDataset(texts);
    expect(useValidation().first).toContain('No column of this file holds numbers');
  });
});
