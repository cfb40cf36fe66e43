import { computed, type ComputedRef } from 'vue';
import { hasHessian } from '../../../../workers/core/losses/properties';
import { useExact } from '../../../stores/exact';
import { useRun } from '../../../stores/run';
import { useExtremes } from '../../../understand/useExtremes';
import { factsOfExtremes, factsOfSolution, type RateFacts } from './rateFacts';

/** From the spectrum of the exact solution where the loss is a quadratic, else from the curvature at the step that is shown. */
export function useRateFacts(): { facts: ComputedRef<RateFacts | null>; reason: ComputedRef<string> } {
  const run = useRun();
  const exact = useExact();

  const isQuadratic = computed(() => run.info?.settings.loss.kind === 'squared');
  const solution = computed(() => (isQuadratic.value ? exact.ofRun : null));
  const { largest, least, isWaiting, problem } = useExtremes(
    'rate directions',
    () => run.info !== null && solution.value === null,
  );
  return {
    facts: computed(() => {
      if (solution.value !== null) return factsOfSolution(solution.value);
      if (largest.value === null || least.value === null) return null;
      return factsOfExtremes({ largest: largest.value, least: least.value }, isQuadratic.value);
    }),
    reason: computed(() => {
      if (problem.value !== null || isWaiting.value) return problem.value ?? 'The curvature is being found…';
      if (run.info !== null && !hasHessian(run.info.settings.loss)) return 'This loss has kinks and no curvature that would limit the stride.';
      return run.phase === 'running' ? 'Pause: this loss bends otherwise at each step.' : 'The curvature is not known here.';
    }),
  };
}
