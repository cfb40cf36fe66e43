import { join } from 'node:path';
import { Piscina } from 'piscina';
import type { ExactReply, ExactTask } from '../../core/exact/exactTask';
import { FallLineError } from '../../core/schema';
import type { TaskOutcome } from '../../tasks/outcome';
import type { WorkHooks } from '../api';
import { cancelled } from '../data/work';

export type RunExactTask = (task: ExactTask) => Promise<ExactReply>;

/**
 * Threads for one solution, which end with it: a cancel ends them in the middle of their work, for they only
 * read what others own.
 */
export const withExactPool = async <T>(
  tasksDirectory: string,
  nWorkers: number,
  { signal }: WorkHooks,
  work: (run: RunExactTask) => Promise<T>,
): Promise<T> => {
  if (signal?.aborted) throw cancelled();
  // Named with each task and not for the pool: a file that cannot be loaded then fails the task.
  const filename = join(tasksDirectory, 'exact.js');
  const pool = new Piscina({
    minThreads: 0,
    maxThreads: nWorkers,
    idleTimeout: Infinity,
    atomics: 'disabled',
  });
  let giveUp: (error: FallLineError) => void = () => undefined;
  const givenUp = new Promise<never>((_, reject) => (giveUp = reject));
  // A thread that ends while it starts has no task yet that could fail.
  const died = (): void =>
    giveUp(
      new FallLineError('worker-died', 'A thread ended while the exact solution was computed. Try again.'),
    );
  const cancel = (): void => giveUp(cancelled());
  pool.on('error', died);
  pool.on('workerDestroy', died);
  signal?.addEventListener('abort', cancel, { once: true });
  const run: RunExactTask = async (task) => {
    const outcome = (await pool.run(task, { filename })) as TaskOutcome<ExactReply>;
    if (outcome.ok) return outcome.value;
    throw 'defect' in outcome ? outcome.defect : new FallLineError(outcome.code, outcome.message);
  };
  try {
    return await Promise.race([givenUp, work(run)]);
  } finally {
    signal?.removeEventListener('abort', cancel);
    // What still runs is rejected by this, and nobody waits for it.
    giveUp(cancelled());
    await pool.destroy();
  }
};
