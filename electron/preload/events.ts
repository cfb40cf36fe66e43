import { ipcRenderer } from 'electron';
import { IPC_EVENT_NAMES, type FallLineApi, type IpcEventName, type IpcEvents } from '../contract';

type Listener = (payload: IpcEvents[IpcEventName]) => void;

/** Orders given to a window that is still starting; the latest of each is kept for the first listener. */
const KEPT_FOR_FIRST_LISTENER: readonly IpcEventName[] = ['file/open', 'sample/run'];

export function createEvents(): { on: FallLineApi['on'] } {
  const listeners = new Map<IpcEventName, Set<Listener>>();
  const kept = new Map<IpcEventName, IpcEvents[IpcEventName]>();

  for (const name of IPC_EVENT_NAMES) {
    const ofName = new Set<Listener>();
    listeners.set(name, ofName);
    ipcRenderer.on(name, (_event, payload: IpcEvents[IpcEventName]) => {
      if (ofName.size === 0 && KEPT_FOR_FIRST_LISTENER.includes(name)) kept.set(name, payload);
      for (const listener of ofName) listener(payload);
    });
  }

  return {
    on: (name, listener) => {
      const ofName = listeners.get(name);
      if (!ofName) throw new Error(`There is no event "${String(name)}".`);
      // A wrapper of its own, so that the same function subscribed twice is also removed one by one.
      const entry: Listener = (payload) => listener(payload as Parameters<typeof listener>[0]);
      ofName.add(entry);
      const waiting = kept.get(name);
      kept.delete(name);
      if (waiting !== undefined) queueMicrotask(() => entry(waiting));
      return () => {
        ofName.delete(entry);
      };
    },
  };
}
