import { computed, shallowRef, type ComputedRef, type Ref } from 'vue';
import { useSize } from '../../charts/useSize';

/** Rows kept ready above and below what is seen. */
const OVERSCAN = 4;

export interface RowWindow {
  /** Half-open range of the rows to render. */
  start: ComputedRef<number>;
  end: ComputedRef<number>;
  onScroll: (event: Event) => void;
}

/** Which of many rows of equal height are in sight. */
export function useRowWindow(
  viewport: Readonly<Ref<HTMLElement | null>>,
  nRows: () => number,
  rowHeight: number,
): RowWindow {
  const size = useSize(viewport);
  const scrollTop = shallowRef(0);
  const start = computed(() =>
    Math.max(0, Math.min(nRows(), Math.floor(scrollTop.value / rowHeight)) - OVERSCAN),
  );
  const end = computed(() =>
    Math.min(nRows(), Math.ceil((scrollTop.value + size.value.height) / rowHeight) + OVERSCAN),
  );
  return {
    start,
    end,
    onScroll(event) {
      if (event.currentTarget instanceof HTMLElement) scrollTop.value = event.currentTarget.scrollTop;
    },
  };
}
