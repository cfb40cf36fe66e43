import { describe, expect, it } from 'vitest';
import type { MetricFrame } from '../../../electron/contract';
import { createPaceMeter, paceOfRun } from '../../../renderer/stores/pace';

const frame = (step: number, totalsMs: number[]): MetricFrame => ({
  runId: 'r',
  state: 'running',
  stride: 1,
  recordLength: 10,
  records: new Float64Array(),
  latest: Float64Array.of(step),
  theta: new Float64Array(),
  gradient: new Float64Array(),
  learningRate: 0.1,
  totalsMs: Float64Array.from(totalsMs),
});

describe('the pace', () => {
  it('is unknown after one frame', () => {
    expect(createPaceMeter().add(frame(5, [1, 0, 0]), 0)).toBeNull();
  });

  it('is the difference of two frames: 100 steps in 500 ms are 200 a second', () => {
    const meter = createPaceMeter();
    meter.add(frame(0, [0, 0, 0, 0, 0]), 1000);
    const pace = meter.add(frame(100, [300, 50, 200, 150, 40]), 1500);
    expect(pace?.stepsPerSecond).toBe(200);
    expect(pace?.workers[0]).toEqual({ compute: 0.6, reduce: 0.08, wait: 0.1 });
    expect(pace?.workers[1]).toEqual({ compute: 0.4, reduce: 0, wait: 0.3 });
    expect(pace?.computeMs).toBeCloseTo(3);
    expect(pace?.reduceMs).toBeCloseTo(0.4);
    expect(pace?.waitMs).toBeCloseTo(1.5);
  });

  it('forgets what is older than a second', () => {
    const meter = createPaceMeter();
    meter.add(frame(0, [0, 0, 0]), 0);
    meter.add(frame(10, [0, 0, 0]), 1000);
    meter.add(frame(20, [0, 0, 0]), 2000);
    expect(meter.add(frame(120, [0, 0, 0]), 3000)?.stepsPerSecond).toBe(100);
  });

  it('of a whole run counts from its first step', () => {
    expect(paceOfRun(frame(1000, [12, 1, 1]), 20)?.stepsPerSecond).toBe(50_000);
    expect(paceOfRun(frame(0, [0, 0, 0]), 20)).toBeNull();
  });
});
