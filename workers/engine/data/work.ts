import { CANCEL, CONTROL_BYTES, DONE, TOTAL } from '../../core/design/controlBlock';
import { FallLineError, type ImportProgress } from '../../core/schema';
import type { TaskOutcome } from '../../tasks/outcome';
import type { WorkHooks } from '../api';
import type { TaskPool } from './pools';

/** Cancelled work that has not stopped by then goes on behind the scenes until it notices. */
const PATIENCE_MS = 150;
const PROGRESS_MS = 100;
/** Before that an estimate of the time left would jump. */
const SOUND_AFTER_MS = 400;
const SOUND_SHARE = 0.02;

export const cancelled = (): FallLineError => new FallLineError('cancelled', 'Cancelled.');

/** A piece of work that may take several tasks: cancelled as one, followed as one. */
export interface Work {
  /** Gives a task its control block; `followed` blocks feed the progress. */
  block(followed: boolean): SharedArrayBuffer;
  cancel(): void;
  isCancelled(): boolean;
  throwIfCancelled(): void;
  /** Rejects soon after a cancel, whatever `promise` does. */
  promptly<T>(promise: Promise<T>): Promise<T>;
  /** Stops following it; work that is done makes a last report. */
  end(isDone: boolean): void;
}

const remaining = (done: number, total: number, elapsedMs: number): number | null =>
  elapsedMs < SOUND_AFTER_MS || done < SOUND_SHARE * total ? null : (elapsedMs * (total - done)) / done;

export const beginWork = (hooks: WorkHooks, phase: ImportProgress['phase'], unit: ImportProgress['unit']): Work => {
  const { signal, onProgress } = hooks;
  const startedAt = performance.now();
  const blocks: SharedArrayBuffer[] = [];
  let followed: Float64Array | null = null;
  let isCancelled = false;
  const listeners = new Set<() => void>();

  const cancel = (): void => {
    isCancelled = true;
    for (const block of blocks) Atomics.store(new Int32Array(block), CANCEL, 1);
    for (const listener of [...listeners]) listener();
  };
  const report = (): void => {
    const total = followed?.[TOTAL] ?? 0;
    const done = followed?.[DONE] ?? 0;
    if (total === 0 || !onProgress) return;
    const elapsedMs = performance.now() - startedAt;
    onProgress({ phase, done, total, unit, elapsedMs, remainingMs: remaining(done, total, elapsedMs) });
  };
  const timer = onProgress ? setInterval(report, PROGRESS_MS) : undefined;
  if (signal?.aborted) cancel();
  signal?.addEventListener('abort', cancel, { once: true });

  return {
    block: (isFollowed) => {
      const block = new SharedArrayBuffer(CONTROL_BYTES);
      if (isCancelled) Atomics.store(new Int32Array(block), CANCEL, 1);
      blocks.push(block);
      if (isFollowed) followed = new Float64Array(block);
      return block;
    },
    cancel,
    isCancelled: () => isCancelled,
    throwIfCancelled: () => {
      if (isCancelled) throw cancelled();
    },
    promptly: (promise) =>
      new Promise((resolve, reject) => {
        let patience: NodeJS.Timeout | undefined;
        const wait = (): void => {
          patience = setTimeout(() => reject(cancelled()), PATIENCE_MS);
        };
        const settled = (): void => {
          clearTimeout(patience);
          listeners.delete(wait);
        };
        listeners.add(wait);
        if (isCancelled) wait();
        promise.then(resolve, reject).finally(settled);
      }),
    end: (isDone) => {
      clearInterval(timer);
      signal?.removeEventListener('abort', cancel);
      if (isDone) report();
    },
  };
};

/** Runs one task and turns its outcome back into a value or an error. */
export const runTask = async <T>(pool: TaskPool, task: object): Promise<T> => {
  const outcome = (await pool.run(task)) as TaskOutcome<T>;
  if (outcome.ok) return outcome.value;
  throw 'defect' in outcome ? outcome.defect : new FallLineError(outcome.code, outcome.message);
};
