import { FallLineError } from '../../core/schema';
import { CANCEL, DONE, TOTAL } from '../../core/design/controlBlock';

/** The worker's side of a control block: is the work still wanted, and how far is it. */
export interface Control {
  isCancelled(): boolean;
  /** Throws FallLineError 'cancelled' once nobody waits for the result. */
  check(): void;
  report(done: number, total: number): void;
}

/** Of work that is never cancelled. */
export const NO_CONTROL: Control = { isCancelled: () => false, check: () => undefined, report: () => undefined };

export const controlOf = (block: SharedArrayBuffer): Control => {
  const flags = new Int32Array(block);
  const numbers = new Float64Array(block);
  const isCancelled = (): boolean => Atomics.load(flags, CANCEL) !== 0;
  return {
    isCancelled,
    check: () => {
      if (isCancelled()) throw new FallLineError('cancelled', 'Cancelled.');
    },
    report: (done, total) => {
      numbers[DONE] = done;
      numbers[TOTAL] = total;
    },
  };
};
