import type { RowPage } from '../../../workers/core/schema';

export const PAGE_ROWS = 200;
export const MOST_PAGES = 50;
/** Requests under way at a time; what is wanted by then is asked for when one of them is answered. */
const MOST_REQUESTS = 2;

export type Cells = readonly (string | null)[];

export interface PageCache {
  /** undefined while the row is not there. */
  row(index: number): Cells | undefined;
  /** Asks for the rows [start, end); what was wanted before and is not asked for yet is forgotten. */
  want(start: number, end: number): void;
  /** Asks again after a failure. */
  retry(): void;
  readonly failure: string | null;
  dispose(): void;
}

/** Pages of rows, the least recently wanted given up first. `changed` is called when a page or a failure has come. */
export function createPageCache(
  nRows: number,
  fetchPage: (rowStart: number, count: number) => Promise<RowPage>,
  changed: () => void,
): PageCache {
  const pages = new Map<number, Cells[]>();
  const asked = new Set<number>();
  let wanted: number[] = [];
  let failure: string | null = null;
  let disposed = false;

  const pageOf = (row: number): number => Math.floor(row / PAGE_ROWS);

  function keep(page: number, rows: Cells[]): void {
    pages.delete(page);
    pages.set(page, rows);
    for (const oldest of pages.keys()) {
      if (pages.size <= MOST_PAGES) break;
      pages.delete(oldest);
    }
  }

  async function ask(page: number): Promise<void> {
    const rowStart = page * PAGE_ROWS;
    asked.add(page);
    try {
      const answer = await fetchPage(rowStart, Math.min(PAGE_ROWS, nRows - rowStart));
      if (disposed) return;
      keep(page, answer.rows);
      failure = null;
    } catch (error) {
      if (disposed) return;
      failure = error instanceof Error ? error.message : String(error);
      wanted = [];
    } finally {
      asked.delete(page);
    }
    changed();
    next();
  }

  function next(): void {
    while (asked.size < MOST_REQUESTS) {
      const page = wanted.shift();
      if (page === undefined) return;
      if (!pages.has(page) && !asked.has(page)) void ask(page);
    }
  }

  let last = { start: 0, end: 0 };
  return {
    row: (index) => pages.get(pageOf(index))?.[index % PAGE_ROWS],
    want(start, end) {
      last = { start, end };
      if (failure !== null || end <= start) return;
      wanted = [];
      for (let page = pageOf(start); page <= pageOf(end - 1); page++) {
        const there = pages.get(page);
        if (there) keep(page, there);
        else wanted.push(page);
      }
      next();
    },
    retry() {
      failure = null;
      this.want(last.start, last.end);
    },
    get failure() {
      return failure;
    },
    dispose() {
      disposed = true;
      wanted = [];
      pages.clear();
    },
  };
}
