import type { BrowserWindow } from 'electron';
import type { IpcEventName, IpcEvents } from '../contract';

export type Emit = <N extends IpcEventName>(name: N, payload: IpcEvents[N]) => void;

/** Tells the window something unasked; a window that is gone needs to know nothing. */
export const emitTo =
  (window: () => BrowserWindow | null): Emit =>
  (name, payload) => {
    const target = window();
    if (target && !target.isDestroyed() && !target.webContents.isCrashed()) target.webContents.send(name, payload);
  };
