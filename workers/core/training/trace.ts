import { SLOT } from './controlBlock';
import { LOSS_MAX, LOSS_MIN, STEP } from './record';

/**
 * The history of a run in bounded memory: the records of the steps that are multiples of a stride, which
 * doubles whenever the buffer is full. One writer, the leader, which never waits; any number of readers. See
 * MetricFrame in workers/core/schema/run.ts and workers/core/training/record.ts.
 */

const MOST_BYTES = 32 * 2 ** 20;
const MOST_RECORDS = 65_536;
/** Only where a record has tens of thousands of weights does a trace hold less than 4,096 records. */
const LEAST_RECORDS = 64;

/**
 * Records that a trace holds, a power of two: 4,096 to 65,536 for up to 1,000 features, in at most 32 MiB.
 */
export const traceCapacity = (recordLength: number): number => {
  let capacity = MOST_RECORDS;
  while (capacity > LEAST_RECORDS && capacity * recordLength * 8 > MOST_BYTES) capacity /= 2;
  return capacity;
};

/**
 * Bytes to set aside: the same for all but the longest records, so that runs can use one another's. Cheap
 * until written to.
 */
export const traceByteLength = (recordLength: number): number =>
  Math.max(MOST_BYTES, 8 * recordLength * traceCapacity(recordLength));

export interface TraceMemory {
  /** The slots of the control block. */
  ints: Int32Array;
  records: Float64Array;
  recordLength: number;
  /** A power of two. */
  capacity: number;
}

export const openTrace = (buffer: SharedArrayBuffer, ints: Int32Array, recordLength: number): TraceMemory => {
  const capacity = traceCapacity(recordLength);
  return { ints, records: new Float64Array(buffer, 0, capacity * recordLength), recordLength, capacity };
};

export interface TraceWriter {
  /**
   * Takes note of a step; steps come in order from 0. `fill` writes the record (all but lossMin and lossMax)
   * and is called for the kept steps only.
   */
  observe(step: number, loss: number, fill: (record: Float64Array) => void): void;
  /** Makes the last record visible although steps that it stands for are missing. Once, at the end. */
  flush(): void;
  /** All that it remembers besides the records, as live arrays: how many there are, and the one that is not complete. */
  readonly state: readonly Float64Array[];
}

/** Of the first of `state`. */
export const TRACE_STATE = { stride: 0, count: 1, isPending: 2 } as const;

export const createTraceWriter = (memory: TraceMemory): TraceWriter => {
  const { ints, records, recordLength, capacity } = memory;
  const pending = new Float64Array(recordLength);
  const held = Float64Array.of(1, 0, 0);
  const { stride: STRIDE, count: COUNT, isPending: IS_PENDING } = TRACE_STATE;
  Atomics.store(ints, SLOT.traceStride, Math.max(1, Atomics.load(ints, SLOT.traceStride)));

  /** Keeps every second record; each takes over the extremes of the one that goes. */
  const thinOut = (): void => {
    const count = held[COUNT]!;
    Atomics.add(ints, SLOT.traceVersion, 1);
    for (let kept = 0; 2 * kept < count; kept++) {
      const from = 2 * kept * recordLength;
      const gone = from + recordLength;
      const into = kept * recordLength;
      const low = Math.min(records[from + LOSS_MIN]!, records[gone + LOSS_MIN]!);
      const high = Math.max(records[from + LOSS_MAX]!, records[gone + LOSS_MAX]!);
      records.copyWithin(into, from, gone);
      records[into + LOSS_MIN] = low;
      records[into + LOSS_MAX] = high;
    }
    held[COUNT] = count / 2;
    held[STRIDE] = 2 * held[STRIDE]!;
    Atomics.store(ints, SLOT.traceStride, held[STRIDE]);
    Atomics.store(ints, SLOT.traceCount, held[COUNT]);
    Atomics.add(ints, SLOT.traceVersion, 1);
  };

  const append = (): void => {
    records.set(pending, held[COUNT]! * recordLength);
    held[COUNT] = held[COUNT]! + 1;
    held[IS_PENDING] = 0;
    Atomics.store(ints, SLOT.traceCount, held[COUNT]);
  };

  return {
    state: [held, pending],
    observe: (step, loss, fill) => {
      if (step % held[STRIDE]! === 0) {
        fill(pending);
        pending[LOSS_MIN] = loss;
        pending[LOSS_MAX] = loss;
        held[IS_PENDING] = 1;
      } else {
        if (!(loss >= pending[LOSS_MIN]!)) pending[LOSS_MIN] = loss;
        if (!(loss <= pending[LOSS_MAX]!)) pending[LOSS_MAX] = loss;
      }
      if ((step + 1) % held[STRIDE]! !== 0) return;
      // A full buffer is thinned out first; the pending record then stands for twice as many steps and waits
      // for them.
      if (held[COUNT] === capacity) thinOut();
      else append();
    },
    flush: () => {
      if (held[IS_PENDING] === 0) return;
      if (held[COUNT] === capacity) thinOut();
      append();
    },
  };
};

export interface TraceReading {
  stride: number;
  records: Float64Array<ArrayBuffer>;
}

const READ_ATTEMPTS = 3;

/**
 * Reads a trace from another thread: each call returns the records that are new since the last, at most
 * `most` of them.
 */
export const createTraceReader = (memory: TraceMemory, most: number): (() => TraceReading) => {
  const { ints, records, recordLength } = memory;
  let nextStep = 0;
  let stride = 1;
  return () => {
    for (let attempt = 0; attempt < READ_ATTEMPTS; attempt++) {
      const version = Atomics.load(ints, SLOT.traceVersion);
      if (version % 2 !== 0) continue;
      const count = Atomics.load(ints, SLOT.traceCount);
      const currentStride = Math.max(1, Atomics.load(ints, SLOT.traceStride));
      const first = Math.ceil(nextStep / currentStride);
      const n = Math.max(0, Math.min(most, count - first));
      const copy = records.slice(first * recordLength, (first + n) * recordLength);
      if (Atomics.load(ints, SLOT.traceVersion) !== version) continue;
      stride = currentStride;
      if (n > 0) nextStep = copy[(n - 1) * recordLength + STEP]! + 1;
      return { stride, records: copy };
    }
    // The leader is thinning out: there is nothing new that could not be read next time.
    return { stride, records: new Float64Array(0) };
  };
};

/**
 * The records from `first` on, up to `count` of all of them where that is given, at their stride; null where the trace was being
 * thinned out, or is at another stride than `stride` says.
 */
export const readTracePart = (
  { ints, records, recordLength }: TraceMemory,
  first: number,
  expected: { stride: number; count: number } | null,
): (TraceReading & { count: number }) | null => {
  const version = Atomics.load(ints, SLOT.traceVersion);
  if (version % 2 !== 0) return null;
  const stride = Math.max(1, Atomics.load(ints, SLOT.traceStride));
  const count = Atomics.load(ints, SLOT.traceCount);
  if (expected && (expected.stride !== stride || expected.count > count)) return null;
  const end = expected?.count ?? count;
  const copy = records.slice(Math.min(first, end) * recordLength, end * recordLength);
  return Atomics.load(ints, SLOT.traceVersion) === version ? { stride, count: end, records: copy } : null;
};

/** Before a run begins: what came before it. The stride and count of `state` (see TraceWriter) are of these records. */
export const fillTrace = ({ ints, records, recordLength }: TraceMemory, { stride, records: given }: TraceReading): void => {
  records.set(given);
  Atomics.store(ints, SLOT.traceStride, stride);
  Atomics.store(ints, SLOT.traceCount, given.length / recordLength);
};
