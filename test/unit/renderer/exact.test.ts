// @vitest-environment happy-dom
import { flushPromises } from '@vue/test-utils';
import { afterEach, describe, expect, test, vi } from 'vitest';
import { nextTick } from 'vue';
import type { FakeOptions } from '../../../renderer/bridge/fake/fakeApi';
import { makeFakeDataset } from '../../../renderer/bridge/fake/fakeDataset';
import { fakeSolution } from '../../../renderer/bridge/fake/fakeSolution';
import { useDataset } from '../../../renderer/stores/dataset';
import { useExact } from '../../../renderer/stores/exact';
import { useRun } from '../../../renderer/stores/run';
import { useSession } from '../../../renderer/stores/session';
import { useSettings } from '../../../renderer/stores/settings';
import type { ExactSolution, RunSettings, SolveSettings } from '../../../workers/core/schema';
import { DEFAULT_SOLVE } from '../../../workers/core/training/defaults';
import { deferred, openWindow } from './setup';

afterEach(() => vi.unstubAllGlobals());

/** With the classic sample open, and the questions that were asked. */
async function openClassic(options: FakeOptions['overrides'] = {}) {
  const asked: SolveSettings[] = [];
  const dataset = makeFakeDataset('/classic.csv');
  openWindow({
    overrides: {
      'dataset/solve': ({ settings }) => {
        asked.push(settings);
        return fakeSolution(dataset, settings);
      },
      ...options,
    },
  });
  const exact = useExact();
  await useSession().openSample('classic');
  await flushPromises();
  return { asked, exact, run: useRun(), settings: useSettings(), datasetId: useDataset().summary?.id ?? '' };
}

const started = ({ run, settings, datasetId }: Awaited<ReturnType<typeof openClassic>>): Promise<boolean> => {
  if (settings.runSettings === null) throw new Error('There are no settings to start with.');
  return run.start(datasetId, settings.runSettings);
};

describe('the exact solution', () => {
  test('is asked for once, and holds for the settings and for the run that is made of them', async () => {
    const window = await openClassic();
    const { asked, exact } = window;
    expect(exact.ofSettings?.bestLearningRate).toBeCloseTo(0.4878, 4);
    expect(exact.parameters).toBeNull();
    await started(window);
    await flushPromises();
    expect(exact.parameters).toEqual([2, 4, -3, 1]);
    expect(asked).toHaveLength(1);
  });

  test('of a ridge is asked for with its penalty', async () => {
    const window = await openClassic();
    const { run, settings, datasetId, exact, asked } = window;
    if (settings.runSettings === null) throw new Error('There are no settings to start with.');
    await run.start(datasetId, { ...settings.runSettings, penalty: { l1: 0, l2: 0.1, bias: false } });
    await flushPromises();
    expect(asked.at(-1)?.l2).toBe(0.1);
    expect(exact.parameters).not.toBeNull();
  });

  test.each<[string, Partial<RunSettings>]>([
    ['an L1 penalty', { penalty: { l1: 0.1, l2: 0, bias: false } }],
    ['a penalty on the bias', { penalty: { l1: 0, l2: 0.1, bias: true } }],
    ['a loss with kinks', { loss: { kind: 'absolute' } }],
  ])('is none with %s', async (_what, change) => {
    const window = await openClassic();
    const { run, settings, datasetId, exact, asked } = window;
    if (settings.runSettings === null) throw new Error('There are no settings to start with.');
    await run.start(datasetId, { ...settings.runSettings, ...change });
    await flushPromises();
    expect(exact.parameters).toBeNull();
    expect(asked).toHaveLength(1);
  });

  test('is of the rows that are trained on, in the order in which they lie', async () => {
    const { settings, asked } = await openClassic();
    settings.put({ kind: 'split', rule: { kind: 'share', validation: 0.25, test: 0, seed: 1 } });
    await flushPromises();
    expect(asked.at(-1)).toMatchObject({ validationShare: 0.25, seed: 1, isShuffled: true });
  });

  test('of columns that are no longer chosen is dropped when it comes', async () => {
    const late = deferred<ExactSolution>();
    const dataset = makeFakeDataset('/classic.csv');
    const { exact, settings } = await openClassic({
      'dataset/solve': ({ settings: wanted }) =>
        wanted.features.length === 3 ? late.promise : fakeSolution(dataset, wanted),
    });
    settings.setFeatures([0, 1]);
    await nextTick();
    await flushPromises();
    late.resolve(fakeSolution(dataset, { ...DEFAULT_SOLVE, target: 3, features: [0, 1, 2], standardize: false }));
    await flushPromises();
    expect(exact.ofSettings?.coefficients).toHaveLength(3);
  });

  test('that cannot be had is simply not there, and is asked for anew once a run is open', async () => {
    const asked: SolveSettings[] = [];
    const window = await openClassic({
      'dataset/solve': ({ settings }) => {
        asked.push(settings);
        return null;
      },
    });
    expect(window.exact.ofSettings).toBeNull();
    await started(window);
    await flushPromises();
    expect(window.exact.parameters).toBeNull();
    expect(asked).toHaveLength(2);
  });

  test('of very many features is not asked for', async () => {
    const { asked, settings } = await openClassic();
    settings.setFeatures(Array.from({ length: 501 }, (_, index) => index));
    await flushPromises();
    expect(asked).toHaveLength(1);
  });
});
