import { computed, type ComputedRef } from 'vue';
import { useObjectives } from '../../../understand/useSlope';

type Numbers = Float64Array<ArrayBuffer>;

/** The objective at one point; null while it is not known. */
export function usePointObjective(slot: string, point: () => Numbers | null): ComputedRef<number | null> {
  const question = computed(() => {
    const points = point();
    return points === null ? null : { points };
  });
  const { answer } = useObjectives(slot, () => question.value);
  return computed(() => (answer.value?.question === question.value ? (answer.value?.reply.values[0] ?? null) : null));
}
