import { join } from 'node:path';
import type { Worker } from 'node:worker_threads';
import { Piscina } from 'piscina';
import { FallLineError } from '../../core/schema';

/** What is used of a pool, so that a test can bring its own. */
export interface TaskPool {
  /** Rejects with FallLineError 'worker-died' where the thread ends before the task; a task itself never rejects. */
  run(task: unknown): Promise<unknown>;
  destroy(): Promise<void>;
}

export interface ThreadPool extends TaskPool {
  threads(): Worker[];
}

export interface DataPools {
  data: TaskPool;
  scan: TaskPool;
}

type PoolOptions = ConstructorParameters<typeof Piscina>[0];

const lostData = (): FallLineError =>
  new FallLineError(
    'worker-died',
    'The thread that holds the data has ended, and what it held is lost. Open the file again.',
  );

/**
 * A pool that is replaced when its thread ends. Piscina would start another thread, but gives up for good, and leaves
 * its queue waiting, if that one ends before it is ready.
 */
export const createPool = (options: PoolOptions, died = lostData): ThreadPool => {
  const start = (): Piscina => {
    const started = new Piscina(options);
    // A thread that ends without a task is found out by the next task.
    started.on('error', () => undefined);
    return started;
  };
  let pool = start();
  let isDestroyed = false;
  return {
    run: async (task) => {
      const current = pool;
      try {
        return (await current.run(task)) as unknown;
      } catch {
        if (pool === current && !isDestroyed) {
          pool = start();
          void current.destroy();
        }
        throw died();
      }
    },
    threads: () => pool.threads,
    destroy: () => {
      isDestroyed = true;
      return pool.destroy();
    },
  };
};

const CONCURRENT_TASKS = 64;
const SCAN_IDLE_MS = 5_000;

/**
 * One thread for DuckDB, on which many tasks are under way at a time (they wait for DuckDB's own threads), and one that
 * scans files. Without atomics: a thread that sleeps between tasks could not finish what goes on in the background.
 */
export const createDataPools = (tasksDirectory: string): { data: ThreadPool; scan: ThreadPool } => ({
  data: createPool({
    filename: join(tasksDirectory, 'data.js'),
    minThreads: 1,
    maxThreads: 1,
    concurrentTasksPerWorker: CONCURRENT_TASKS,
    idleTimeout: Infinity,
    atomics: 'disabled',
  }),
  scan: createPool({
    filename: join(tasksDirectory, 'scan.js'),
    minThreads: 0,
    maxThreads: 1,
    concurrentTasksPerWorker: 4,
    idleTimeout: SCAN_IDLE_MS,
    atomics: 'disabled',
  }),
});
