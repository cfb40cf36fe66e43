import { describe, expect, test } from 'vitest';
import { capacityFor, createTrace, MAX_RECORDS } from '../../../renderer/charts/trace';
import { LOSS, LOSS_MAX, LOSS_MIN, STEP, recordLength } from '../../../workers/core/training/record';
import { metricFrame, range } from '../../support/metricFrames';

const LENGTH = recordLength(1, 2);

describe('the trace of a run', () => {
  test('holds the fields of the records in columns, beyond its first capacity', () => {
    const trace = createTrace(LENGTH);
    trace.append(metricFrame(range(0, 200)));
    trace.append(metricFrame(range(200, 1000), { loss: (step) => 2 * step }));
    expect(trace.length).toBe(1000);
    expect([...trace.column(STEP)]).toEqual(range(0, 1000));
    expect([...trace.column(LOSS, 198, 202)]).toEqual([198, 199, 400, 402]);
    expect([...trace.column(LENGTH - 1, 0, 3)]).toEqual([100, 101, 102]);
  });

  test('drops what is no multiple of a larger stride, and keeps its extremes in the record before', () => {
    const trace = createTrace(LENGTH);
    const losses = [5, 9, 1, 4, 7, 7, 2];
    trace.append(metricFrame(range(0, 7), { loss: (step) => losses[step] ?? 0 }));
    trace.append(metricFrame([8], { stride: 4, loss: () => 3 }));
    expect([...trace.column(STEP)]).toEqual([0, 4, 8]);
    expect([...trace.column(LOSS)]).toEqual([5, 7, 3]);
    // Steps 0 to 3 are 5, 9, 1, 4; steps 4 to 6 are 7, 7, 2.
    expect([...trace.column(LOSS_MIN)]).toEqual([1, 2, 3]);
    expect([...trace.column(LOSS_MAX)]).toEqual([9, 7, 3]);
  });

  test('doubles its stride by itself when it is full, so that memory stays bounded', () => {
    const trace = createTrace(LENGTH, 8);
    for (let step = 0; step < 100; step++) trace.append(metricFrame([step]));
    expect(trace.length).toBeLessThanOrEqual(8);
    expect(trace.stride).toBe(16);
    expect([...trace.column(STEP)]).toEqual(range(0, 100, 16));
    // The last record stands for the steps 96 to 99.
    expect(trace.column(LOSS_MAX).at(-1)).toBe(99);
  });

  test('keeps the newest step apart, even where it is no multiple of the stride', () => {
    const trace = createTrace(LENGTH);
    trace.append(metricFrame([0, 4], { stride: 4, latest: 7 }));
    expect(trace.latest?.[STEP]).toBe(7);
    expect([...trace.column(STEP)]).toEqual([0, 4]);
  });

  test('ignores a record that it already has', () => {
    const trace = createTrace(LENGTH);
    trace.append(metricFrame([0, 1, 2]));
    trace.append(metricFrame([2, 3]));
    expect([...trace.column(STEP)]).toEqual([0, 1, 2, 3]);
  });

  test('finds the last record that is not after a step', () => {
    const trace = createTrace(LENGTH);
    expect(trace.indexOfStep(0)).toBe(-1);
    trace.append(metricFrame([0, 4, 8], { stride: 4 }));
    expect([-1, 0, 3, 4, 7.5, 8, 100].map((step) => trace.indexOfStep(step))).toEqual([-1, 0, 0, 1, 1, 2, 2]);
  });

  test('refuses a frame of another run length', () => {
    const trace = createTrace(LENGTH);
    expect(() => trace.append(metricFrame([0], { nFeatures: 2 }))).toThrow(/records of 14 numbers, the trace of 13/);
  });

  test('holds 65,536 records, and fewer where a record is long', () => {
    expect(capacityFor(20)).toBe(MAX_RECORDS);
    expect(capacityFor(1024)).toBe(8192);
  });
});
