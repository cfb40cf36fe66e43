import { computed, type ComputedRef } from 'vue';
import type { ProbeRequest } from '../../electron/contract';
import { hasHessian } from '../../workers/core/losses/properties';
import { useRun } from '../stores/run';
import { useMoment } from './moment';
import { MOST_ROWS } from './rowsUsed';
import { useAsked, type Asked } from './useAsked';

type Numbers = Float64Array<ArrayBuffer>;
export type SlopeRequest = Extract<ProbeRequest, { kind: 'slope' }>;
export type ObjectivesRequest = Extract<ProbeRequest, { kind: 'objectives' }>;

const joined = (vectors: readonly Float64Array[], length: number): Numbers => {
  const out = new Float64Array(vectors.length * length);
  vectors.forEach((vector, k) => out.set(vector, k * length));
  return out;
};

/** The objective, its gradient, and H v for each of the vectors (none where the loss has no Hessian). */
export function useSlope<Q extends { theta: Numbers; vectors: readonly Float64Array[] }>(
  slot: string,
  question: () => Q | null,
): Asked<Q, SlopeRequest> {
  const run = useRun();
  return useAsked<Q, SlopeRequest>(slot, question, ({ theta, vectors }) => {
    const isSmooth = run.info !== null && hasHessian(run.info.settings.loss);
    return { kind: 'slope', theta, vectors: joined(isSmooth ? vectors : [], theta.length), maxRows: MOST_ROWS };
  });
}

/** The objective at each of the points. */
export const useObjectives = <Q extends { points: Numbers }>(
  slot: string,
  question: () => Q | null,
): Asked<Q, ObjectivesRequest> =>
  useAsked<Q, ObjectivesRequest>(slot, question, ({ points }) => ({ kind: 'objectives', points, maxRows: MOST_ROWS }));

/** theta and the gradient there. */
export interface FullGradient {
  theta: Numbers;
  gradient: Numbers;
}

/**
 * The gradient at the moment over the rows that probes use. It is the run's own unless the run goes by batches or probes use a sample:
 * then it is asked for.
 */
export function useFullGradient(slot: string): ComputedRef<FullGradient | null> {
  const run = useRun();
  const store = useMoment();
  const isOwn = computed(
    () => run.info !== null && run.info.settings.batchSize === null && (run.info.isFactored || run.info.nSamples <= MOST_ROWS),
  );
  const { answer } = useSlope(slot, () =>
    store.moment === null || isOwn.value ? null : { theta: store.moment.theta, vectors: [] },
  );
  return computed(() => {
    const { moment } = store;
    if (moment === null) return null;
    if (isOwn.value) return { theta: moment.theta, gradient: moment.gradient };
    const { value } = answer;
    return value === null ? null : { theta: value.question.theta, gradient: value.reply.gradient };
  });
}
