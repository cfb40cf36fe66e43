import { computed, shallowRef, watch, type Ref } from 'vue';
import { useSize } from '../../charts/useSize';
import { clampTop, elementHeight, isScaled, rowsInSight, scrollTopOf, topOf, topShowing, type GridScroll } from './gridScroll';

export interface GridShape {
  nRows: number;
  nColumns: number;
  rowHeight: number;
  columnWidth: number;
  /** Left of the cells and above them. */
  rowNumberWidth: number;
  headerHeight: number;
}

/** Lines of a wheel that counts in lines. */
const WHEEL_LINE = 26;

/**
 * Scroll position of a grid in rows and columns. Above the height that a browser can scroll, the scroll bar works on a scale,
 * while the wheel and the keys still move by true pixels and rows.
 */
export function useGridScroll(viewport: Readonly<Ref<HTMLElement | null>>, shape: () => GridShape) {
  const size = useSize(viewport);
  const top = shallowRef(0);
  const left = shallowRef(0);
  /** What was last written to scrollTop: the event that follows must not round `top` to the scale. */
  let written: number | null = null;

  const cellsWidth = computed(() => Math.max(0, size.value.width - shape().rowNumberWidth));
  const grid = computed<GridScroll>(() => ({
    rowHeight: shape().rowHeight,
    nRows: shape().nRows,
    viewportHeight: Math.max(0, size.value.height - shape().headerHeight),
  }));
  const rows = computed(() => rowsInSight(grid.value, top.value));
  const columns = computed(() => {
    const { columnWidth, nColumns } = shape();
    const start = Math.min(nColumns, Math.floor(left.value / columnWidth));
    return { start, end: Math.min(nColumns, Math.ceil((left.value + cellsWidth.value) / columnWidth)) };
  });
  const extent = computed(() => ({
    width: shape().rowNumberWidth + shape().columnWidth * shape().nColumns,
    height: shape().headerHeight + elementHeight(grid.value),
  }));

  function setTop(next: number): void {
    top.value = clampTop(grid.value, next);
    if (!viewport.value) return;
    viewport.value.scrollTop = scrollTopOf(grid.value, top.value);
    written = viewport.value.scrollTop;
  }

  function showCell(row: number, column: number): void {
    const wanted = topShowing(grid.value, top.value, row);
    if (wanted !== top.value) setTop(wanted);
    const { columnWidth } = shape();
    const cellLeft = column * columnWidth;
    if (!viewport.value) return;
    if (cellLeft < left.value) viewport.value.scrollLeft = cellLeft;
    else if (cellLeft + columnWidth > left.value + cellsWidth.value) {
      viewport.value.scrollLeft = cellLeft + columnWidth - cellsWidth.value;
    }
  }

  function onScroll(): void {
    if (!viewport.value) return;
    left.value = viewport.value.scrollLeft;
    // A changed height moves the scroll bar too; `top` stays, and is written again once the new size is known.
    if (viewport.value.scrollTop === written || viewport.value.clientHeight !== size.value.height) return;
    written = null;
    top.value = topOf(grid.value, viewport.value.scrollTop);
  }

  function onWheel(event: WheelEvent): void {
    if (!isScaled(grid.value) || event.ctrlKey || event.shiftKey || event.deltaY === 0) return;
    event.preventDefault();
    const pixels = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? event.deltaY * WHEEL_LINE : event.deltaY;
    setTop(top.value + pixels);
    if (viewport.value && event.deltaX !== 0) viewport.value.scrollLeft += event.deltaX;
  }

  watch(grid, () => setTop(top.value));

  return { size, top, left, rows, columns, extent, grid, setTop, showCell, onScroll, onWheel };
}
