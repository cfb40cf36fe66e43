import type { Method } from '../schema';

/**
 * All that a run remembers at one of its steps, so that another one goes on from there with the same bits: live arrays of the
 * leader, in an order of its own (workers/tasks/training/descent.ts), copied to shared memory where it is asked for. One
 * writer; a reader waits for its answer.
 *
 * [version, step, number of arrays, length of each, then one array after the other]. The version is an int32 that is odd while
 * it is written: a leader that died in the middle leaves it so.
 */
export interface SavedState {
  step: number;
  arrays: Float64Array<ArrayBuffer>[];
}

const STEP = 1;
const N_ARRAYS = 2;
const LENGTHS = 3;
const MOST_ARRAYS = 61;
const HEADER = LENGTHS + MOST_ARRAYS;
const NONE = -1;

/** A state that is larger is not saved, and its run cannot be resumed. */
export const MOST_SAVED_BYTES = 256 * 2 ** 20;
const LEAST_SAVED_BYTES = 2 ** 20;
/** Copies of the parameters besides the pairs of L-BFGS: theta, two of the optimiser, two of the rate, mean and best ones. */
const MOST_COPIES = 8;

/** Bytes to set aside, a power of two so that runs can use one another's. Cheap until written to. */
export const savedByteLength = ({ optimizer }: Method, nParameters: number, recordLength: number): number => {
  const nCopies = MOST_COPIES + (optimizer.kind === 'l-bfgs' ? 2 * optimizer.memory : 0);
  let bytes = LEAST_SAVED_BYTES;
  while (bytes < MOST_SAVED_BYTES && bytes < 8 * (HEADER + nCopies * nParameters + 2 * recordLength + 1_024)) bytes *= 2;
  return bytes;
};

/** Before a run begins: what an earlier one has left is none of its own. */
export const clearSaved = (buffer: SharedArrayBuffer): void => {
  const numbers = new Float64Array(buffer, 0, HEADER);
  numbers.fill(0);
  numbers[STEP] = NONE;
};

/** Copies the live arrays; where they are more than fits, nothing is saved. */
export const writeSaved = (buffer: SharedArrayBuffer, step: number, arrays: readonly Float64Array[]): void => {
  const numbers = new Float64Array(buffer);
  const length = arrays.reduce((sum, array) => sum + array.length, HEADER);
  if (length > numbers.length || arrays.length > MOST_ARRAYS) return;
  const version = new Int32Array(buffer, 0, 1);
  Atomics.add(version, 0, 1);
  numbers[STEP] = step;
  numbers[N_ARRAYS] = arrays.length;
  let at = HEADER;
  arrays.forEach((array, k) => {
    numbers[LENGTHS + k] = array.length;
    numbers.set(array, at);
    at += array.length;
  });
  Atomics.add(version, 0, 1);
};

/** What was saved last; null where nothing was, or where it is half written. */
export const readSaved = (buffer: SharedArrayBuffer): SavedState | null => {
  const version = new Int32Array(buffer, 0, 1);
  const before = Atomics.load(version, 0);
  const numbers = new Float64Array(buffer);
  const step = numbers[STEP]!;
  if (before % 2 !== 0 || step === NONE) return null;
  let at = HEADER;
  const arrays = Array.from({ length: numbers[N_ARRAYS]! }, (_, k) => {
    const from = at;
    at += numbers[LENGTHS + k]!;
    return numbers.slice(from, at);
  });
  return Atomics.load(version, 0) === before ? { step, arrays } : null;
};

/** Sets live arrays to what was saved of the same ones. Throws RangeError where they are not the same. */
export const restoreSaved = (arrays: readonly Float64Array[], saved: SavedState): void => {
  const isSame = arrays.length === saved.arrays.length && arrays.every((array, k) => array.length === saved.arrays[k]!.length);
  if (!isSame) throw new RangeError('What was saved of the run does not fit its settings.');
  arrays.forEach((array, k) => array.set(saved.arrays[k]!));
};
