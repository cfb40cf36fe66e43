import { afterEach, describe, expect, it, vi } from 'vitest';
import { effectScope, nextTick, shallowRef, type EffectScope } from 'vue';
import type { IpcMap, ProbeRequest, StepState } from '../../../electron/contract';
import type { FakeOptions } from '../../../renderer/bridge/fake/fakeApi';
import { useApp } from '../../../renderer/stores/app';
import { useMessages } from '../../../renderer/stores/messages';
import { useRun } from '../../../renderer/stores/run';
import { useSession } from '../../../renderer/stores/session';
import { useTransport } from '../../../renderer/stores/transport';
import { useMoment } from '../../../renderer/understand/moment';
import { useProbe } from '../../../renderer/understand/useProbe';
import { FallLineError } from '../../../workers/core/schema';
import { deferred, openWindow, type Window } from './setup';

const settled = async (): Promise<void> => {
  for (let turn = 0; turn < 20; turn++) await Promise.resolve();
  await nextTick();
};

const advance = async (window: Window, times = 1): Promise<void> => {
  for (let made = 0; made < times; made++) {
    window.tick();
    window.draw();
  }
  await settled();
};

/** A run of the first sample that has made 40 steps and is paused. */
async function withPausedRun(options: FakeOptions = {}): Promise<Window> {
  const window = openWindow(options);
  const run = useRun();
  window.api.onFrame((frame) => run.receive(frame));
  window.api.on('run/finished', (result) => run.finish(result));
  await useApp().load();
  await useSession().openSample('classic');
  useMoment();
  await useTransport().toggle();
  await advance(window, 10);
  await useTransport().toggle();
  await advance(window);
  return window;
}

let scope: EffectScope | null = null;
afterEach(() => {
  scope?.stop();
  scope = null;
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

describe('the moment that panels show', () => {
  it('is the newest step with its parameters, its slope, its objective and its rate', async () => {
    await withPausedRun();
    const { moment, isLive, lastStep, parameters } = useMoment();
    expect({ step: moment?.step, isLive, lastStep, rate: moment?.learningRate }).toEqual({ step: 40, isLive: true, lastStep: 40, rate: 0.01 });
    expect(parameters.entries.map(({ name }) => name)).toEqual(['x1', 'x2', 'x3', 'b (bias)']);
    expect([...moment!.theta]).toEqual([...useRun().frame!.theta]);
  });

  it('is a step of the past where one is looked up: one update leads from it to the next', async () => {
    await withPausedRun();
    const moment = useMoment();
    moment.scrubTo(7);
    await settled();
    const at7 = moment.moment!;
    moment.stepForward();
    await settled();
    const at8 = moment.moment!;
    expect([at7.step, at8.step, moment.isLive, moment.isSeeking]).toEqual([7, 8, false, false]);
    expect([...at8.theta]).toEqual([...at7.theta].map((value, j) => value - 0.01 * at7.gradient[j]!));
    expect(at8.objective).toBeLessThan(at7.objective);
  });

  it('steps back from the newest, never before 0, and goes live again', async () => {
    await withPausedRun();
    const moment = useMoment();
    moment.stepBack();
    await settled();
    expect(moment.moment?.step).toBe(39);
    moment.scrubTo(-5);
    await settled();
    expect(moment.moment?.step).toBe(0);
    moment.goLive();
    expect([moment.moment?.step, moment.isLive]).toEqual([40, true]);
  });

  it('keeps what it shows until the step has come, and then shows the newest that was asked for', async () => {
    const answers: ReturnType<typeof deferred<StepState | null>>[] = [];
    const asked: number[] = [];
    await withPausedRun({
      overrides: {
        'run/state-at': (request) => {
          asked.push((request as IpcMap['run/state-at']['request']).step);
          answers.push(deferred());
          return answers.at(-1)!.promise;
        },
      },
    });
    const moment = useMoment();
    const state = (step: number): StepState => ({ ...useRun().frame!, step, loss: 1, dataLoss: 1 });
    moment.scrubTo(5);
    moment.scrubTo(6);
    moment.scrubTo(9);
    await settled();
    expect([asked, moment.moment?.step, moment.isSeeking]).toEqual([[5], 40, true]);
    answers[0]!.resolve(state(5));
    await settled();
    expect([asked, moment.moment?.step, moment.isSeeking]).toEqual([[5, 9], 5, true]);
    answers[1]!.resolve(state(9));
    await settled();
    expect([moment.moment?.step, moment.isSeeking]).toEqual([9, false]);
  });

  it('says why a step cannot be had, and is live again', async () => {
    await withPausedRun({
      overrides: { 'run/state-at': () => Promise.reject(new FallLineError('worker-died', 'A worker stopped.')) },
    });
    const moment = useMoment();
    moment.scrubTo(3);
    await settled();
    expect([moment.isLive, moment.moment?.step, useMessages().banner?.text]).toEqual([true, 40, 'A worker stopped.']);
  });

  it('is none without a run', async () => {
    await withPausedRun();
    await useTransport().reset();
    await settled();
    expect(useMoment().moment).toBeNull();
  });
});

describe('a panel that asks about the objective', () => {
  const slopeAt = (theta: Float64Array<ArrayBuffer>): ProbeRequest & { kind: 'slope' } => ({
    kind: 'slope',
    theta,
    vectors: new Float64Array(0),
    maxRows: null,
  });

  it('is answered with the slope that the run itself has there', async () => {
    await withPausedRun();
    const { moment } = useMoment();
    scope = effectScope();
    const probe = scope.run(() => useProbe('test', () => slopeAt(moment!.theta)))!;
    await settled();
    expect(probe.reply.value?.objective).toBeCloseTo(moment!.objective, 12);
    moment!.gradient.forEach((value, j) => expect(probe.reply.value?.gradient[j]).toBeCloseTo(value, 10));
    expect(probe.isWaiting.value).toBe(false);
  });

  it('gives up what takes long for what is asked now, and drops the late answer', async () => {
    vi.useFakeTimers();
    const answers: ReturnType<typeof deferred<null>>[] = [];
    await withPausedRun({
      overrides: {
        'run/probe': () => {
          answers.push(deferred());
          return answers.at(-1)!.promise;
        },
      },
    });
    const theta = shallowRef(useMoment().moment!.theta);
    scope = effectScope();
    const probe = scope.run(() => useProbe('test', () => slopeAt(theta.value)))!;
    theta.value = new Float64Array(4);
    await settled();
    expect(answers).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(300);
    expect(answers).toHaveLength(2);
    answers[0]!.resolve(null);
    await settled();
    expect([probe.reply.value, probe.isWaiting.value]).toEqual([null, true]);
  });

  it('asks no more after its scope has ended, and has what is under way given up', async () => {
    const asked: ProbeRequest[] = [];
    await withPausedRun({
      overrides: {
        'run/probe': (request) => {
          asked.push((request as IpcMap['run/probe']['request']).request);
          return new Promise(() => undefined);
        },
      },
    });
    const theta = shallowRef(useMoment().moment!.theta);
    scope = effectScope();
    scope.run(() => useProbe('test', () => slopeAt(theta.value)));
    scope.stop();
    theta.value = new Float64Array(4);
    await settled();
    expect(asked.map((request) => (request.kind === 'objectives' ? request.points.length : request.kind))).toEqual(['slope', 0]);
  });

  it('says what was wrong with a question', async () => {
    await withPausedRun({
      overrides: { 'run/probe': () => Promise.reject(new FallLineError('setting-invalid', 'Ask for a parameter from 0 to 3.')) },
    });
    scope = effectScope();
    const probe = scope.run(() => useProbe('test', () => slopeAt(new Float64Array(4))))!;
    await settled();
    expect([probe.problem.value, probe.isWaiting.value]).toEqual(['Ask for a parameter from 0 to 3.', false]);
  });
});
