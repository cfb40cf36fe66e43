import type { MetricFrame } from '../../workers/core/schema';
import { LOSS_MAX, LOSS_MIN, STEP } from '../../workers/core/training/record';

export const MAX_RECORDS = 65_536;
/** 64 MB of float64: with a thousand features fewer records are kept. */
const MAX_NUMBERS = 8 * 1024 * 1024;
const FIRST_CAPACITY = 256;

export interface Trace {
  readonly recordLength: number;
  /** Records held. */
  readonly length: number;
  /** Kept are the steps that are multiples of this. */
  readonly stride: number;
  /** The newest step, kept or not; null before the first frame. */
  readonly latest: Float64Array | null;
  append(frame: MetricFrame): void;
  /** One field of the records [from, to), without a copy: valid until the next append. */
  column(offset: number, from?: number, to?: number): Float64Array;
  /** Index of the last record whose step is not above `step`; -1 where there is none. */
  indexOfStep(step: number): number;
}

export const capacityFor = (recordLength: number): number =>
  Math.max(2, Math.min(MAX_RECORDS, Math.floor(MAX_NUMBERS / recordLength)));

/**
 * Metric records of one run, one column a field, so that a curve is a contiguous array.
 * Memory is bounded twice: by the stride that the frames dictate, and by `capacity`, at which the stride doubles here.
 */
export function createTrace(recordLength: number, capacity = capacityFor(recordLength)): Trace {
  let rows = Math.min(FIRST_CAPACITY, capacity);
  let numbers = new Float64Array(rows * recordLength);
  let length = 0;
  let stride = 1;
  let latest: Float64Array | null = null;

  const at = (offset: number, index: number): number => numbers[offset * rows + index] ?? NaN;

  /** The steps of a record that is not kept belong to the kept one before it. */
  function merge(into: number, lossMin: number, lossMax: number): void {
    numbers[LOSS_MIN * rows + into] = Math.min(at(LOSS_MIN, into), lossMin);
    numbers[LOSS_MAX * rows + into] = Math.max(at(LOSS_MAX, into), lossMax);
  }

  function thin(nextStride: number): void {
    stride = nextStride;
    const kept: number[] = [];
    for (let index = 0; index < length; index++) {
      const owner = kept.at(-1);
      if (at(STEP, index) % stride === 0) kept.push(index);
      else if (owner !== undefined) merge(owner, at(LOSS_MIN, index), at(LOSS_MAX, index));
    }
    // A column at a time, as they lie in memory.
    for (let offset = 0; offset < recordLength; offset++) {
      for (let to = 0; to < kept.length; to++) numbers[offset * rows + to] = at(offset, kept[to] ?? 0);
    }
    length = kept.length;
  }

  function grow(): void {
    const nextRows = Math.min(capacity, rows * 2);
    const next = new Float64Array(nextRows * recordLength);
    for (let offset = 0; offset < recordLength; offset++) {
      next.set(numbers.subarray(offset * rows, offset * rows + length), offset * nextRows);
    }
    numbers = next;
    rows = nextRows;
  }

  function push(records: Float64Array, start: number): void {
    const step = records[start + STEP] ?? NaN;
    if (length > 0 && !(step > at(STEP, length - 1))) return;
    if (step % stride === 0 && length === capacity) thin(stride * 2);
    if (step % stride !== 0) {
      if (length > 0) {
        merge(length - 1, records[start + LOSS_MIN] ?? NaN, records[start + LOSS_MAX] ?? NaN);
      }
      return;
    }
    if (length === rows) grow();
    for (let offset = 0; offset < recordLength; offset++) {
      numbers[offset * rows + length] = records[start + offset] ?? NaN;
    }
    length++;
  }

  return {
    recordLength,
    get length() {
      return length;
    },
    get stride() {
      return stride;
    },
    get latest() {
      return latest;
    },
    append(frame) {
      if (frame.recordLength !== recordLength) {
        throw new RangeError(`A frame has records of ${frame.recordLength} numbers, the trace of ${recordLength}.`);
      }
      if (frame.stride > stride) thin(frame.stride);
      for (let start = 0; start + recordLength <= frame.records.length; start += recordLength) {
        push(frame.records, start);
      }
      latest = frame.latest;
    },
    column(offset, from = 0, to = length) {
      return numbers.subarray(offset * rows + from, offset * rows + Math.min(to, length));
    },
    indexOfStep(step) {
      let low = 0;
      let high = length;
      while (low < high) {
        const middle = (low + high) >>> 1;
        if (at(STEP, middle) <= step) low = middle + 1;
        else high = middle;
      }
      return low - 1;
    },
  };
}
