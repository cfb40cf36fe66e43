import { SLOT, STATE } from '../../core/training/controlBlock';
import { throwIfAborted } from './barrier';

const SLEEP_MS = 1_000;

/**
 * Follows the engine's orders to pause, step and go on: returns once the next update may be made, or the run is to stop;
 * true where it had to wait. `onHold` is called before the first wait is announced, `save` where the state is asked for.
 */
export const createPauser = (ints: Int32Array, onHold: () => void, save: () => void): (() => boolean) => {
  let stepsTaken = 0;
  let saved = 0;
  const answerRequest = (): void => {
    const asked = Atomics.load(ints, SLOT.saveRequests);
    if (asked === saved) return;
    save();
    saved = asked;
    Atomics.store(ints, SLOT.saved, asked);
  };
  return () => {
    let hasWaited = false;
    answerRequest();
    if (Atomics.load(ints, SLOT.pause) === 0) {
      stepsTaken = Atomics.load(ints, SLOT.stepRequests);
      return hasWaited;
    }
    for (;;) {
      const orders = Atomics.load(ints, SLOT.orders);
      throwIfAborted(ints);
      answerRequest();
      const requests = Atomics.load(ints, SLOT.stepRequests);
      const mayStep = stepsTaken !== requests;
      if (Atomics.load(ints, SLOT.pause) === 0) stepsTaken = requests;
      else if (mayStep) stepsTaken = (stepsTaken + 1) | 0;
      else if (Atomics.load(ints, SLOT.stop) === 0) {
        if (!hasWaited) onHold();
        hasWaited = true;
        Atomics.store(ints, SLOT.state, STATE.paused);
        Atomics.wait(ints, SLOT.orders, orders, SLEEP_MS);
        continue;
      }
      Atomics.store(ints, SLOT.state, STATE.running);
      return hasWaited;
    }
  };
};
