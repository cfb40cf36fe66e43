import { computed, type ComputedRef, type Ref } from 'vue';
import type { ProbeRequest, ReplyTo } from '../../electron/contract';
import { useProbe } from './useProbe';

/** An answer together with the question that it answers, which may be older than the newest one. */
export interface Answer<Q, R extends ProbeRequest> {
  question: Q;
  reply: ReplyTo<R>;
}

export interface Asked<Q, R extends ProbeRequest> {
  answer: ComputedRef<Answer<Q, R> | null>;
  isWaiting: Readonly<Ref<boolean>>;
  problem: Readonly<Ref<string | null>>;
}

/** useProbe for questions in a panel's own words. */
export function useAsked<Q extends object, R extends ProbeRequest>(
  slot: string,
  question: () => Q | null,
  requestOf: (question: Q) => R,
): Asked<Q, R> {
  const origins = new WeakMap<R, Q>();
  const wanted = computed<R | null>(() => {
    const asked = question();
    if (asked === null) return null;
    const request = requestOf(asked);
    origins.set(request, asked);
    return request;
  });
  const { reply, answered, isWaiting, problem } = useProbe<R>(slot, () => wanted.value);
  const answer = computed<Answer<Q, R> | null>(() => {
    const origin = answered.value === null ? undefined : origins.get(answered.value);
    return origin === undefined || reply.value === null ? null : { question: origin, reply: reply.value };
  });
  return { answer, isWaiting, problem };
}
