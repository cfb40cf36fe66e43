import type { ImportProgress } from '../contract';

const PROGRESS_INTERVAL_MS = 50;
/** Columns are described, proven and prepared, and panels answered, in the background. */
const isBackground = (kind: string): boolean =>
  kind === 'preparation' || kind === 'proof' || kind.startsWith('profile') || kind.startsWith('probe');

export interface WorkContext {
  signal: AbortSignal;
  onProgress: (progress: ImportProgress) => void;
}

/** Owner of every AbortController. New work of one kind takes the place of what is under way of that kind. */
export interface Work {
  run<T>(kind: string, task: (context: WorkContext) => Promise<T>): Promise<T>;
  cancelAll(): void;
  /** Ends what a person waits for: nobody asked to call off what is done in the background. */
  cancelAwaited(): void;
}

/** `now` is in milliseconds. Progress is passed on about twenty times a second, and at the end of each phase. */
export function createWork(emitProgress: (progress: ImportProgress) => void, now: () => number): Work {
  const underWay = new Map<string, AbortController>();

  const throttled = (signal: AbortSignal): WorkContext['onProgress'] => {
    let emittedAt = -Infinity;
    let phase: ImportProgress['phase'] | null = null;
    return (progress) => {
      if (signal.aborted) return;
      const isDue = now() - emittedAt >= PROGRESS_INTERVAL_MS;
      if (!isDue && progress.phase === phase && progress.done < progress.total) return;
      emittedAt = now();
      phase = progress.phase;
      emitProgress(progress);
    };
  };

  return {
    run: async (kind, task) => {
      underWay.get(kind)?.abort();
      const controller = new AbortController();
      underWay.set(kind, controller);
      try {
        return await task({ signal: controller.signal, onProgress: throttled(controller.signal) });
      } finally {
        if (underWay.get(kind) === controller) underWay.delete(kind);
      }
    },
    cancelAll: () => {
      for (const controller of underWay.values()) controller.abort();
    },
    cancelAwaited: () => {
      for (const [kind, controller] of underWay) if (!isBackground(kind)) controller.abort();
    },
  };
}
