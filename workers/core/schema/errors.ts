/** Failures that a person can act on. Anything else is a defect and keeps its stack. */
export type ErrorCode =
  | 'file-not-found'
  | 'file-unreadable'
  | 'file-not-supported'
  | 'file-empty'
  | 'file-damaged'
  | 'file-changed'
  | 'import-failed'
  | 'column-unknown'
  | 'column-not-numeric'
  | 'column-constant'
  | 'target-as-feature'
  | 'too-few-rows'
  | 'setting-invalid'
  | 'model-invalid'
  | 'write-failed'
  | 'worker-died'
  | 'cancelled'
  | 'not-open'
  | 'unexpected';

export class FallLineError extends Error {
  override readonly name = 'FallLineError';
  constructor(
    readonly code: ErrorCode,
    message: string,
  ) {
    super(message);
  }
}

/** The form in which a failure crosses a thread or process: structured clone keeps no fields of an Error. */
export type Outcome<T> = { ok: true; value: T } | { ok: false; code: ErrorCode; message: string };
