import { computed, shallowRef, watch } from 'vue';
import { keepValues } from './keepValues';

/** What a person has changed, to be taken back step by step and made again. */
export interface History {
  canUndo: { readonly value: boolean };
  canRedo: { readonly value: boolean };
  undo(): void;
  redo(): void;
  /** Takes down the steps; what is returned brings them back, once the state that they led to is there again. */
  keep(): () => void;
  /** Begins anew with what is there now. */
  clear(): void;
}

const MOST_STEPS = 200;

/** All that changes in `read` at one go is one step, unless `isStep` says that nobody asked for it. States are told apart by their text. */
export function createHistory<T>(
  read: () => T,
  write: (state: T) => void,
  isStep: (from: T, to: T) => boolean = () => true,
): History {
  const past = shallowRef<readonly T[]>([]);
  const future = shallowRef<readonly T[]>([]);
  let present = read();

  const isSame = (a: T, b: T): boolean => JSON.stringify(a) === JSON.stringify(b);

  function note(): void {
    const state = read();
    if (isSame(state, present)) return;
    if (!isStep(present, state)) {
      present = state;
      return;
    }
    past.value = [...past.value, present].slice(-MOST_STEPS);
    future.value = [];
    present = state;
  }

  function step(from: typeof past, to: typeof past): void {
    // A change of this very moment is a step of its own.
    note();
    const state = from.value.at(-1);
    if (state === undefined) return;
    from.value = from.value.slice(0, -1);
    to.value = [...to.value, present];
    write(state);
    present = read();
  }

  watch(read, note);

  return {
    canUndo: computed(() => past.value.length > 0),
    canRedo: computed(() => future.value.length > 0),
    undo: () => step(past, future),
    redo: () => step(future, past),
    keep: () => {
      const bringBack = keepValues(past, future);
      return () => {
        bringBack();
        present = read();
      };
    },
    clear: () => {
      past.value = [];
      future.value = [];
      present = read();
    },
  };
}
