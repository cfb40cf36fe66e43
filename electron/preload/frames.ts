import { ipcRenderer } from 'electron';
import { FRAME_PORT_CHANNEL, type MetricFrame } from '../contract';

type FrameListener = (frame: MetricFrame) => void;

export interface Frames {
  onFrame(listener: FrameListener): () => void;
  /** Delivers no frame before the page has seen how `starting` ended: it must know the run first. */
  holdUntil<T>(starting: Promise<T>): Promise<T>;
}

/** At most one frame is ever waiting here: main sends the next one only after this one was answered. */
export function createFrames(): Frames {
  const listeners = new Set<FrameListener>();
  let port: MessagePort | null = null;
  let waiting: MetricFrame | null = null;
  let holds = 0;

  const deliver = (): void => {
    if (!waiting || holds > 0 || listeners.size === 0) return;
    const frame = waiting;
    waiting = null;
    try {
      for (const listener of listeners) listener(frame);
    } finally {
      port?.postMessage(frame.runId);
    }
  };

  ipcRenderer.on(FRAME_PORT_CHANNEL, (event) => {
    port?.close();
    port = event.ports[0] ?? null;
    waiting = null;
    if (!port) return;
    port.onmessage = (message: MessageEvent<MetricFrame>) => {
      waiting = message.data;
      deliver();
    };
  });

  return {
    onFrame: (listener) => {
      const entry: FrameListener = (frame) => listener(frame);
      listeners.add(entry);
      queueMicrotask(deliver);
      return () => {
        listeners.delete(entry);
      };
    },
    holdUntil: async (starting) => {
      holds += 1;
      try {
        return await starting;
      } finally {
        // A task, not a microtask: the page's own continuation of the answer runs first.
        setTimeout(() => {
          holds -= 1;
          deliver();
        }, 0);
      }
    },
  };
}
