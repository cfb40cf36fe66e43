/** Chromium cuts elements at about 16 million pixels; a taller grid scrolls on a scale. */
export const MOST_PIXELS = 8_000_000;

/** Heights in pixels. `top` is the distance scrolled on the true, unscaled height. */
export interface GridScroll {
  rowHeight: number;
  nRows: number;
  viewportHeight: number;
}

export const trueHeight = ({ rowHeight, nRows }: GridScroll): number => rowHeight * nRows;
export const elementHeight = (grid: GridScroll): number => Math.min(trueHeight(grid), MOST_PIXELS);
export const isScaled = (grid: GridScroll): boolean => trueHeight(grid) > MOST_PIXELS;

export const maxTop = (grid: GridScroll): number => Math.max(0, trueHeight(grid) - grid.viewportHeight);
const maxScrollTop = (grid: GridScroll): number => Math.max(0, elementHeight(grid) - grid.viewportHeight);

export const clampTop = (grid: GridScroll, top: number): number => Math.min(Math.max(top, 0), maxTop(grid));

export function topOf(grid: GridScroll, scrollTop: number): number {
  const most = maxScrollTop(grid);
  return most === 0 ? 0 : clampTop(grid, (scrollTop / most) * maxTop(grid));
}

export function scrollTopOf(grid: GridScroll, top: number): number {
  const most = maxTop(grid);
  return most === 0 ? 0 : (clampTop(grid, top) / most) * maxScrollTop(grid);
}

/** Rows in sight, half-open. */
export function rowsInSight(grid: GridScroll, top: number): { start: number; end: number } {
  const start = Math.floor(top / grid.rowHeight);
  return {
    start: Math.min(start, grid.nRows),
    end: Math.min(grid.nRows, Math.ceil((top + grid.viewportHeight) / grid.rowHeight)),
  };
}

/** The least scrolling that shows the row whole. */
export function topShowing(grid: GridScroll, top: number, row: number): number {
  const rowTop = row * grid.rowHeight;
  const rowBottom = rowTop + grid.rowHeight;
  if (rowTop < top) return clampTop(grid, rowTop);
  if (rowBottom > top + grid.viewportHeight) return clampTop(grid, rowBottom - grid.viewportHeight);
  return clampTop(grid, top);
}

export interface Cell {
  row: number;
  column: number;
}

/** Where a key leads from a cell; null for keys that are not the grid's. */
export function cellAfterKey(
  key: string,
  control: boolean,
  { row, column }: Cell,
  { nRows, nColumns, pageRows }: { nRows: number; nColumns: number; pageRows: number },
): Cell | null {
  const moved = (toRow: number, toColumn: number): Cell => ({
    row: Math.max(0, Math.min(nRows - 1, toRow)),
    column: Math.max(0, Math.min(nColumns - 1, toColumn)),
  });
  switch (key) {
    case 'ArrowUp':
      return moved(control ? 0 : row - 1, column);
    case 'ArrowDown':
      return moved(control ? nRows - 1 : row + 1, column);
    case 'ArrowLeft':
      return moved(row, control ? 0 : column - 1);
    case 'ArrowRight':
      return moved(row, control ? nColumns - 1 : column + 1);
    case 'PageUp':
      return moved(row - pageRows, column);
    case 'PageDown':
      return moved(row + pageRows, column);
    case 'Home':
      return control ? moved(0, 0) : moved(row, 0);
    case 'End':
      return control ? moved(nRows - 1, nColumns - 1) : moved(row, nColumns - 1);
    default:
      return null;
  }
}
