import { describe, expect, test } from 'vitest';
import { defaultPinned, togglePinned } from '../../../renderer/charts/pinned';
import { onAxis, readingAt, sampledPoints, stepAfter, valueAxis, visiblePoints, wholeRange } from '../../../renderer/charts/plot';
import { parameterStyle, type SeriesSpec } from '../../../renderer/charts/series';
import { createTrace, type Trace } from '../../../renderer/charts/trace';
import { LOSS, recordLength } from '../../../workers/core/training/record';
import { metricFrame, parametersOf, range } from '../../support/metricFrames';

const loss: SeriesSpec = { id: 'loss', label: 'Loss', offset: LOSS, color: 1, dash: [], visible: true };

function traceOf(...frames: Parameters<typeof metricFrame>[]): Trace {
  const trace = createTrace(recordLength(1, 2));
  for (const frame of frames) trace.append(metricFrame(...frame));
  return trace;
}

describe('what a chart shows', () => {
  test('the axis of steps keeps a round number ahead while running, and ends at the last step when finished', () => {
    const trace = traceOf([range(0, 251)]);
    expect(wholeRange(trace, 1_000_000, false)).toEqual({ min: 0, max: 500 });
    expect(wholeRange(trace, null, false)).toEqual({ min: 0, max: 500 });
    expect(wholeRange(trace, 800, false)).toEqual({ min: 0, max: 800 });
    expect(wholeRange(trace, 1000, true)).toEqual({ min: 0, max: 250 });
    expect(wholeRange(null, 1000, false)).toEqual({ min: 0, max: 1000 });
    expect(wholeRange(traceOf([[0]]), 1000, false)).toEqual({ min: 0, max: 10 });
  });

  test('the axis of steps changes seldom, never goes back, and a curve fills at least a fifth of it', () => {
    const ends = range(0, 3001).map((step) => wholeRange(traceOf([[step]]), 3000, false).max);
    expect([...new Set(ends)]).toEqual([10, 20, 50, 100, 200, 500, 1000, 3000]);
    expect(ends).toEqual([...ends].sort((a, b) => a - b));
    for (const [step, end] of ends.entries()) expect(step < 10 || step / end >= 0.2).toBe(true);
  });

  test('a range is drawn with one record beyond each end', () => {
    const points = visiblePoints(traceOf([range(0, 100, 10), { stride: 10 }]), loss, { min: 25, max: 45 }, 0);
    expect(points.map((point) => point.x)).toEqual([20, 30, 40, 50]);
  });

  test('the newest step ends the line even where it is not kept', () => {
    const trace = traceOf([[0, 4, 8], { stride: 4, latest: 10 }]);
    expect(visiblePoints(trace, loss, { min: 0, max: 100 }, 0).map((point) => point.x)).toEqual([0, 4, 8, 10]);
    expect(visiblePoints(trace, loss, { min: 0, max: 5 }, 0).map((point) => point.x)).toEqual([0, 4, 8]);
  });

  test('a step whose loss is not finite breaks the line and does not stretch the axis', () => {
    const trace = traceOf([[0, 1, 2], { loss: (step) => [3, Infinity, 5][step] ?? NaN }]);
    const points = visiblePoints(trace, loss, { min: 0, max: 2 }, 0);
    expect(points.map((point) => point.y)).toEqual([3, NaN, 5]);
    expect(valueAxis([points], { min: 0, max: 2 }, 'linear', null).max).toBeLessThan(10);
  });

  test('the axis of values fits what is visible', () => {
    const points = range(0, 101).map((x) => ({ x, y: x }));
    const axis = valueAxis([points], { min: 10, max: 20 }, 'linear', null);
    expect([axis.min, axis.max]).toEqual([10, 20]);
  });

  test('on a logarithmic axis a loss of zero lies on the band marked 0', () => {
    const points = [100, 1, 0].map((y, x) => ({ x, y }));
    const axis = valueAxis([points], { min: 0, max: 2 }, 'log', null);
    expect(axis.ticks[0]?.label).toBe('0');
    expect(onAxis(0, 'log', axis)).toBe(axis.min);
    expect(onAxis(100, 'log', axis)).toBe(2);
    expect(onAxis(NaN, 'log', axis)).toBeNaN();
  });

  test('the reading is the nearest record, or the newest step', () => {
    const trace = traceOf([[0, 4, 8], { stride: 4, latest: 11 }]);
    const steps = [null, 0, 5, 9, 10, 1e9].map((step) => readingAt(trace, step)?.step);
    expect(steps).toEqual([11, 0, 4, 8, 11, 11]);
    expect(readingAt(trace, 5)?.value(LOSS)).toBe(4);
    expect(readingAt(null, 5)).toBeNull();
  });

  test('the reading moves record by record and stops at both ends', () => {
    const trace = traceOf([[0, 4, 8], { stride: 4, latest: 11 }]);
    expect([stepAfter(trace, 4, 1), stepAfter(trace, 8, 1), stepAfter(trace, 0, -1)]).toEqual([8, 11, 0]);
  });

  test('a sparkline takes few records, and the newest step', () => {
    const points = sampledPoints(traceOf([range(0, 1000)]), LOSS, 50);
    expect(points.length).toBe(51);
    expect(points.at(-1)).toEqual({ x: 999, y: 999 });
  });
});

describe('charted parameters', () => {
  test('are the first twelve until a person picks', () => {
    const many = (count: number) => parametersOf(...range(0, count).map((index) => `x${index}`));
    expect(defaultPinned(many(5))).toEqual([0, 1, 2, 3, 4]);
    expect(defaultPinned(many(1000))).toEqual(range(0, 12));
    expect(togglePinned([0, 5], 3)).toEqual([0, 3, 5]);
    expect(togglePinned([0, 3, 5], 3)).toEqual([0, 5]);
    expect(parametersOf('x1').entries.map(({ name }) => name)).toEqual(['x1', 'b (bias)']);
  });

  test('beyond seven repeat the colours with another dash, and the bias is grey', () => {
    const weight = (rank: number) => parameterStyle({ isBias: false, rank });
    expect(weight(0)).toEqual({ color: 1, dash: [] });
    expect(weight(7).color).toBe(1);
    expect(weight(7).dash).not.toEqual([]);
    expect(parameterStyle({ isBias: true, rank: 0 })).toEqual({ color: 0, dash: [] });
  });
});

describe('a line that is known without a trace', () => {
  const curve: SeriesSpec = { id: 'p', label: 'Predicted', curve: (step) => 100 / (step + 1), color: 1, dash: [], visible: true };

  test('is drawn at whole steps over all that is seen, before there is a run', () => {
    const points = visiblePoints(null, curve, { min: 0, max: 3 }, 0);
    expect(points).toEqual([100, 50, 100 / 3, 25].map((y, x) => ({ x, y })));
    const many = visiblePoints(null, curve, { min: 0, max: 1e6 }, 0);
    expect(many.length).toBeLessThan(500);
    expect(many.at(-1)?.x).toBe(1e6);
    expect(visiblePoints(null, loss, { min: 0, max: 3 }, 0)).toEqual([]);
  });
});
