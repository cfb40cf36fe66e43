import { onScopeDispose, ref, shallowRef, watch, type Ref, type ShallowRef } from 'vue';
import type { ProbeRequest, ReplyTo } from '../../electron/contract';
import { useClient } from '../bridge/client';
import { sentenceOf } from '../stores/messages';
import { useRun } from '../stores/run';
import { createNewest } from './newest';

export interface Probe<R extends ProbeRequest> {
  /** The newest answer; kept until the next one comes, null after `request` was null or with a new run. */
  reply: Readonly<ShallowRef<ReplyTo<R> | null>>;
  /** What `reply` answers. */
  answered: Readonly<ShallowRef<R | null>>;
  /** Whether a newer answer is on its way. */
  isWaiting: Readonly<Ref<boolean>>;
  /** Why there is none, as a sentence. */
  problem: Readonly<Ref<string | null>>;
}

/** An empty question takes the place of what is asked in a slot. */
const NOTHING: ProbeRequest = { kind: 'objectives', points: new Float64Array(0), maxRows: null };

/**
 * Asks about the objective of the open run whenever `request` gives another object (null: nothing), and ends with the scope.
 * What is asked in one slot takes the place of what was asked there before: a panel has slots of its own.
 */
export function useProbe<R extends ProbeRequest>(slot: string, request: () => R | null): Probe<R> {
  const run = useRun();
  const client = useClient();
  const reply: ShallowRef<ReplyTo<R> | null> = shallowRef(null);
  const answered: ShallowRef<R | null> = shallowRef(null);
  const isWaiting = ref(false);
  const problem = ref<string | null>(null);

  type Question = { runId: string; request: R };
  const newest = createNewest<Question, ReplyTo<R>>(
    (question) => client.call('run/probe', { ...question, slot }) as Promise<ReplyTo<R> | null>,
    (answer, question) => {
      isWaiting.value = false;
      problem.value = null;
      if (answer === null || run.info?.runId !== question.runId) return;
      reply.value = answer;
      answered.value = question.request;
    },
    (error) => {
      isWaiting.value = false;
      problem.value = sentenceOf(error);
    },
  );

  function drop(runId: string | undefined): void {
    if (newest.forget() && runId !== undefined) {
      // Nobody waits for it any more: that it fails concerns nobody.
      void client.call('run/probe', { runId, slot, request: NOTHING }).catch(() => undefined);
    }
    isWaiting.value = false;
  }

  function clear(): void {
    reply.value = null;
    answered.value = null;
    problem.value = null;
  }

  watch(
    () => [run.info?.runId, request()] as const,
    ([runId, wanted], before) => {
      if (runId !== before?.[0]) {
        drop(before?.[0]);
        clear();
      }
      if (runId === undefined || wanted === null) {
        drop(runId);
        clear();
        return;
      }
      isWaiting.value = true;
      newest.want({ runId, request: wanted });
    },
    { immediate: true },
  );
  onScopeDispose(() => drop(run.info?.runId));

  return { reply, answered, isWaiting, problem };
}
