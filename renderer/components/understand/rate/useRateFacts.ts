import { computed, type ComputedRef } from 'vue';
import { useExact } from '../../../stores/exact';
import { useRun } from '../../../stores/run';
import { useExtremes } from '../surface/useExtremes';
import { factsOfExtremes, factsOfSolution, type RateFacts } from './rateFacts';

/** From the spectrum of the exact solution where the loss is a quadratic, else from the curvature at the step that is shown. */
export function useRateFacts(): { facts: ComputedRef<RateFacts | null>; reason: ComputedRef<string> } {
  const run = useRun();
  const exact = useExact();

  const isQuadratic = computed(() => run.info?.settings.loss.kind === 'squared');
  const solution = computed(() => (isQuadratic.value ? exact.ofRun : null));
  const { extremes, isWaiting, problem } = useExtremes(
    'rate directions',
    () => run.info !== null && solution.value === null,
  );
  return {
    facts: computed(() => {
      if (solution.value !== null) return factsOfSolution(solution.value);
      return extremes.value === null ? null : factsOfExtremes(extremes.value, isQuadratic.value);
    }),
    reason: computed(
      () => problem.value ?? (isWaiting.value ? 'The curvature is being found…' : 'The curvature is not known here.'),
    ),
  };
}
