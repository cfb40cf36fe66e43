import { FallLineError, type Outcome } from '../core/schema';

/** What a task of the data half answers: it never rejects, so that a rejection means that its thread has ended. */
export type TaskOutcome<T> = Outcome<T> | { ok: false; defect: Error };

/** Runs a task to its outcome. A failure that a person can act on crosses as code and sentence, a defect with its stack. */
export const outcomeOf = async <T>(work: () => T | Promise<T>): Promise<TaskOutcome<T>> => {
  try {
    return { ok: true, value: await work() };
  } catch (error) {
    if (error instanceof FallLineError) return { ok: false, code: error.code, message: error.message };
    return { ok: false, defect: error instanceof Error ? error : new Error(String(error)) };
  }
};
