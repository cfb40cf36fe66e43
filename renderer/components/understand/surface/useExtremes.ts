import { computed, shallowRef, watch, type ComputedRef } from 'vue';
import type { Eigenpair, ProbeRequest } from '../../../../electron/contract';
import { useRun } from '../../../stores/run';
import { useMoment } from '../../../understand/moment';
import { useProbe } from '../../../understand/useProbe';
import { MOST_ROWS } from './useObjectiveGrid';

type Request = Extract<ProbeRequest, { kind: 'extremes' }>;

export interface Extremes {
  largest: Eigenpair;
  least: Eigenpair;
  rowsUsed: number;
}

/**
 * The steepest and the flattest direction at the step that is shown. A squared loss bends the same everywhere: it is asked
 * once; for others the answer would be old before it comes, so that it is asked when the run stands still.
 */
export function useExtremes(
  slot: string,
  isWanted: () => boolean,
): { extremes: ComputedRef<Extremes | null>; isWaiting: ComputedRef<boolean>; problem: ComputedRef<string | null> } {
  const run = useRun();
  const moment = useMoment();
  const request = shallowRef<Request | null>(null);
  const bendsTheSame = computed(() => run.info?.settings.loss.kind === 'squared');

  watch(
    [isWanted, () => moment.moment, () => run.phase, () => run.info?.runId],
    (_, [, , , runId]) => {
      const now = moment.moment;
      if (!isWanted() || now === null) request.value = null;
      else if (request.value === null || runId !== run.info?.runId || (!bendsTheSame.value && isAtRest())) {
        request.value = { kind: 'extremes', theta: now.theta.slice(), maxRows: MOST_ROWS };
      }
    },
    { immediate: true },
  );
  function isAtRest(): boolean {
    return run.phase !== 'running' || !moment.isLive;
  }

  const { reply, isWaiting, problem } = useProbe<Request>(slot, () => request.value);
  return {
    extremes: computed(() => reply.value),
    isWaiting: computed(() => isWaiting.value),
    problem: computed(() => problem.value),
  };
}
