import { expect, it } from 'vitest';
import { readingAt } from '../../../renderer/charts/plot';
import { tableTrace } from '../../../renderer/charts/tableTrace';

const trace = tableTrace([Float64Array.of(0, 1, 5), Float64Array.of(9, 4, 1)]);

it('a table of figures is read like the trace of a run', () => {
  expect(trace.length).toBe(3);
  expect([...(trace.latest ?? [])]).toEqual([5, 1]);
  expect([...trace.column(1, 1)]).toEqual([4, 1]);
  expect([-1, 0, 4, 9].map((step) => trace.indexOfStep(step))).toEqual([-1, 0, 1, 2]);
  expect(readingAt(trace, 1)?.value(1)).toBe(4);
});

it('a table without rows has nothing to read', () => {
  expect(tableTrace([]).latest).toBeNull();
  expect(readingAt(tableTrace([]), null)).toBeNull();
});
