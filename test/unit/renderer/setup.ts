import { createPinia, setActivePinia } from 'pinia';
import { vi } from 'vitest';
import { connect } from '../../../renderer/bridge/client';
import { createFakeApi, type FakeApi, type FakeOptions } from '../../../renderer/bridge/fake/fakeApi';

export interface Window {
  api: FakeApi;
  /** Runs what waits for the next animation frame. */
  draw: () => void;
  /** Lets the fake main process make its next steps and send a frame. */
  tick: () => void;
}

/** Fresh stores on a fake main process, with frames and animation frames in the test's hands. */
export function openWindow(options: FakeOptions = {}): Window {
  let onTick: (() => void) | null = null;
  const waiting = new Map<number, FrameRequestCallback>();
  let nRequests = 0;
  vi.stubGlobal('requestAnimationFrame', (callback: FrameRequestCallback) => {
    waiting.set(++nRequests, callback);
    return nRequests;
  });
  vi.stubGlobal('cancelAnimationFrame', (request: number) => waiting.delete(request));
  setActivePinia(createPinia());
  const api = createFakeApi({
    everyFrame: (callback) => {
      onTick = callback;
      return () => (onTick = null);
    },
    ...options,
  });
  connect(api);
  return {
    api,
    draw: () => {
      const callbacks = [...waiting.values()];
      waiting.clear();
      callbacks.forEach((callback) => callback(0));
    },
    tick: () => onTick?.(),
  };
}

/** A promise whose end the test decides. */
export function deferred<T>(): { promise: Promise<T>; resolve: (value: T) => void } {
  let resolve: (value: T) => void = () => undefined;
  const promise = new Promise<T>((onResolve) => (resolve = onResolve));
  return { promise, resolve };
}
