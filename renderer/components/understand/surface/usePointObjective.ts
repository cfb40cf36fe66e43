import { computed, type ComputedRef } from 'vue';
import { useProbe } from '../../../understand/useProbe';
import { MOST_ROWS } from './useObjectiveGrid';

type Numbers = Float64Array<ArrayBuffer>;

/** The objective at one point; null while it is not known. */
export function usePointObjective(slot: string, point: () => Numbers | null): ComputedRef<number | null> {
  const request = computed(() => {
    const theta = point();
    return theta === null ? null : ({ kind: 'objectives', points: theta, maxRows: MOST_ROWS } as const);
  });
  const { reply, answered } = useProbe(slot, () => request.value);
  return computed(() => (answered.value === request.value ? (reply.value?.values[0] ?? null) : null));
}
