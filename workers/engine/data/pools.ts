import { join } from 'node:path';
import { Piscina } from 'piscina';

/** What is used of a pool, so that a test can bring its own. */
export interface TaskPool {
  run(task: unknown): Promise<unknown>;
  destroy(): Promise<void>;
}

export interface DataPools {
  data: TaskPool;
  scan: TaskPool;
}

const CONCURRENT_TASKS = 64;
const SCAN_IDLE_MS = 5_000;

/**
 * One thread for DuckDB, on which many tasks are under way at a time (they wait for DuckDB's own threads), and one that
 * scans files. Without atomics: a thread that sleeps between tasks could not finish what goes on in the background.
 */
export const createDataPools = (tasksDirectory: string): { data: Piscina; scan: Piscina } => ({
  data: new Piscina({
    filename: join(tasksDirectory, 'data.js'),
    minThreads: 1,
    maxThreads: 1,
    concurrentTasksPerWorker: CONCURRENT_TASKS,
    idleTimeout: Infinity,
    atomics: 'disabled',
  }),
  scan: new Piscina({
    filename: join(tasksDirectory, 'scan.js'),
    minThreads: 0,
    maxThreads: 1,
    concurrentTasksPerWorker: 4,
    idleTimeout: SCAN_IDLE_MS,
    atomics: 'disabled',
  }),
});
