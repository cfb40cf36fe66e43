import { SLOT } from '../../core/training/controlBlock';

/** Thrown out of a wait when the gang is to give up: a worker died, or the run is thrown away. */
export class GangAborted extends Error {}

/** A safety net only: whoever changes a slot also notifies its sleepers. */
const SLEEP_MS = 250;

export const throwIfAborted = (ints: Int32Array): void => {
  if (Atomics.load(ints, SLOT.abort) !== 0) throw new GangAborted();
};

/** Waits until a slot satisfies `isReached` and returns its value: looks `spins` times, then sleeps. */
export const waitForSlot = (
  ints: Int32Array,
  slot: number,
  spins: number,
  isReached: (value: number) => boolean,
): number => {
  for (let i = 0; i < spins; i++) {
    const value = Atomics.load(ints, slot);
    if (isReached(value)) return value;
  }
  for (;;) {
    const value = Atomics.load(ints, slot);
    if (isReached(value)) return value;
    throwIfAborted(ints);
    Atomics.wait(ints, slot, value, SLEEP_MS);
  }
};
