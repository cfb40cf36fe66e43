import { describe, expect, test } from 'vitest';
import {
  cellAfterKey,
  elementHeight,
  isScaled,
  MOST_PIXELS,
  rowsInSight,
  scrollTopOf,
  topOf,
  topShowing,
} from '../../../renderer/components/grid/gridScroll';
import { createPageCache, MOST_PAGES, PAGE_ROWS } from '../../../renderer/components/grid/pageCache';
import type { RowPage } from '../../../workers/core/schema';

const small = { rowHeight: 26, nRows: 1000, viewportHeight: 520 };
const large = { rowHeight: 26, nRows: 10_000_000, viewportHeight: 520 };

describe('scrolling a grid', () => {
  test('a grid that a browser can hold scrolls pixel for pixel', () => {
    expect(isScaled(small)).toBe(false);
    expect(elementHeight(small)).toBe(26_000);
    expect(topOf(small, 1234)).toBeCloseTo(1234, 9);
  });

  test('ten million rows fit an element of bounded height, and both ends are reached', () => {
    expect(elementHeight(large)).toBe(MOST_PIXELS);
    expect(topOf(large, 0)).toBe(0);
    const bottom = topOf(large, MOST_PIXELS - 520);
    expect(rowsInSight(large, bottom).end).toBe(10_000_000);
    expect(scrollTopOf(large, bottom)).toBeCloseTo(MOST_PIXELS - 520, 6);
  });

  test('showing a row scrolls no further than needed', () => {
    expect(topShowing(large, 0, 5)).toBe(0);
    expect(topShowing(large, 0, 20)).toBe(26);
    expect(topShowing(large, 5200, 100)).toBe(2600);
    expect(topShowing(large, 0, 9_999_999)).toBe(260_000_000 - 520);
  });

  test('keys lead to cells and never past the ends', () => {
    const shape = { nRows: 100, nColumns: 8, pageRows: 19 };
    const from = { row: 50, column: 3 };
    const go = (key: string, control = false, cell = from) => cellAfterKey(key, control, cell, shape);
    expect(go('ArrowDown')).toEqual({ row: 51, column: 3 });
    expect(go('PageDown')).toEqual({ row: 69, column: 3 });
    expect(go('PageUp', false, { row: 4, column: 3 })).toEqual({ row: 0, column: 3 });
    expect(go('Home')).toEqual({ row: 50, column: 0 });
    expect(go('End')).toEqual({ row: 50, column: 7 });
    expect(go('Home', true)).toEqual({ row: 0, column: 0 });
    expect(go('End', true)).toEqual({ row: 99, column: 7 });
    expect(go('ArrowRight', false, { row: 0, column: 7 })).toEqual({ row: 0, column: 7 });
    expect(go('a')).toBeNull();
  });
});

/** Answers only when told to. */
function heldPages(nRows: number) {
  const asked: { rowStart: number; answer: () => Promise<void>; fail: (message: string) => Promise<void> }[] = [];
  let changes = 0;
  const settled = async (): Promise<void> => {
    for (let turn = 0; turn < 5; turn++) await Promise.resolve();
  };
  const cache = createPageCache(
    nRows,
    (rowStart, count) =>
      new Promise<RowPage>((resolve, reject) => {
        const rows = Array.from({ length: count }, (_, index) => [String(rowStart + index)]);
        asked.push({
          rowStart,
          answer: () => (resolve({ rowStart, rows }), settled()),
          fail: (message) => (reject(new Error(message)), settled()),
        });
      }),
    () => changes++,
  );
  return { cache, asked, changes: () => changes };
}

describe('the pages of a grid', () => {
  test('are fetched once and give their rows', async () => {
    const { cache, asked, changes } = heldPages(1000);
    cache.want(190, 210);
    expect(asked.map((request) => request.rowStart)).toEqual([0, 200]);
    expect(cache.row(195)).toBeUndefined();
    await asked[0]?.answer();
    await asked[1]?.answer();
    expect(cache.row(195)).toEqual(['195']);
    expect(cache.row(205)).toEqual(['205']);
    expect(changes()).toBe(2);
    cache.want(190, 210);
    expect(asked.length).toBe(2);
  });

  test('scrolled past before they were asked for are never asked for', async () => {
    const { cache, asked } = heldPages(1_000_000);
    for (let start = 0; start < 100_000; start += 1000) cache.want(start, start + 20);
    expect(asked.map((request) => request.rowStart)).toEqual([0, 1000]);
    await asked[0]?.answer();
    expect(asked.map((request) => request.rowStart)).toEqual([0, 1000, 99_000]);
  });

  test('are given up, the least recently wanted first, when there are too many', async () => {
    const { cache, asked } = heldPages(1_000_000);
    for (let page = 0; page <= MOST_PAGES; page++) {
      if (page > 1) cache.want(0, 1);
      cache.want(page * PAGE_ROWS, page * PAGE_ROWS + 1);
      await asked.at(-1)?.answer();
    }
    expect(cache.row(0)).toEqual(['0']);
    expect(cache.row(PAGE_ROWS)).toBeUndefined();
    expect(cache.row(2 * PAGE_ROWS)).toEqual(['400']);
  });

  test('report a failure and are asked for again on request', async () => {
    const { cache, asked } = heldPages(1000);
    cache.want(0, 10);
    await asked[0]?.fail('The file moved away.');
    expect(cache.failure).toBe('The file moved away.');
    cache.want(0, 20);
    expect(asked.length).toBe(1);
    cache.retry();
    await asked[1]?.answer();
    expect(cache.failure).toBeNull();
    expect(cache.row(3)).toEqual(['3']);
  });

  test('that come after the grid is gone change nothing', async () => {
    const { cache, asked, changes } = heldPages(1000);
    cache.want(0, 10);
    cache.dispose();
    await asked[0]?.answer();
    expect(changes()).toBe(0);
    expect(cache.row(3)).toBeUndefined();
  });
});
