// @vitest-environment happy-dom
import { flushPromises, mount, type VueWrapper } from '@vue/test-utils';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { nextTick } from 'vue';
import type { IpcMap, RunSettings } from '../../../electron/contract';
import { createFakeRun } from '../../../renderer/bridge/fake/fakeRun';
import { makeFakeDataset } from '../../../renderer/bridge/fake/fakeDataset';
import TimeScrubber from '../../../renderer/components/understand/TimeScrubber.vue';
import { useApp } from '../../../renderer/stores/app';
import { useRun } from '../../../renderer/stores/run';
import { useSession } from '../../../renderer/stores/session';
import { useSettings } from '../../../renderer/stores/settings';
import { useTransport } from '../../../renderer/stores/transport';
import { useMoment } from '../../../renderer/understand/moment';
import { openWindow } from './setup';

let scrubber: VueWrapper | null = null;
afterEach(() => {
  scrubber?.unmount();
  vi.unstubAllGlobals();
});

/** A paused run of the first sample at step 40, its scrubber, and the settings of the runs that were begun. */
async function open() {
  const begun: RunSettings[] = [];
  const dataset = makeFakeDataset('/samples/classic.csv');
  const window = openWindow({
    overrides: {
      'run/start': (request) => {
        const { settings, datasetId } = request as IpcMap['run/start']['request'];
        begun.push(settings);
        const run = createFakeRun(`run-${begun.length}`, dataset, settings);
        run.advance(40);
        queueMicrotask(() => useRun().receive({ ...run.readFrame(), state: 'paused' }));
        return { ...run.info, datasetId };
      },
      'run/state-at': (request) => {
        const run = createFakeRun('replay', dataset, begun[0]!);
        run.advance(40);
        return run.stateAt((request as IpcMap['run/state-at']['request']).step);
      },
    },
  });
  await useApp().load();
  await useSession().openSample('classic');
  useMoment();
  await useTransport().toggle();
  await flushPromises();
  window.draw();
  await flushPromises();
  scrubber = mount(TimeScrubber, { attachTo: document.body });
  return { window, begun, dataset };
}

const press = async (text: string): Promise<void> => {
  await scrubber!.findAll('button').find((button) => button.text().includes(text))!.trigger('click');
  await flushPromises();
};

describe('the scrubber', () => {
  it('goes where the hand does, step by step too, and along with the run at its right end', async () => {
    await open();
    const slider = scrubber!.get<HTMLInputElement>('input[type=range]');
    expect([slider.element.max, slider.element.value]).toEqual(['40', '40']);
    await slider.setValue('12');
    await flushPromises();
    expect(useMoment().moment?.step).toBe(12);
    await press('Step forward');
    expect(useMoment().moment?.step).toBe(13);
    expect(scrubber!.get('[aria-live]').text()).toMatch(/^Step 13 of 40: objective \d+\.\d+, learning rate 0\.01\.$/);
    await slider.setValue('40');
    expect(useMoment().isLive).toBe(true);
    expect(scrubber!.get('[aria-live]').text()).toBe('');
  });
});

describe('a branch', () => {
  it('begins at the step that is shown, on the same rows and loss, and goes on as section 4 now says', async () => {
    const { begun, window } = await open();
    useMoment().scrubTo(12);
    await flushPromises();
    const theta = [...useMoment().moment!.theta];
    const settings = useSettings();
    settings.chooseRate(0.2);
    settings.maxSteps = 77;
    // What belongs to the model waits for the next run from the start.
    settings.standardize = true;
    await nextTick();
    await press('Continue from here');
    const branch = begun[1]!;
    expect(branch).toEqual({
      ...begun[0],
      init: { kind: 'point', theta },
      gradient: 'sharded',
      learningRate: 0.2,
      stop: { ...begun[0]!.stop, maxSteps: 77 },
    });
    window.draw();
    await flushPromises();
    expect(useMoment().isLive).toBe(true);
  });

  it('alone does not make the settings wait for the next run', async () => {
    const { window } = await open();
    useMoment().scrubTo(12);
    await flushPromises();
    await press('Continue from here');
    window.draw();
    await nextTick();
    expect(useTransport().settingsWait).toBe(false);
    useSettings().standardize = true;
    expect(useTransport().settingsWait).toBe(true);
  });

  it('is not begun with a rate that is none', async () => {
    const { begun } = await open();
    useSettings().chooseRate(NaN);
    await nextTick();
    await press('Continue from here');
    expect(begun).toHaveLength(1);
  });
});
