import { nextTick } from 'vue';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { FakeOptions } from '../../../renderer/bridge/fake/fakeApi';
import { useApp } from '../../../renderer/stores/app';
import { useAside } from '../../../renderer/stores/aside';
import { useDataset } from '../../../renderer/stores/dataset';
import { useMessages } from '../../../renderer/stores/messages';
import { useRecipe } from '../../../renderer/stores/recipe';
import { useRun } from '../../../renderer/stores/run';
import { useSession } from '../../../renderer/stores/session';
import { useSettings } from '../../../renderer/stores/settings';
import { useTransport } from '../../../renderer/stores/transport';
import { useGuided } from '../../../renderer/understand/guided';
import { FallLineError } from '../../../workers/core/schema';
import { deferred, openWindow, type Window } from './setup';

const settle = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

/** A window with data and settings of the person's own. */
async function withWork(options: FakeOptions = {}): Promise<Window> {
  const window = openWindow(options);
  const run = useRun();
  window.api.onFrame((frame) => run.receive(frame));
  window.api.on('run/finished', (result) => run.finish(result));
  await useApp().load();
  await useSession().openSample('steep');
  await settle();
  const settings = useSettings();
  settings.setFeatures([0, 2]);
  settings.chooseRate(0.02);
  settings.setBatchSize(40);
  settings.seed = 7;
  settings.elapsedSeconds = 30;
  settings.workers = 1;
  settings.setLoss({ kind: 'huber', delta: 3 });
  settings.initKind = 'random';
  useApp().openSection = 'loss';
  return window;
}

const advance = (window: Window, times = 1): void => {
  for (let made = 0; made < times; made++) {
    window.tick();
    window.draw();
  }
};

/** The recipe and its steps, which an experiment neither sees nor adds to. */
const recipeOf = (): unknown => {
  const { entries, trained } = useSettings();
  return structuredClone({ entries: [...entries], trained, steps: [useRecipe().canUndo, useRecipe().canRedo] });
};

/** All that must be the same afterwards. */
const workOf = (): Record<string, unknown> => ({
  data: useDataset().summary,
  profiles: useDataset().profiles,
  settings: structuredClone(useSettings().runSettings),
  info: useRun().info,
  trace: useRun().trace,
  rates: useRun().rates,
  step: useRun().step,
  result: useRun().result,
  view: useApp().view,
  section: useApp().openSection,
});

afterEach(() => vi.unstubAllGlobals());

describe('the work that lies aside during an experiment', () => {
  it('brings the recipe back with its steps, and what it had come to', async () => {
    await withWork();
    useSettings().put({ kind: 'powers', column: 'x1', degree: 2 });
    await settle();
    const before = recipeOf();
    expect(before).toMatchObject({ steps: [true, false], entries: [{ kind: 'powers' }] });
    await useAside().enter(useApp().info!.samples[0]!);
    await settle();
    expect(recipeOf()).toMatchObject({ steps: [false, false], entries: [] });
    await useAside().leave();
    await settle();
    expect(recipeOf()).toEqual(before);
    useRecipe().undo();
    expect(useSettings().entries).toEqual([]);
  });

  it('comes back as it was: data, settings and the run with its charts', async () => {
    const window = await withWork();
    const transport = useTransport();
    await transport.toggle();
    advance(window, 3);
    await transport.toggle();
    advance(window);
    const before = workOf();
    expect(before).toMatchObject({ step: 12, result: null });

    await useGuided().start('classic');
    const guided = useGuided();
    expect(guided.experiment?.id).toBe('classic');
    expect(useRun().info).toBeNull();
    expect(useDataset().summary?.id).not.toBe((before['data'] as { id: string }).id);
    // Of the sample and the application, nothing of the person's.
    expect(useSettings().runSettings).toMatchObject({
      features: [0, 1, 2],
      learningRate: 0.01,
      batchSize: null,
      loss: { kind: 'squared' },
      init: { kind: 'zeros' },
      workers: 'auto',
      stop: { maxSteps: 1000, elapsedMs: null },
    });

    await transport.toggle();
    advance(window, 250);
    expect(useRun().result?.steps).toBe(1000);
    await guided.leave();
    expect(workOf()).toEqual(before);
    expect(useRun().trace).toBe(before['trace']);
    expect(useRun().phase).toBe('paused');
    expect(guided.experiment).toBeNull();
  });

  it('goes on where it went on before, and its charts have every step', async () => {
    const window = await withWork();
    const run = useRun();
    await useTransport().toggle();
    advance(window);
    const entering = useGuided().start('classic');
    await settle();
    expect(useAside().isEntering).toBe(true);
    advance(window);
    await entering;
    expect(useAside().isAside).toBe(true);
    await useGuided().leave();
    advance(window, 2);
    expect(run.phase).toBe('running');
    expect(run.step).toBe(12);
    expect(run.trace?.length).toBe(13);
  });

  it('waits paused where it was paused', async () => {
    const window = await withWork();
    await useTransport().step();
    advance(window);
    await useGuided().start('classic');
    await useGuided().leave();
    advance(window, 3);
    expect(useRun()).toMatchObject({ phase: 'paused', step: 1 });
  });

  it('is left alone where the sample cannot be opened, and a run that was paused for it goes on', async () => {
    const window = await withWork({
      overrides: {
        'experiment/begin': () => {
          throw new FallLineError('file-not-found', 'The file of the sample "classic" is missing.');
        },
      },
    });
    await useTransport().toggle();
    advance(window);
    const before = useDataset().summary;
    const entering = useGuided().start('classic');
    await settle();
    advance(window);
    await entering;
    expect(useMessages().banner?.text).toBe('The file of the sample "classic" is missing.');
    expect(useGuided().experiment).toBeNull();
    expect(useDataset().summary).toEqual(before);
    advance(window, 2);
    expect(useRun().phase).toBe('running');
  });

  it('is not touched by an experiment that was left while it was being opened', async () => {
    const opening = deferred<never>();
    await withWork({ overrides: { 'experiment/begin': () => opening.promise } });
    const before = workOf();
    const entering = useGuided().start('classic');
    await settle();
    await useAside().leave();
    opening.resolve({ id: 'late', columns: [] } as never);
    await entering;
    expect(workOf()).toEqual(before);
    expect(useAside().isAside).toBe(false);
  });

  it('gives way to a file that is opened in the middle of an experiment, as it would without one', async () => {
    await withWork();
    await useGuided().start('classic');
    await useSession().openSample('steep');
    expect(useGuided().experiment).toBeNull();
    expect(useAside().isAside).toBe(false);
    expect(useDataset().summary?.fileName).toBe('steep.csv');
    expect(useSettings().runSettings?.learningRate).toBe(3);
  });

  it('may be nothing at all: the empty window comes back', async () => {
    openWindow();
    await useApp().load();
    await useGuided().start('classic');
    expect(useDataset().summary?.fileName).toBe('classic.csv');
    await useGuided().leave();
    expect(useDataset().summary).toBeNull();
    expect(useRun().phase).toBe('idle');
  });

  it('stays aside from one experiment to the next', async () => {
    await withWork();
    const before = workOf();
    const aside = useAside();
    const samples = useApp().info?.samples ?? [];
    await aside.enter(samples[0]!);
    useSettings().chooseRate(0.7);
    await aside.enter(samples[1]!);
    expect(useSettings().runSettings?.learningRate).toBe(3);
    await aside.leave();
    expect(workOf()).toEqual(before);
  });
});

describe('the experiment that is under way', () => {
  it('ticks a step off once it is done, and keeps it so', async () => {
    const window = await withWork();
    await useGuided().start('classic');
    const guided = useGuided();
    expect(guided.isDone).toBe(false);
    await useTransport().toggle();
    advance(window, 250);
    await nextTick();
    expect(guided.isDone).toBe(true);
    await useTransport().reset();
    await nextTick();
    expect(guided.isDone).toBe(true);
    guided.next();
    expect(guided.position).toBe(1);
    expect(guided.isDone).toBe(false);
    guided.back();
    expect(guided.isDone).toBe(true);
  });

  it('counts as done to the end only where every step was done', async () => {
    await withWork();
    const guided = useGuided();
    await guided.start('classic');
    for (let step = 0; step < 4; step++) guided.next();
    await settle();
    expect(guided.experiment).toBeNull();
    expect(guided.completed.size).toBe(0);
  });

  it('knows nothing of runs that ended before it', async () => {
    const window = await withWork();
    useSettings().maxSteps = 8;
    await useTransport().toggle();
    advance(window, 4);
    expect(useRun().isEnded).toBe(true);
    await useGuided().start('classic');
    expect(useGuided().facts.ended).toEqual([]);
    await useGuided().leave();
    expect(useRun().result?.steps).toBe(8);
    expect(useGuided().facts.ended).toEqual([]);
  });
});
