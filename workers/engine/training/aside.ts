import { cancelled } from '../data/work';

/** Work beside the open run, on its shards, that ends with it. */
export interface Aside {
  /** One after the other, for all of it has one workspace in the shards. Aborting rejects with code 'cancelled'. */
  inTurn<T>(signal: AbortSignal | undefined, work: (signal: AbortSignal) => Promise<T>): Promise<T>;
  abort(): void;
  /** Resolves when no thread is at work on the shards any more. */
  settled(): Promise<unknown>;
}

export const createAside = (): Aside => {
  const works = new Map<AbortController, Promise<unknown>>();
  let last: Promise<unknown> = Promise.resolve();
  return {
    inTurn: async (signal, work) => {
      const own = new AbortController();
      const forward = (): void => own.abort();
      signal?.addEventListener('abort', forward, { once: true });
      if (signal?.aborted) own.abort();
      const working = last.then(async () => {
        if (own.signal.aborted) throw cancelled();
        const value = await work(own.signal);
        // What came about while the run went away is not to be trusted.
        if (own.signal.aborted) throw cancelled();
        return value;
      });
      last = working.catch(() => undefined);
      works.set(own, working);
      try {
        return await working;
      } finally {
        works.delete(own);
        signal?.removeEventListener('abort', forward);
      }
    },
    abort: () => {
      for (const own of works.keys()) own.abort();
    },
    settled: () => Promise.allSettled(works.values()),
  };
};
