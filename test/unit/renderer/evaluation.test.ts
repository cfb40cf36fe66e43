// @vitest-environment happy-dom
import { mount, type VueWrapper } from '@vue/test-utils';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Evaluation } from '../../../electron/contract';
import EvaluateView from '../../../renderer/views/EvaluateView.vue';
import { useApp } from '../../../renderer/stores/app';
import { useEvaluation } from '../../../renderer/stores/evaluation';
import { useRun } from '../../../renderer/stores/run';
import { useSession } from '../../../renderer/stores/session';
import { useSettings } from '../../../renderer/stores/settings';
import { useStudies } from '../../../renderer/stores/studies';
import { useTransport } from '../../../renderer/stores/transport';
import { FallLineError } from '../../../workers/core/schema';
import { settled } from './onPanel';
import { deferred, openWindow, type Window } from './setup';

let mounted: VueWrapper[] = [];
afterEach(() => {
  mounted.forEach((wrapper) => wrapper.unmount());
  mounted = [];
  vi.unstubAllGlobals();
});

async function opened(options: Parameters<typeof openWindow>[0] = {}): Promise<Window> {
  const window = openWindow(options);
  window.api.onFrame((frame) => useRun().receive(frame));
  window.api.on('run/finished', (result) => useRun().finish(result));
  await useApp().load();
  await useSession().openSample('classic');
  return window;
}

async function runToEnd({ tick, draw }: Window, steps: number): Promise<void> {
  useSettings().maxSteps = steps;
  await useTransport().toggle();
  await settled();
  for (let k = 0; k < steps; k++) tick();
  draw();
  await settled();
}

const show = async (): Promise<VueWrapper> => {
  const view = mount(EvaluateView, { attachTo: document.body });
  mounted.push(view);
  await settled();
  return view;
};

const NOTHING: Evaluation = { kind: 'regression', parts: [], notes: [] };

describe('the Evaluate view', () => {
  it('invites before a run, and shows figures of its end', async () => {
    const window = await opened();
    const view = await show();
    expect(view.text()).toContain('See how good the model is');
    await runToEnd(window, 8);
    expect(view.get('[role=status]').text()).toBe('Figures of the model at step 8.');
    expect(view.get('table[aria-label=Figures]').text()).toContain('RMSE');
    const rows = view.findAll('table[aria-label=Figures] tbody tr').map((row) => row.get('th').text());
    expect(rows).toEqual(['Rows', 'RMSE', 'MAE', 'R²', 'R² adjusted', 'Mean loss']);
    await view.get('[aria-label^="Show row"]').trigger('click');
    expect([useApp().view, typeof useApp().shownRow]).toEqual(['data', 'number']);
  });

  it('marks figures of an earlier step as such, and drops an answer that comes after the run has gone on', async () => {
    const answers = [deferred<Evaluation | null>(), deferred<Evaluation | null>()];
    let asked = 0;
    const window = await opened({ overrides: { 'run/evaluate': () => answers[asked++]!.promise } });
    await show();
    useSettings().maxSteps = 100;
    await useTransport().step();
    await settled();
    window.tick();
    window.draw();
    await settled();
    expect([asked, useEvaluation().isAsking]).toEqual([1, true]);
    await useTransport().step();
    window.tick();
    window.draw();
    await settled();
    // The answer was for a step that is no longer the newest: nobody can tell for which one.
    answers[0]!.resolve(NOTHING);
    await settled();
    expect(useEvaluation().shown).toBeNull();
    expect(asked).toBe(2);
    answers[1]!.resolve(NOTHING);
    await settled();
    expect([useEvaluation().shown?.step, useEvaluation().isStale]).toEqual([useRun().step, false]);
    await useTransport().toggle();
    window.tick();
    window.draw();
    await settled();
    expect(useEvaluation().isStale).toBe(true);
  });

  it('says what went wrong, and asks again where a person wants it', async () => {
    let fails = true;
    const window = await opened({
      overrides: {
        'run/evaluate': () => {
          if (fails) throw new FallLineError('model-invalid', 'The run has no finite parameters.');
          return NOTHING;
        },
      },
    });
    const view = await show();
    await runToEnd(window, 4);
    expect(view.get('[role=status]').text()).toBe('The run has no finite parameters.');
    fails = false;
    await view.get('.state .link').trigger('click');
    await settled();
    expect(view.get('[role=status]').text()).toBe('Figures of the model at step 4.');
  });

  it('refuses intervals before the minimum, and shows them there', async () => {
    const window = await opened();
    useApp().evaluatePanel = 'Coefficients';
    const view = await show();
    await runToEnd(window, 5);
    expect(view.get('[role=status]').text()).toMatch(/^No confidence intervals\. Training has not come to the minimum/);
    expect(view.findAll('tbody tr').map((row) => row.get('th').text())).toEqual(['(intercept)', 'x1', 'x2', 'x3']);
  });
});

describe('studies', () => {
  it('run with the settings as they stand, are marked once these change, and can be called off', async () => {
    const waiting = deferred<null>();
    let isHeld = false;
    const { api } = await opened();
    const answer = api['study/start'];
    api['study/start'] = (request) => (isHeld ? waiting.promise.then(() => ({ ok: true, value: null })) : answer(request));
    const studies = useStudies();
    const request = { kind: 'folds' as const, k: 4, seed: 1 };
    await studies.start(request);
    expect(studies.answerOf('folds')?.result.entries).toHaveLength(4);
    expect(studies.isStale('folds')).toBe(false);
    useSettings().maxSteps = 77;
    expect(studies.isStale('folds')).toBe(true);
    isHeld = true;
    const running = studies.start(request);
    expect(studies.running).toBe('folds');
    expect(studies.reasonAgainst({ kind: 'path', penalty: 'l2', values: [1] })).toBe('Another study is under way.');
    waiting.resolve(null);
    await running;
    expect([studies.running, studies.problems.folds]).toEqual([null, 'The study was called off.']);
    expect(studies.answerOf('folds')).not.toBeNull();
    studies.forget('folds');
    expect(studies.answerOf('folds')).toBeNull();
  });

  it('say what is wrong with their fields before anything is trained', async () => {
    await opened();
    expect(useStudies().reasonAgainst({ kind: 'folds', k: 1, seed: 1 })).toMatch(/^The number of folds is 1/);
    expect(useStudies().reasonAgainst({ kind: 'path', penalty: 'l2', values: [] })).toMatch(/^The path has 0 values/);
  });
});
