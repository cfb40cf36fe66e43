/**
 * A few words of shared memory between the one who waits for a piece of work and the thread that does it.
 * int32 at CANCEL: not 0 when the work is no longer wanted. float64 at DONE and TOTAL: how far it is.
 */
export const CONTROL_BYTES = 32;
export const CANCEL = 0;
export const DONE = 1;
export const TOTAL = 2;
