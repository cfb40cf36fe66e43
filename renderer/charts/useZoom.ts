import { shallowRef, type ShallowRef } from 'vue';
import { LEAST_DRAG, rangeOfDrag, zoomAround, type StepRange } from './view';

export interface PlotGeometry {
  /** Pixels from the left of the element, kept within the plot. */
  localX: (event: PointerEvent) => number;
  stepAt: (x: number) => number;
  whole: () => StepRange;
  shown: () => StepRange;
}

/** Drag in pixels. */
export interface Drag {
  from: number;
  to: number;
}

export interface Zoom {
  /** null: everything. */
  range: ShallowRef<StepRange | null>;
  drag: ShallowRef<Drag | null>;
  begin: (event: PointerEvent) => void;
  move: (event: PointerEvent) => void;
  end: (event: PointerEvent) => void;
  cancel: () => void;
  by: (factor: number, centre: number) => void;
  reset: () => void;
}

/** Which steps a chart shows, and the drag that chooses them. */
export function useZoom({ localX, stepAt, whole, shown }: PlotGeometry): Zoom {
  const range = shallowRef<StepRange | null>(null);
  const drag = shallowRef<Drag | null>(null);
  return {
    range,
    drag,
    begin(event) {
      if (event.button !== 0) return;
      if (event.currentTarget instanceof HTMLElement) event.currentTarget.setPointerCapture(event.pointerId);
      const at = localX(event);
      drag.value = { from: at, to: at };
    },
    move(event) {
      if (drag.value) drag.value = { from: drag.value.from, to: localX(event) };
    },
    end(event) {
      const ended = drag.value;
      drag.value = null;
      if (!ended) return;
      const to = localX(event);
      if (Math.abs(to - ended.from) >= LEAST_DRAG) {
        range.value = rangeOfDrag(stepAt(ended.from), stepAt(to), whole());
      }
    },
    cancel() {
      drag.value = null;
    },
    by(factor, centre) {
      range.value = zoomAround(shown(), factor, centre, whole());
    },
    reset() {
      drag.value = null;
      range.value = null;
    },
  };
}
