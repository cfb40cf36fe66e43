import { computed, ref, shallowRef, watch, type ComputedRef } from 'vue';
import type { Point } from '../../../../workers/core/explain/plane';
import { moved, scaled, windowAround, withEqualUnits, type Rectangle } from '../../../../workers/core/explain/planeGrid';
import type { Size } from '../../../charts/useSize';
import { isWithin, mapScale, type MapScale } from './mapScale';

export interface MapContent {
  /** What the axes are: with others the window is chosen afresh. */
  key: string;
  /** To be seen in any case: the start, the optimum, the present point. */
  anchors: readonly Point[];
  /** The newest point of what moves. */
  present: Point | null;
  path: readonly Point[];
  /** One unit is as long on both axes. */
  equalUnits: boolean;
}

export interface MapArea {
  area: ComputedRef<Rectangle | null>;
  scale: ComputedRef<MapScale | null>;
  /** Whether a person has moved or zoomed it. */
  isMoved: ComputedRef<boolean>;
  zoom: (factor: number, about?: Point) => void;
  pan: (by: Point) => void;
  reset: () => void;
}

/** The part of the plane that is seen: around what there is to see, until a person moves it. */
export function useMapArea(content: () => MapContent, size: () => Size): MapArea {
  const seen = shallowRef<Rectangle | null>(null);
  const isMoved = ref(false);
  const hasSize = (): boolean => size().width > 0 && size().height > 0;

  function ratio(): number {
    const { plot } = mapScale({ left: 0, right: 1, bottom: 0, top: 1 }, size());
    return plot.width / plot.height;
  }
  function fit(): void {
    const { anchors, path, equalUnits } = content();
    isMoved.value = false;
    seen.value = hasSize() && anchors.length > 0 ? windowAround(anchors, path, equalUnits ? ratio() : null) : null;
  }

  watch(() => content().key, fit, { immediate: true });
  watch(
    () => [size().width, size().height, content().anchors.length] as const,
    () => {
      if (seen.value === null || !isMoved.value) fit();
      else if (content().equalUnits && hasSize()) seen.value = withEqualUnits(seen.value, ratio());
    },
  );
  watch(
    () => content().present,
    (present) => {
      if (!isMoved.value && present !== null && seen.value !== null && !isWithin(seen.value, present)) fit();
    },
  );

  function change(next: (area: Rectangle) => Rectangle): void {
    if (seen.value === null) return;
    const area = next(seen.value);
    if (!Object.values(area).every(Number.isFinite) || !(area.right > area.left) || !(area.top > area.bottom)) return;
    seen.value = area;
    isMoved.value = true;
  }

  return {
    area: computed(() => seen.value),
    scale: computed(() => (seen.value === null ? null : mapScale(seen.value, size()))),
    isMoved: computed(() => isMoved.value),
    zoom: (factor, about) => change((area) => scaled(area, factor, about)),
    pan: (by) => change((area) => moved(area, by)),
    reset: fit,
  };
}
