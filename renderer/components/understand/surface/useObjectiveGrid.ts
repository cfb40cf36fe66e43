import { computed, ref, watch, type ComputedRef, type Ref } from 'vue';
import type { Plane } from '../../../../workers/core/explain/plane';
import { gridPoints, gridSizes, scaled, type Rectangle } from '../../../../workers/core/explain/planeGrid';
import { nParameters } from '../../../../workers/core/training/parameterShape';
import { useRun } from '../../../stores/run';
import { mostRows } from '../../../understand/rowsUsed';
import { useObjectives } from '../../../understand/useSlope';

export interface ObjectiveGrid {
  plane: Plane;
  area: Rectangle;
  /** Points a side. */
  size: number;
  /** Row by row from the bottom. */
  values: Float64Array;
  rowsUsed: number;
}

/** Beyond the window, so that there is something to see when it is moved. */
const BEYOND = 1.15;
/** What the loss of a row takes beside its predictor, in multiplications: most losses have an exponential. */
const ROW_WORK = 50;

/**
 * The objective over the part of a plane that is seen: a coarse grid at once, finer ones while it stands still and is not
 * `held` by a hand.
 */
export function useObjectiveGrid(
  slot: string,
  plane: () => Plane | null,
  area: () => Rectangle | null,
  held: () => boolean,
): { grid: ComputedRef<ObjectiveGrid | null>; isWaiting: Readonly<Ref<boolean>>; problem: Readonly<Ref<string | null>> } {
  const fineness = ref(0);
  watch([plane, area], () => (fineness.value = 0), { flush: 'sync' });

  const run = useRun();
  const sizes = computed(() => {
    const { info } = run;
    if (info === null) return [];
    const length = nParameters(info);
    const rows = info.isFactored ? length : Math.min(info.nSamples, mostRows(info, run.phase === 'running'));
    return gridSizes(length, rows * (length + ROW_WORK));
  });
  const question = computed(() => {
    const [over, seen] = [plane(), area()];
    const size = sizes.value[fineness.value];
    if (over === null || seen === null || size === undefined) return null;
    const wide = scaled(seen, BEYOND);
    return { plane: over, area: wide, size, points: gridPoints(over, wide, size) };
  });
  const { answer, isWaiting, problem } = useObjectives(slot, () => question.value);

  watch([answer, held], ([newest]) => {
    if (held() || newest === null || newest.question !== question.value) return;
    if (fineness.value < sizes.value.length - 1) fineness.value += 1;
  });

  const grid = computed<ObjectiveGrid | null>(() => {
    if (answer.value === null) return null;
    const { question: asked, reply } = answer.value;
    return { plane: asked.plane, area: asked.area, size: asked.size, values: reply.values, rowsUsed: reply.rowsUsed };
  });
  return { grid, isWaiting, problem };
}
