import type { BrowserWindow, IpcMainInvokeEvent } from 'electron';
import { emitTo, type Emit } from './appEvents';
import { APP_URL } from './bundledFile';
import type { MetricFrame } from '../contract';
import { openFramePort, type FramePort } from './framePort';
import { reportMemory } from './memory';
import { isOwnAddress, type DevelopmentOrigin } from './origins';
import { createWindow, isSeen, type WindowOptions } from './window';

export interface OpenOptions extends WindowOptions {
  development: DevelopmentOrigin;
  onFrameHandled: (runId: string) => void;
  /** The page begins anew and knows nothing of what was open. */
  onReload: () => void;
}

/** The one window, from before it is there until after it is gone. */
export interface WindowHost {
  window(): BrowserWindow | null;
  open(options: OpenOptions): Promise<void>;
  /** Brings the window to the front. */
  show(): void;
  isSeen(): boolean;
  /** Whether a message comes from the main frame of the window, showing a page of ours. */
  isOwnFrame(event: IpcMainInvokeEvent): boolean;
  emit: Emit;
  sendFrame(frame: MetricFrame): void;
  /** Resolves once what closing the window began has ended. */
  settled(): Promise<void>;
}

export function createWindowHost(): WindowHost {
  let window: BrowserWindow | null = null;
  let framePort: FramePort | null = null;
  let development: DevelopmentOrigin = null;
  let placementSaved = Promise.resolve();
  const emit = emitTo(() => window);

  return {
    window: () => window,
    open: async (options) => {
      development = options.development;
      const opened = await createWindow(options, (saved) => {
        placementSaved = saved;
      });
      window = opened;
      opened.once('closed', () => {
        window = null;
        framePort = null;
      });
      framePort = openFramePort(opened.webContents, options.onFrameHandled);
      reportMemory(opened, emit);
      let isFirstPage = true;
      opened.webContents.on('did-start-navigation', ({ isMainFrame, isSameDocument }) => {
        if (!isMainFrame || isSameDocument) return;
        if (!isFirstPage) options.onReload();
        isFirstPage = false;
      });
      // A page that dies while it loads is told by the crash watcher; the development server may come up later.
      await opened.loadURL(development ?? APP_URL).catch((error: unknown) => console.error(error));
    },
    show: () => {
      if (!window) return;
      if (window.isMinimized()) window.restore();
      window.show();
      window.focus();
    },
    isSeen: () => window !== null && isSeen(window),
    isOwnFrame: ({ sender, senderFrame }) =>
      sender === window?.webContents &&
      senderFrame?.parent === null &&
      isOwnAddress(senderFrame.url, development),
    emit,
    sendFrame: (frame) => framePort?.send(frame),
    settled: () => placementSaved,
  };
}
