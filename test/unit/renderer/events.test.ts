// @vitest-environment happy-dom
import { flushPromises, mount, type VueWrapper } from '@vue/test-utils';
import { getActivePinia } from 'pinia';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { defineComponent, h } from 'vue';
import { useApplicationEvents } from '../../../renderer/composables/useApplicationEvents';
import { useDocumentState } from '../../../renderer/composables/useDocumentState';
import { useKeyboard } from '../../../renderer/composables/useKeyboard';
import { useApp } from '../../../renderer/stores/app';
import { useImporting } from '../../../renderer/stores/importing';
import { useRun } from '../../../renderer/stores/run';
import type { FakeOptions } from '../../../renderer/bridge/fake/fakeApi';
import { openWindow, type Window as TestWindow } from './setup';

let wrapper: VueWrapper | null = null;

async function start(options: FakeOptions = {}): Promise<TestWindow> {
  const opened = openWindow(options);
  const Shell = defineComponent({
    setup() {
      useApplicationEvents();
      useDocumentState();
      useKeyboard();
      return () => h('main', [h('button', 'A button'), h('input')]);
    },
  });
  wrapper = mount(Shell, { global: { plugins: [getActivePinia()!] }, attachTo: document.body });
  await flushPromises();
  return opened;
}

/** The state is told two animation frames after it changed. */
async function shownState(opened: TestWindow): Promise<string | undefined> {
  await flushPromises();
  for (let frame = 0; frame < 3; frame++) {
    opened.draw();
    await flushPromises();
  }
  return document.documentElement.dataset['state'];
}

const press = (target: EventTarget, key: string, part: KeyboardEventInit = {}): KeyboardEvent => {
  const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...part });
  target.dispatchEvent(event);
  return event;
};

afterEach(() => {
  wrapper?.unmount();
  wrapper = null;
  vi.unstubAllGlobals();
});

describe('the window', () => {
  it('opens a sample, runs it and says when it is finished and drawn', async () => {
    const opened = await start({ stepsPerFrame: 600 });
    expect(await shownState(opened)).toBe('empty');
    opened.api.emit('sample/run', { id: 'classic' });
    expect(await shownState(opened)).toBe('running');
    opened.tick();
    opened.tick();
    expect(document.documentElement.dataset['state']).toBe('running');
    expect(await shownState(opened)).toBe('finished');
    expect(useRun().result?.steps).toBe(1000);
  });

  it('does the whole job by keys', async () => {
    const opened = await start();
    opened.api.emit('sample/run', { id: 'steep' });
    await flushPromises();
    press(document.body, 'r');
    expect(await shownState(opened)).toBe('ready');
    press(document.body, '.');
    await flushPromises();
    opened.tick();
    expect(await shownState(opened)).toBe('paused');
    expect(useRun().step).toBe(1);
    press(document.body, ' ');
    await flushPromises();
    opened.tick();
    opened.tick();
    expect(await shownState(opened)).toBe('diverged');
  });

  it('leaves Space to a button and letters to a field', async () => {
    await start();
    const button = document.querySelector('button')!;
    const field = document.querySelector('input')!;
    expect(press(button, ' ').defaultPrevented).toBe(false);
    expect(press(field, 'r').defaultPrevented).toBe(false);
    expect(press(field, 'o', { ctrlKey: true }).defaultPrevented).toBe(true);
  });

  it('opens a file it is told to open, and takes no command while the dialog is open', async () => {
    const opened = await start();
    opened.api.emit('file/open', { path: '/data/other.csv' });
    expect(await shownState(opened)).toBe('importing');
    opened.api.emit('menu/command', { command: 'show-export' });
    expect(useApp().view).toBe('train');
    await useImporting().close();
    opened.api.emit('menu/command', { command: 'show-export' });
    expect(useApp().view).toBe('export');
    opened.api.emit('menu/command', { command: 'show-runs' });
    expect(useApp().view).toBe('runs');
    expect(await shownState(opened)).toBe('empty');
  });

  it('opens the file of the command line at once', async () => {
    const info = { version: '1', platform: 'x', maxWorkers: 2, samples: [], initialFile: '/data/start.csv' };
    await start({ overrides: { 'app/info': () => info } });
    expect(useImporting()).toMatchObject({ isOpen: true, path: '/data/start.csv' });
  });

  it('stops listening when it is closed', async () => {
    const opened = await start();
    wrapper?.unmount();
    wrapper = null;
    opened.api.emit('app/memory', { rssBytes: 5 });
    press(document.body, 'o', { ctrlKey: true });
    await flushPromises();
    expect(useApp().memoryBytes).toBeNull();
    expect(useImporting().isOpen).toBe(false);
  });
});
