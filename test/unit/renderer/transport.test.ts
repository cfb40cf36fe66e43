import { afterEach, describe, expect, it, vi } from 'vitest';
import type { RunInfo } from '../../../electron/contract';
import { createFakeRun } from '../../../renderer/bridge/fake/fakeRun';
import { FAKE_BIAS, FAKE_WEIGHTS, makeFakeDataset } from '../../../renderer/bridge/fake/fakeDataset';
import { useApp } from '../../../renderer/stores/app';
import { useMessages } from '../../../renderer/stores/messages';
import { useModel } from '../../../renderer/stores/model';
import { useRun } from '../../../renderer/stores/run';
import { useSession } from '../../../renderer/stores/session';
import { useSettings } from '../../../renderer/stores/settings';
import { useTransport } from '../../../renderer/stores/transport';
import { FallLineError } from '../../../workers/core/schema';
import { deferred, openWindow, type Window } from './setup';
import type { FakeOptions } from '../../../renderer/bridge/fake/fakeApi';

/** A window with the first sample open, its events wired as the application does. */
async function withSample(options: FakeOptions = {}, sample = 'classic'): Promise<Window> {
  const window = openWindow(options);
  const run = useRun();
  window.api.onFrame((frame) => run.receive(frame));
  window.api.on('run/finished', (result) => run.finish(result));
  await useApp().load();
  await useSession().openSample(sample);
  return window;
}

const advance = (window: Window, times = 1): void => {
  for (let made = 0; made < times; made++) {
    window.tick();
    window.draw();
  }
};

afterEach(() => vi.unstubAllGlobals());

describe('the transport', () => {
  it('needs data before it can run, and says so', () => {
    openWindow();
    expect(useTransport().runProblem).toBe('Open a file or a sample first.');
    expect(useTransport().resetProblem).toBe('There is no run to reset.');
  });

  it('opens a sample with the settings that show what it is for', async () => {
    await withSample();
    expect(useSettings().runSettings).toMatchObject({
      target: 3,
      features: [0, 1, 2],
      standardize: false,
      learningRate: 0.01,
      stop: { maxSteps: 1000 },
    });
    expect(useApp().view).toBe('train');
  });

  it('runs, pauses and goes on with one button', async () => {
    const window = await withSample();
    const transport = useTransport();
    const run = useRun();
    await transport.toggle();
    advance(window);
    expect(run.phase).toBe('running');
    expect(run.step).toBe(4);
    await transport.toggle();
    advance(window, 2);
    expect(run.phase).toBe('paused');
    expect(run.step).toBe(4);
    await transport.toggle();
    advance(window);
    expect(run.step).toBe(8);
  });

  it('steps from nothing by starting paused, and then one step a press', async () => {
    const window = await withSample();
    const transport = useTransport();
    await transport.step();
    advance(window);
    expect(useRun()).toMatchObject({ phase: 'paused', step: 1 });
    await transport.step();
    advance(window);
    expect(useRun().step).toBe(2);
  });

  it('trains to the end, close to the weights the data were made with', async () => {
    const window = await withSample({ stepsPerFrame: 250 });
    await useTransport().toggle();
    advance(window, 4);
    const { result, phase } = useRun();
    expect(phase).toBe('finished');
    expect(result?.steps).toBe(1000);
    FAKE_WEIGHTS.forEach((weight, index) => expect(result?.weights[index]).toBeCloseTo(weight, 1));
    expect(result?.bias).toBeCloseTo(FAKE_BIAS, 1);
    expect(useTransport().stepProblem).toBe('The run has ended. Reset to step from the start.');
  });

  it('runs again from the start once it is finished', async () => {
    const window = await withSample({ stepsPerFrame: 1000 });
    await useTransport().toggle();
    advance(window);
    const first = useRun().info?.runId;
    await useTransport().toggle();
    expect(useRun()).toMatchObject({ phase: 'running', step: 0, result: null });
    expect(useRun().info?.runId).not.toBe(first);
  });

  it('forgets run, trace and result on reset', async () => {
    const window = await withSample();
    await useTransport().toggle();
    advance(window);
    await useTransport().reset();
    expect(useRun()).toMatchObject({ phase: 'idle', info: null, trace: null, frame: null, step: 0 });
  });

  it('sends a new learning rate to the run under way, and keeps a bad one from it', async () => {
    const window = await withSample();
    await useTransport().toggle();
    await useTransport().setLearningRate(0.02);
    advance(window);
    expect(useRun().frame?.learningRate).toBe(0.02);
    await useTransport().setLearningRate(NaN);
    advance(window);
    expect(useRun().frame?.learningRate).toBe(0.02);
    expect(useTransport().settingsWait).toBe(false);
  });

  it('marks other settings as meant for the next run', async () => {
    await withSample();
    await useTransport().toggle();
    expect(useTransport().settingsWait).toBe(false);
    useSettings().standardize = true;
    expect(useTransport().settingsWait).toBe(true);
  });

  it('offers the learning rate that would hold after divergence, and takes it', async () => {
    const window = await withSample({}, 'steep');
    await useTransport().toggle();
    advance(window, 10);
    expect(useRun().phase).toBe('diverged');
    await useTransport().adoptSuggestedRate(useRun().result?.divergence?.suggestedLearningRate ?? NaN);
    expect(useSettings().learningRate).toBe(0.48);
    expect(useRun().phase).toBe('idle');
  });

  it('shows the sentence of a run that could not start, and can be run again', async () => {
    let fail = true;
    const window = await withSample();
    const start = window.api['run/start'];
    window.api['run/start'] = (request) =>
      fail ? Promise.resolve({ ok: false, code: 'too-few-rows', message: 'No row is left.' }) : start(request);
    await useTransport().toggle();
    expect(useMessages().banner?.text).toBe('No row is left.');
    expect(useRun().phase).toBe('idle');
    fail = false;
    await useTransport().toggle();
    expect(useRun().phase).toBe('running');
  });
});

describe('the run', () => {
  it('draws once an animation frame, however many frames arrive', async () => {
    const window = await withSample();
    await useTransport().toggle();
    const before = useRun().version;
    window.tick();
    window.tick();
    window.tick();
    window.draw();
    expect(useRun().version).toBe(before + 1);
    expect(useRun().trace?.length).toBe(13);
  });

  it('keeps frames and the end that come before the answer to its start', async () => {
    const answer = deferred<RunInfo>();
    const window = await withSample({ overrides: { 'run/start': () => answer.promise } });
    const started = useTransport().toggle();
    const settings = useSettings().runSettings!;
    const early = createFakeRun('early', makeFakeDataset('/data/a.csv'), settings);
    early.advance(5000);
    useRun().receive(early.readFrame());
    useRun().finish(early.result()!);
    expect(useRun().phase).toBe('starting');
    answer.resolve(early.info);
    await started;
    window.draw();
    expect(useRun()).toMatchObject({ phase: 'finished', step: 1000 });
    expect(useRun().trace?.length).toBe(1001);
  });

  it('ignores frames of a run that is gone', async () => {
    const window = await withSample();
    await useTransport().toggle();
    const other = createFakeRun('other', makeFakeDataset('/data/a.csv'), useSettings().runSettings!);
    useRun().receive(other.readFrame());
    window.draw();
    expect(useRun().frame).toBeNull();
  });

  it.each([
    ['fails', (): Promise<unknown> => useTransport().toggle(), 'There are no rows like that.'],
    ['is called off', (): Promise<unknown> => Promise.all([useTransport().toggle(), useRun().cancelStart()]), null],
  ])('keeps what the run before has left in sight where a start %s', async (_what, startAgain, sentence) => {
    const window = await withSample();
    await useTransport().toggle();
    while (!useRun().isEnded) advance(window);
    const { info, trace, result } = useRun();
    window.api['run/start'] = () =>
      Promise.resolve({ ok: false, code: sentence === null ? 'cancelled' : 'setting-invalid', message: sentence ?? '' });
    await startAgain();
    await vi.waitUntil(() => !useRun().isGone);
    expect(useRun()).toMatchObject({ phase: 'finished', isGone: false });
    expect([useRun().info, useRun().trace, useRun().result]).toEqual([info, trace, result]);
    expect(useMessages().banner?.text ?? null).toBe(sentence);
    expect(useModel().problem).toBeNull();
  });

  it('says that the run before is gone where the one that failed took its place', async () => {
    const window = await withSample({ overrides: { 'run/is-open': () => false } });
    await useTransport().toggle();
    while (!useRun().isEnded) advance(window);
    window.api['run/start'] = () =>
      Promise.resolve({ ok: false, code: 'setting-invalid', message: 'The classes can be separated.' });
    await useTransport().toggle();
    expect(useRun()).toMatchObject({ phase: 'finished', isGone: true });
    expect(useModel().problem).toContain('gave way to one that could not begin');
  });

  it('frees a run whose start was called off before the answer came', async () => {
    const answer = deferred<RunInfo>();
    const disposed: string[] = [];
    await withSample({
      overrides: {
        'run/start': () => answer.promise,
        'run/dispose': ({ runId }) => {
          disposed.push(runId);
          return null;
        },
      },
    });
    const started = useTransport().toggle();
    await useTransport().reset();
    expect(useRun().phase).toBe('idle');
    answer.resolve(createFakeRun('late', makeFakeDataset('/data/a.csv'), useSettings().runSettings!).info);
    await started;
    expect(disposed).toEqual(['late']);
    expect(useRun().info).toBeNull();
  });
});

describe('opening', () => {
  it('frees the run of the data set before', async () => {
    const window = await withSample();
    await useTransport().toggle();
    advance(window);
    await useSession().openSample('steep');
    expect(useRun().phase).toBe('idle');
  });

  it('takes a file that says it is a model as one, and anything else as data', async () => {
    await withSample({
      overrides: {
        'model/open': () => {
          throw new FallLineError('model-invalid', 'This is no model.');
        },
      },
    });
    await useSession().openFile('/data/the-model.json');
    expect(useMessages().banner?.text).toBe('This is no model.');
  });
});
