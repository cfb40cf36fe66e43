import { flushPromises, mount, type VueWrapper } from '@vue/test-utils';
import { vi } from 'vitest';
import { nextTick, type Component } from 'vue';
import { useApp } from '../../../renderer/stores/app';
import { useRun } from '../../../renderer/stores/run';
import { useSession } from '../../../renderer/stores/session';
import { useTransport } from '../../../renderer/stores/transport';
import { useMoment } from '../../../renderer/understand/moment';
import { openWindow, type Window } from './setup';

export const settled = async (): Promise<void> => {
  for (let turn = 0; turn < 8; turn++) await flushPromises();
  await nextTick();
};

/** Every element is so large from the start on: nothing is laid out here. */
export function layOut(width: number, height: number): void {
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockReturnValue(width);
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(height);
  vi.stubGlobal(
    'ResizeObserver',
    class {
      constructor(private callback: () => void) {}
      observe(): void {
        this.callback();
      }
      disconnect(): void {
        this.callback = () => undefined;
      }
    },
  );
}

interface Options {
  /** What a person does before the run begins. */
  prepare?: () => void;
  /** Components that are left out. */
  stubs?: Record<string, true>;
}

/** A run of the first sample that has made 40 steps and is paused, with a panel on it. */
export async function onPanel(
  panel: Component,
  { prepare, stubs = {} }: Options = {},
): Promise<{ window: Window; view: VueWrapper }> {
  const window = openWindow();
  const run = useRun();
  window.api.onFrame((frame) => run.receive(frame));
  window.api.on('run/finished', (result) => run.finish(result));
  await useApp().load();
  await useSession().openSample('classic');
  prepare?.();
  useMoment();
  await useTransport().toggle();
  for (let made = 0; made < 10; made++) {
    window.tick();
    window.draw();
  }
  await useTransport().toggle();
  window.tick();
  window.draw();
  await settled();
  const view = mount(panel, { attachTo: document.body, global: { stubs } });
  await settled();
  return { window, view };
}
