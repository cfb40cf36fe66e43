import { computed, type ComputedRef } from 'vue';
import type { ProbeRequest } from '../../electron/contract';
import { hasHessian } from '../../workers/core/losses/properties';
import { useRun } from '../stores/run';
import { useMoment } from './moment';
import { useMostRows } from './rowsUsed';
import { useAsked, type Asked } from './useAsked';

type Numbers = Float64Array<ArrayBuffer>;
export type SlopeRequest = Extract<ProbeRequest, { kind: 'slope' }>;
export type ObjectivesRequest = Extract<ProbeRequest, { kind: 'objectives' }>;

const joined = (vectors: readonly Float64Array[], length: number): Numbers => {
  const out = new Float64Array(vectors.length * length);
  vectors.forEach((vector, k) => out.set(vector, k * length));
  return out;
};

/** Questions whose answers are set against one another ask the same rows; without a number as many as suit the run now. */
interface Sampled {
  maxRows?: number;
}

/** The objective, its gradient, and H v for each of the vectors (none where the loss has no Hessian). */
export function useSlope<Q extends Sampled & { theta: Numbers; vectors: readonly Float64Array[] }>(
  slot: string,
  question: () => Q | null,
): Asked<Q, SlopeRequest> {
  const run = useRun();
  const most = useMostRows();
  return useAsked<Q, SlopeRequest>(slot, question, ({ theta, vectors, maxRows = most.value }) => {
    const isSmooth = run.info !== null && hasHessian(run.info.settings.loss);
    return { kind: 'slope', theta, vectors: joined(isSmooth ? vectors : [], theta.length), maxRows };
  });
}

/** The objective at each of the points. */
export function useObjectives<Q extends Sampled & { points: Numbers }>(
  slot: string,
  question: () => Q | null,
): Asked<Q, ObjectivesRequest> {
  const most = useMostRows();
  return useAsked<Q, ObjectivesRequest>(slot, question, ({ points, maxRows = most.value }) => ({ kind: 'objectives', points, maxRows }));
}

/** theta and the gradient there. */
export interface FullGradient {
  theta: Numbers;
  gradient: Numbers;
  maxRows: number;
}

/**
 * The gradient at the moment over the rows that probes use. It is the run's own unless the run goes by batches or probes use a sample:
 * then it is asked for.
 */
export function useFullGradient(slot: string): ComputedRef<FullGradient | null> {
  const run = useRun();
  const store = useMoment();
  const most = useMostRows();
  const isOwn = computed(
    () => run.info !== null && run.info.settings.batchSize === null && (run.info.isFactored || run.info.nSamples <= most.value),
  );
  const { answer } = useSlope(slot, () =>
    store.moment === null || isOwn.value ? null : { theta: store.moment.theta, vectors: [], maxRows: most.value },
  );
  return computed(() => {
    const { moment } = store;
    if (moment === null) return null;
    if (isOwn.value) return { theta: moment.theta, gradient: moment.gradient, maxRows: most.value };
    const { value } = answer;
    if (value === null) return null;
    return { ...value.question, gradient: value.reply.gradient };
  });
}
