/**
 * What a run remembers at some of its steps, in bounded shared memory, so that any step is had again by a few updates: the
 * live arrays of the run (theta and the memory of the optimiser) at the steps that are multiples of a stride, which doubles
 * whenever the memory is full. One writer; read only while it stands still.
 *
 * [stride, count, numbers of a checkpoint, then one checkpoint after the other].
 */
export const CHECKPOINT_BYTES = 16 * 2 ** 20;

const STRIDE = 0;
const COUNT = 1;
const LENGTH = 2;
const HEADER = 8;
const MOST = 1_024;
/** To copy the arrays costs less than a hundredth of this many steps. */
const FIRST_STRIDE = 16;

export interface CheckpointWriter {
  /** Takes note of a step, before its update is made; steps come in order from 0. */
  observe(step: number): void;
}

export const createCheckpointWriter = (
  buffer: SharedArrayBuffer,
  state: readonly Float64Array[],
): CheckpointWriter => {
  const numbers = new Float64Array(buffer);
  const length = state.reduce((sum, array) => sum + array.length, 0);
  let capacity = MOST;
  while (capacity > 1 && HEADER + capacity * length > numbers.length) capacity /= 2;
  let stride = FIRST_STRIDE;
  let count = 0;
  numbers[STRIDE] = stride;
  numbers[COUNT] = 0;
  numbers[LENGTH] = length;

  const thinOut = (): void => {
    for (let kept = 1; 2 * kept < count; kept++) {
      const from = HEADER + 2 * kept * length;
      numbers.copyWithin(HEADER + kept * length, from, from + length);
    }
    count = Math.ceil(count / 2);
    stride *= 2;
    numbers[STRIDE] = stride;
  };

  return {
    observe: (step) => {
      // With room for less than two there is nothing to go on from but the start.
      if (capacity < 2 || step % stride !== 0) return;
      if (count === capacity) thinOut();
      if (step % stride !== 0) return;
      let at = HEADER + count * length;
      for (const array of state) {
        numbers.set(array, at);
        at += array.length;
      }
      count++;
      numbers[COUNT] = count;
    },
  };
};

export interface Checkpoint {
  step: number;
  numbers: Float64Array<ArrayBuffer>;
}

/** The last one at or before a step; null where there is none. */
export const checkpointBefore = (buffer: SharedArrayBuffer, step: number): Checkpoint | null => {
  const numbers = new Float64Array(buffer);
  const [stride, count, length] = [numbers[STRIDE]!, numbers[COUNT]!, numbers[LENGTH]!];
  const index = Math.min(count - 1, Math.floor(step / stride));
  if (!(index >= 0)) return null;
  const at = HEADER + index * length;
  return { step: index * stride, numbers: new Float64Array(numbers.subarray(at, at + length)) };
};

/** Sets the live arrays to a checkpoint of a run with the same ones. */
export const restoreState = (state: readonly Float64Array[], { numbers }: Checkpoint): void => {
  let at = 0;
  for (const array of state) {
    array.set(numbers.subarray(at, at + array.length));
    at += array.length;
  }
};
