import { describe, expect, it } from 'vitest';
import { controlByteLength, openControlBlock, SLOT } from '../../../../workers/core/training/controlBlock';
import { LOSS, LOSS_MAX, LOSS_MIN, recordLength, STEP } from '../../../../workers/core/training/record';
import { createTraceReader, createTraceWriter, traceCapacity } from '../../../../workers/core/training/trace';

const LENGTH = recordLength(1, 1);

const createTrace = (capacity: number) => {
  const { ints } = openControlBlock(new SharedArrayBuffer(controlByteLength(1, 1)), 1, 1);
  const records = new Float64Array(new SharedArrayBuffer(8 * capacity * LENGTH));
  const memory = { ints, records, recordLength: LENGTH, capacity };
  const writer = createTraceWriter(memory);
  const lossAt = (step: number): number => (step * 7_919) % 101;
  let step = 0;
  return {
    memory,
    lossAt,
    run: (nSteps: number): void => {
      for (let i = 0; i < nSteps; i++, step++) {
        writer.observe(step, lossAt(step), (record) => {
          record[STEP] = step;
          record[LOSS] = lossAt(step);
        });
      }
    },
    flush: writer.flush,
  };
};

const rows = (numbers: Float64Array): number[][] =>
  Array.from({ length: numbers.length / LENGTH }, (_, i) =>
    Array.from(numbers.subarray(i * LENGTH, (i + 1) * LENGTH)),
  );

describe('the trace', () => {
  it('keeps every step while there is room', () => {
    const trace = createTrace(8);
    trace.run(8);
    const { stride, records } = createTraceReader(trace.memory, 100)();
    expect(stride).toBe(1);
    expect(rows(records).map((row) => row[STEP])).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  });

  it.each([9, 16, 17, 100, 1_000, 1_023, 1_024, 1_025])(
    'keeps the multiples of a power of two after %i steps, with the extremes of the steps between',
    (nSteps) => {
      const trace = createTrace(8);
      trace.run(nSteps);
      trace.flush();
      const { stride, records } = createTraceReader(trace.memory, 100)();
      expect(Math.log2(stride) % 1).toBe(0);
      const kept = rows(records);
      expect(kept.length).toBeLessThanOrEqual(8);
      expect(kept.length).toBe(Math.ceil(nSteps / stride));
      kept.forEach((row, i) => {
        expect(row[STEP]).toBe(i * stride);
        expect(row[LOSS]).toBe(trace.lossAt(i * stride));
        const end = Math.min(nSteps, (i + 1) * stride);
        const losses = Array.from({ length: end - i * stride }, (_, k) => trace.lossAt(i * stride + k));
        expect(row[LOSS_MIN]).toBe(Math.min(...losses));
        expect(row[LOSS_MAX]).toBe(Math.max(...losses));
      });
    },
  );

  it('gives a reader what is new, once, and never a record whose steps are not over', () => {
    const trace = createTrace(8);
    const read = createTraceReader(trace.memory, 100);
    const seen: number[] = [];
    let stride = 1;
    for (let i = 0; i < 200; i++) {
      trace.run(3);
      const reading = read();
      stride = reading.stride;
      for (const row of rows(reading.records)) {
        seen.push(row[STEP]!);
        expect(row[STEP]! + stride).toBeLessThanOrEqual(3 * (i + 1));
      }
    }
    expect(new Set(seen).size).toBe(seen.length);
    expect(seen).toEqual([...seen].sort((a, b) => a - b));
    // What a holder keeps by the rule of the stride is all multiples of it.
    const kept = seen.filter((step) => step % stride === 0);
    expect(kept).toEqual(Array.from({ length: kept.length }, (_, i) => i * stride));
    expect(kept.length).toBeGreaterThanOrEqual(4);
  });

  it('hands a late reader a long history in parts', () => {
    const trace = createTrace(64);
    trace.run(64);
    const read = createTraceReader(trace.memory, 25);
    expect([read(), read(), read(), read()].map((reading) => reading.records.length / LENGTH)).toEqual([
      25, 25, 14, 0,
    ]);
  });

  it('leaves a reader empty-handed, not waiting, while it is being thinned out', () => {
    const trace = createTrace(8);
    trace.run(8);
    const read = createTraceReader(trace.memory, 100);
    const version = SLOT.traceVersion;
    Atomics.add(trace.memory.ints, version, 1);
    expect(read().records.length).toBe(0);
    Atomics.add(trace.memory.ints, version, 1);
    expect(read().records.length).toBe(8 * LENGTH);
  });

  it('keeps the one step at which the loss was infinite', () => {
    const { memory } = createTrace(8);
    const writer = createTraceWriter(memory);
    for (let step = 0; step < 16; step++) {
      writer.observe(step, step === 5 ? Infinity : 1, (record) => {
        record[STEP] = step;
      });
    }
    writer.flush();
    const { records } = createTraceReader(memory, 100)();
    expect(rows(records)[2]?.[LOSS_MAX]).toBe(Infinity);
  });

  it('has a capacity that is a power of two within 32 MiB, 4,096 to 65,536 up to 1,000 features', () => {
    expect(traceCapacity(recordLength(1, 5))).toBe(65_536);
    expect(traceCapacity(recordLength(2, 1_000))).toBe(4_096);
    for (const nFeatures of [1, 60, 100, 999, 5_000, 60_000]) {
      const length = recordLength(4, nFeatures);
      expect(Math.log2(traceCapacity(length)) % 1).toBe(0);
      expect(traceCapacity(length) * length * 8).toBeLessThanOrEqual(32 * 2 ** 20);
    }
  });
});
