import { flushPromises } from '@vue/test-utils';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { ModelFile, Prepared, Recipe } from '../../../electron/contract';
import { fakePreparation } from '../../../renderer/bridge/fake/fakePreparation';
import { makeFakeDataset, profilesOf, proposalOf, summaryOf } from '../../../renderer/bridge/fake/fakeDataset';
import type { FakeOptions } from '../../../renderer/bridge/fake/fakeApi';
import { useDataset } from '../../../renderer/stores/dataset';
import { useMessages } from '../../../renderer/stores/messages';
import { useRecipe } from '../../../renderer/stores/recipe';
import { useRun } from '../../../renderer/stores/run';
import { useSession } from '../../../renderer/stores/session';
import { useSettings } from '../../../renderer/stores/settings';
import { useTransport } from '../../../renderer/stores/transport';
import { useValidation } from '../../../renderer/stores/validation';
import { defaultLearningRate } from '../../../workers/core/training/defaults';
import { FallLineError } from '../../../workers/core/schema';
import { deferred, openWindow } from './setup';

const data = makeFakeDataset('/data/a.csv');
const summary = summaryOf(data, 'd1');

/** A window with the file open. */
async function open(overrides: FakeOptions['overrides'] = {}) {
  const { api, draw, tick } = openWindow({ overrides });
  const { format, dialect, columns } = proposalOf(data);
  await api['import/start']({ path: data.path, options: { format, dialect, columns } });
  const [recipe, settings] = [useRecipe(), useSettings()];
  settings.adoptDataset(summary);
  useDataset().open(summary);
  await flushPromises();
  return { recipe, settings, draw, tick };
}

const squareOfX1 = { kind: 'powers', column: 'x1', degree: 2 } as const;

afterEach(() => vi.unstubAllGlobals());

describe('a recipe', () => {
  it('is not needed for number columns as they are: the run works on the file', async () => {
    const asked = vi.fn();
    const { settings } = await open({ 'dataset/prepare': asked });
    settings.setDegree(2);
    settings.put({ kind: 'split', rule: { kind: 'share', validation: 0.25, test: 0, seed: 1 } });
    settings.scaling = 'min-max';
    await flushPromises();
    expect(asked).not.toHaveBeenCalled();
    expect(settings.trained).toMatchObject({
      datasetId: 'd1',
      settings: { degree: 2, validationShare: 0.25, scaledBy: 'range', standardize: true, weightColumn: null, partColumn: null },
    });
  });

  it('makes the columns that are trained on, with the degree and the split as its entries', async () => {
    const { settings, recipe } = await open();
    settings.put({ kind: 'outliers', column: 'x2', low: 0.1, high: 0.9 });
    settings.setDegree(2);
    settings.put({ kind: 'split', rule: { kind: 'order', validation: 0.25, test: 0.25 } });
    expect(recipe.isPreparing).toBe(true);
    await flushPromises();
    expect(settings.recipe?.entries.map(({ kind }) => kind)).toEqual(['outliers', 'split', 'powers']);
    expect(settings.designNames).toEqual(['x1', 'x1^2', 'x2', 'x2^2', 'x3', 'x3^2']);
    expect(settings.trained).toMatchObject({
      datasetId: settings.prepared?.dataset.id,
      nRows: 240,
      settings: { target: 6, features: [0, 1, 2, 3, 4, 5], degree: 1, validationShare: 0, partColumn: 7 },
    });
    expect([recipe.nTrained, useTransport().runProblem]).toEqual([120, null]);
  });

  it('is started on, and an undo leaves the run as it is', async () => {
    const { settings, recipe, tick } = await open();
    settings.put(squareOfX1);
    await flushPromises();
    const { id } = settings.prepared!.dataset;
    await useTransport().toggle();
    tick();
    expect(useRun().info?.datasetId).toBe(id);
    recipe.undo();
    await flushPromises();
    expect(settings.isPlain).toBe(true);
    expect(useRun().info?.datasetId).toBe(id);
    expect(useTransport().settingsWait).toBe(true);
    // What the run was started on needs not be made again.
    recipe.redo();
    await flushPromises();
    expect(settings.prepared?.dataset.id).toBe(id);
    expect(useTransport().settingsWait).toBe(false);
  });

  it('is waited for by a run that is started at once', async () => {
    const { settings } = await open();
    settings.put(squareOfX1);
    await useTransport().toggle();
    expect(useRun().info?.datasetId).toBe(settings.prepared?.dataset.id);
    expect(useRun().info?.featureNames).toEqual(['x1', 'x1^2', 'x2', 'x2^2', 'x3', 'x3^2']);
  });

  it('says in one sentence why it cannot be fitted, and holds the run back', async () => {
    const sentence = 'Column "x1" holds 3 values of 0 or less, and their logarithm does not exist. Filter those rows out.';
    const { settings, recipe } = await open({
      'dataset/prepare': () => Promise.reject(new FallLineError('setting-invalid', sentence)),
    });
    settings.put({ kind: 'transform', column: 'x1', function: 'log' });
    await flushPromises();
    expect([recipe.problem, useValidation().first, useTransport().runProblem]).toEqual([sentence, sentence, sentence]);
    recipe.undo();
    await flushPromises();
    expect([recipe.problem, useValidation().first]).toEqual([null, null]);
  });

  it('that makes no sense is told beside its entry, and not asked for', async () => {
    const asked = vi.fn();
    const { settings, recipe } = await open({ 'dataset/prepare': asked });
    settings.put({ kind: 'filter', expression: 'x1 > > 2' });
    await flushPromises();
    expect(asked).not.toHaveBeenCalled();
    expect(recipe.problemOf(settings.entries[0]!)).toMatch(/filter/i);
    expect(recipe.problem).toBe(recipe.problemOf(settings.entries[0]!));
  });

  it('counts by its newest state alone, whatever comes late', async () => {
    const answers: ((prepared: Prepared) => void)[] = [];
    const asked: Recipe[] = [];
    const { settings } = await open({
      'dataset/prepare': ({ recipe }) => {
        const { promise, resolve } = deferred<Prepared>();
        asked.push(recipe);
        answers.push(resolve);
        return promise;
      },
    });
    settings.put(squareOfX1);
    await flushPromises();
    settings.put({ ...squareOfX1, degree: 3 });
    await flushPromises();
    const found = asked.map((recipe, k) => fakePreparation(data, summary, recipe, `p${k}`).prepared);
    answers[1]!(found[1]!);
    await flushPromises();
    answers[0]!(found[0]!);
    await flushPromises();
    expect(settings.prepared?.dataset.id).toBe('p1');
  });

  it('forgets nothing of a column that is left out for a while', async () => {
    const { settings } = await open();
    settings.put(squareOfX1);
    settings.toggleFeature(0);
    expect([settings.isPlain, settings.recipe?.entries]).toEqual([true, []]);
    settings.toggleFeature(0);
    expect(settings.recipe?.entries).toEqual([squareOfX1]);
  });
});

describe('the learning rate', () => {
  it('goes by the number of columns, as long as nobody has set one, and stays where that stays', async () => {
    const { settings, recipe } = await open();
    settings.learningRate = 0.017;
    settings.put({ kind: 'split', rule: { kind: 'share', validation: 0.25, test: 0, seed: 1 } });
    settings.put({ kind: 'outliers', column: 'x1', low: 0, high: 1 });
    await flushPromises();
    expect([settings.designNames.length, settings.learningRate]).toEqual([3, 0.017]);
    settings.setDegree(5);
    await flushPromises();
    expect([settings.designNames.length, settings.learningRate]).toEqual([15, defaultLearningRate(15)]);
    settings.chooseRate(0.5);
    recipe.undo();
    await flushPromises();
    expect(settings.learningRate).toBe(0.5);
  });
});

describe('undo', () => {
  it('takes back one change at a time, and makes it again', async () => {
    const { settings, recipe } = await open();
    expect([recipe.canUndo, recipe.canRedo]).toEqual([false, false]);
    settings.put(squareOfX1);
    await flushPromises();
    settings.toggleFeature(1);
    await flushPromises();
    settings.scaling = 'none';
    recipe.undo();
    expect([settings.scaling, settings.featureList]).toEqual(['standardize', [0, 2]]);
    recipe.undo();
    expect([settings.featureList, settings.entries]).toEqual([[0, 1, 2], [squareOfX1]]);
    recipe.undo();
    expect([settings.entries, recipe.canUndo]).toEqual([[], false]);
    recipe.redo();
    recipe.redo();
    expect([settings.entries, settings.featureList, recipe.canRedo]).toEqual([[squareOfX1], [0, 2], true]);
    settings.setDegree(3);
    await flushPromises();
    expect(recipe.canRedo).toBe(false);
  });

  it('brings the loss of a target back with it', async () => {
    const { settings, recipe } = await open();
    settings.setTarget(0, 'two-classes');
    await flushPromises();
    expect(settings.loss.kind).toBe('logistic');
    recipe.undo();
    expect([settings.target, settings.loss.kind]).toEqual([3, 'squared']);
  });

  it('knows nothing of what a person did not do: other data, and columns found to be of one value', async () => {
    const { settings, recipe } = await open();
    settings.put(squareOfX1);
    await flushPromises();
    const other = { ...summary, id: 'd2' };
    settings.adoptDataset(other);
    await flushPromises();
    const profiles = profilesOf(data).map((profile) => (profile.index === 1 ? { ...profile, min: 7, max: 7 } : profile));
    settings.adoptProfiles(other, profiles);
    await flushPromises();
    expect([settings.featureList, recipe.canUndo]).toEqual([[0, 2], false]);
  });
});

describe('a recipe file', () => {
  const wanted: Recipe = { target: 'y', features: ['x1', 'x2'], entries: [squareOfX1], scaling: 'none', intercept: false };
  const opening = { 'recipe/open': () => ({ path: '/data/r.json', recipe: wanted }) };

  it('is taken over as one step', async () => {
    const { settings, recipe } = await open(opening);
    await recipe.open(null);
    await flushPromises();
    expect(settings.recipe).toEqual(wanted);
    expect(settings.trained?.settings).toMatchObject({ standardize: false, intercept: false });
    recipe.undo();
    expect([settings.recipe?.entries, settings.scaling, settings.intercept]).toEqual([[], 'standardize', true]);
  });

  it('that does not fit the open file leaves all as it was, and says why', async () => {
    const sentence = 'The recipe names a column "age", which this file does not have. Rename a column, or leave it out.';
    const { settings, recipe } = await open({
      ...opening,
      'dataset/prepare': () => Promise.reject(new FallLineError('column-unknown', sentence)),
    });
    const before = settings.recipe;
    await recipe.open(null);
    expect(settings.recipe).toEqual(before);
    expect(useMessages().banner?.text).toBe(sentence);
  });
});

describe('a start from a model with a preparation', () => {
  const recipe: Recipe = { target: 'y', features: ['x1', 'x2'], entries: [squareOfX1], scaling: 'none', intercept: false };
  const preparation = fakePreparation(data, summary, recipe, 'p').prepared.preparation;
  const model = {
    preparation,
    targetName: 'y',
    classNames: null,
    classes: null,
    loss: { kind: 'huber', parameter: 2.5 },
    featureNames: ['x1', 'x1^2', 'x2', 'city = Oslo'],
    weights: [1, 2, 3, 4],
    bias: 0,
  } as unknown as ModelFile;
  const opened = { path: '/data/m.json', model };

  it('does the same to the open file, and begins each feature by its name', async () => {
    const { settings } = await open();
    await useSession().startFrom(opened);
    expect(settings.recipe).toEqual(recipe);
    // The fake takes a power for all columns.
    expect(settings.designNames).toEqual(['x1', 'x1^2', 'x2', 'x2^2']);
    expect(settings.trained?.settings).toMatchObject({
      init: { kind: 'given', weights: [1, 2, 3, 0], bias: 0 },
      loss: { kind: 'huber', delta: 2.5 },
    });
    expect(useMessages().last?.text).toBe(
      'The next run starts from /data/m.json. The model does not know “x2^2”: there it starts at 0.',
    );
  });

  it.each([
    ['does not have', { name: 'age', type: 'number' as const }],
    ['was read as number, and the model was trained on it as text', { name: 'x1', type: 'text' as const }],
  ])('is refused where a column %s, and nothing is lost', async (words, input) => {
    const { settings } = await open();
    const before = settings.recipe;
    const inputs = [{ ...input, levels: null, unseen: null }];
    await useSession().startFrom({ path: '/data/m.json', model: { ...model, preparation: { ...preparation, inputs } } });
    expect(useMessages().banner?.text).toContain(words);
    expect([settings.recipe, settings.initKind]).toEqual([before, 'zeros']);
  });
});
