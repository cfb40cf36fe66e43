import { join } from 'node:path';
import { Piscina } from 'piscina';
import type { ExactReply, ExactTask } from '../../core/exact/exactTask';
import { FallLineError } from '../../core/schema';
import type { TaskOutcome } from '../../tasks/outcome';
import type { WorkHooks } from '../api';
import { cancelled } from '../data/work';

export type RunExactTask = (task: ExactTask) => Promise<ExactReply>;

/** Threads for exact solutions. Those of work that has ended well wait for the next one: to start them takes longer than much of the work. */
export interface ExactPool {
  /**
   * A cancel ends the threads in the middle of their work, for they only read what others own. Each work has threads of its
   * own, so that this harms no other.
   */
  use<T>(hooks: WorkHooks, work: (run: RunExactTask) => Promise<T>): Promise<T>;
  /** Starts the threads while there is something else to wait for. */
  wake(): void;
  /** Ends the threads that wait. */
  dispose(): Promise<void>;
}

type Threads = Piscina<ExactTask, TaskOutcome<ExactReply>>;

const died = (): FallLineError =>
  new FallLineError('worker-died', 'A thread ended while the exact solution was computed. Try again.');

export const createExactPool = (tasksDirectory: string, maxWorkers: number): ExactPool => {
  // Named with each task and not for the pool: a file that cannot be loaded then fails the task.
  const filename = join(tasksDirectory, 'exact.js');
  let waiting: Threads | null = null;
  let isDisposed = false;

  const start = (): Threads => {
    const threads: Threads = new Piscina({
      minThreads: 0,
      maxThreads: maxWorkers,
      idleTimeout: Infinity,
      atomics: 'disabled',
    });
    // Without a listener an idle thread that dies would end the process; the next task gets a new one.
    threads.on('error', () => undefined);
    return threads;
  };

  return {
    use: async (hooks, work) => {
      const { signal } = hooks;
      if (signal?.aborted) throw cancelled();
      const threads = waiting ?? start();
      waiting = null;
      let giveUp: (error: FallLineError) => void = () => undefined;
      const givenUp = new Promise<never>((_, reject) => (giveUp = reject));
      // A thread that ends while it starts has no task yet that could fail.
      const fail = (): void => giveUp(died());
      const cancel = (): void => giveUp(cancelled());
      threads.on('error', fail);
      threads.on('workerDestroy', fail);
      signal?.addEventListener('abort', cancel, { once: true });
      const run: RunExactTask = async (task) => {
        const outcome = await threads.run(task, { filename });
        if (outcome.ok) return outcome.value;
        throw 'defect' in outcome ? outcome.defect : new FallLineError(outcome.code, outcome.message);
      };
      let mayStay = false;
      try {
        const value = await Promise.race([givenUp, work(run)]);
        mayStay = waiting === null && !isDisposed;
        return value;
      } finally {
        signal?.removeEventListener('abort', cancel);
        threads.off('error', fail);
        threads.off('workerDestroy', fail);
        // What still runs is rejected by this, and nobody waits for it.
        giveUp(cancelled());
        if (mayStay) waiting = threads;
        else await threads.destroy();
      }
    },
    wake: () => {
      if (isDisposed || waiting) return;
      const threads = (waiting = start());
      // Where one cannot start, the work that comes is told.
      for (let k = 0; k < maxWorkers; k++) void threads.run({ kind: 'wake' }, { filename }).catch(() => undefined);
    },
    dispose: async () => {
      isDisposed = true;
      await waiting?.destroy();
      waiting = null;
    },
  };
};
