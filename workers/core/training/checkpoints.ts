/**
 * What a run remembers at some of its steps, in bounded shared memory, so that any step is had again by a few updates: the
 * live arrays of the run (theta and the memory of the optimiser) at the first step and those that are multiples of a stride behind
 * it; the stride doubles whenever the memory is full. One writer, which never waits; any number of readers.
 *
 * [stride, count, numbers of a checkpoint, version, first step, then one checkpoint after the other]. The version is an int32
 * that is odd while something is being changed.
 */
export const CHECKPOINT_BYTES = 16 * 2 ** 20;

const STRIDE = 0;
const COUNT = 1;
const LENGTH = 2;
const FIRST = 4;
const HEADER = 8;
/** Among int32. */
const VERSION = 6;
const MOST = 1_024;
/** To copy the arrays costs less than a hundredth of this many steps. */
const FIRST_STRIDE = 16;

/** Before a run begins: what an earlier one has left is none of its own. */
export const clearCheckpoints = (buffer: SharedArrayBuffer): void => {
  new Float64Array(buffer).fill(0, 0, HEADER);
};

export interface CheckpointWriter {
  /** Takes note of a step, before its update is made; steps come in order from the first. */
  observe(step: number): void;
}

export const createCheckpointWriter = (
  buffer: SharedArrayBuffer,
  state: readonly Float64Array[],
  first = 0,
): CheckpointWriter => {
  const numbers = new Float64Array(buffer);
  const length = state.reduce((sum, array) => sum + array.length, 0);
  let capacity = MOST;
  while (capacity > 1 && HEADER + capacity * length > numbers.length) capacity /= 2;
  let stride = FIRST_STRIDE;
  let count = 0;
  const ints = new Int32Array(buffer, 0, 2 * HEADER);
  numbers[STRIDE] = stride;
  numbers[COUNT] = 0;
  numbers[LENGTH] = length;
  numbers[FIRST] = first;
  Atomics.store(ints, VERSION, 0);

  const thinOut = (): void => {
    for (let kept = 1; 2 * kept < count; kept++) {
      const from = HEADER + 2 * kept * length;
      numbers.copyWithin(HEADER + kept * length, from, from + length);
    }
    count = Math.ceil(count / 2);
    stride *= 2;
    numbers[STRIDE] = stride;
  };

  const append = (): void => {
    let at = HEADER + count * length;
    for (const array of state) {
      numbers.set(array, at);
      at += array.length;
    }
    count++;
    numbers[COUNT] = count;
  };

  return {
    observe: (step) => {
      // With room for less than two there is nothing to go on from but the start.
      if (capacity < 2 || (step - first) % stride !== 0) return;
      Atomics.add(ints, VERSION, 1);
      if (count === capacity) thinOut();
      if ((step - first) % stride === 0) append();
      Atomics.add(ints, VERSION, 1);
      Atomics.notify(ints, VERSION);
    },
  };
};

export interface Checkpoint {
  step: number;
  numbers: Float64Array<ArrayBuffer>;
}

const READ_ATTEMPTS = 200;
/** A writer is done in less; one that has died never is. */
const CHANGE_MS = 5;

/**
 * The last one at or before a step; null where there is none. Waits while something is being changed, a few milliseconds; null
 * too where that does not end.
 */
export const checkpointBefore = (buffer: SharedArrayBuffer, step: number): Checkpoint | null => {
  const numbers = new Float64Array(buffer);
  const ints = new Int32Array(buffer, 0, 2 * HEADER);
  for (let attempt = 0; attempt < READ_ATTEMPTS; attempt++) {
    const version = Atomics.load(ints, VERSION);
    if (version % 2 !== 0) {
      Atomics.wait(ints, VERSION, version, CHANGE_MS);
      continue;
    }
    const [stride, count, length, first] = [numbers[STRIDE]!, numbers[COUNT]!, numbers[LENGTH]!, numbers[FIRST]!];
    const index = Math.min(count - 1, Math.floor((step - first) / stride));
    const at = HEADER + index * length;
    const checkpoint = index >= 0 ? { step: first + index * stride, numbers: numbers.slice(at, at + length) } : null;
    if (Atomics.load(ints, VERSION) === version) return checkpoint;
  }
  return null;
};

/** Sets the live arrays to a checkpoint of a run with the same ones. */
export const restoreState = (state: readonly Float64Array[], { numbers }: Checkpoint): void => {
  let at = 0;
  for (const array of state) {
    array.set(numbers.subarray(at, at + array.length));
    at += array.length;
  }
};
