import { computed, ref, shallowRef, watch, type ComputedRef, type ShallowRef } from 'vue';
import type { ProbeRequest } from '../../../../electron/contract';
import type { Plane } from '../../../../workers/core/explain/plane';
import { gridPoints, gridSizes, scaled, type Rectangle } from '../../../../workers/core/explain/planeGrid';
import { useProbe, type Probe } from '../../../understand/useProbe';

export interface ObjectiveGrid {
  plane: Plane;
  area: Rectangle;
  /** Points a side. */
  size: number;
  /** Row by row from the bottom. */
  values: Float64Array;
  rowsUsed: number;
}

type Request = Extract<ProbeRequest, { kind: 'objectives' }>;
type Question = Omit<ObjectiveGrid, 'values' | 'rowsUsed'> & { request: Request };

/** Where there are more rows, a map is an estimate: it is drawn again at each move of the hand. */
export const MOST_ROWS = 200_000;
/** Beyond the window, so that there is something to see when it is moved. */
const BEYOND = 1.15;

/**
 * The objective over the part of a plane that is seen: a coarse grid at once, finer ones while it stands still and is not
 * `held` by a hand.
 */
export function useObjectiveGrid(
  slot: string,
  plane: () => Plane | null,
  area: () => Rectangle | null,
  held: () => boolean,
): { grid: Readonly<ShallowRef<ObjectiveGrid | null>>; isWaiting: ComputedRef<boolean>; problem: Probe<Request>['problem'] } {
  const grid = shallowRef<ObjectiveGrid | null>(null);
  const fineness = ref(0);
  const questions = new WeakMap<Request, Question>();

  watch([plane, area], () => (fineness.value = 0), { flush: 'sync' });

  const sizes = computed(() => gridSizes(plane()?.origin.length ?? 0));
  const question = computed<Question | null>(() => {
    const [over, seen] = [plane(), area()];
    const size = sizes.value[fineness.value];
    if (over === null || seen === null || size === undefined) return null;
    const wide = scaled(seen, BEYOND);
    const request: Request = { kind: 'objectives', points: gridPoints(over, wide, size), maxRows: MOST_ROWS };
    const asked = { plane: over, area: wide, size, request };
    questions.set(request, asked);
    return asked;
  });

  const { reply, answered, isWaiting, problem } = useProbe<Request>(slot, () => question.value?.request ?? null);

  watch([reply, answered], ([found, request]) => {
    const asked = request === null ? undefined : questions.get(request);
    if (found === null || asked === undefined) grid.value = null;
    else {
      const { values, rowsUsed } = found;
      grid.value = { plane: asked.plane, area: asked.area, size: asked.size, values, rowsUsed };
    }
  });
  watch([answered, held], ([request]) => {
    if (held() || request === null || request !== question.value?.request) return;
    if (fineness.value < sizes.value.length - 1) fineness.value += 1;
  });

  return { grid, isWaiting: computed(() => isWaiting.value), problem };
}
