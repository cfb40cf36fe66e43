import { defineStore } from 'pinia';
import { computed, ref, shallowRef } from 'vue';
import type { Evaluation } from '../../electron/contract';
import { useClient } from '../bridge/client';
import { sentenceOf } from './messages';
import { useRun } from './run';
import { useWork } from './work';

interface Answer {
  runId: string;
  step: number;
  evaluation: Evaluation;
}

/** How good the model of the present run is: asked for where a view wants it, and kept until the run has another model. */
export const useEvaluation = defineStore('evaluation', () => {
  const run = useRun();
  const work = useWork();

  const answer = shallowRef<Answer | null>(null);
  const isAsking = ref(false);
  const problem = ref<string | null>(null);
  /** The model for which the person called it off, or which could not be had. */
  const givenUp = ref<string | null>(null);

  const isStanding = computed(() => run.info !== null && !run.isGone && (run.isEnded || run.phase === 'paused'));
  const present = computed(() => (run.info === null ? null : `${run.info.runId} ${run.step}`));
  /** Of the run in sight, though it may have gone on since. */
  const shown = computed(() => (answer.value?.runId === run.info?.runId ? answer.value : null));
  const isStale = computed(() => shown.value !== null && `${shown.value.runId} ${shown.value.step}` !== present.value);
  const isWanted = computed(
    () => isStanding.value && !isAsking.value && givenUp.value !== present.value && (shown.value === null || isStale.value),
  );

  /** Asks where there is something new to be known. */
  async function refresh(): Promise<void> {
    const runId = run.info?.runId;
    if (!isWanted.value || runId === undefined) return;
    const { step } = run;
    const asked = present.value;
    isAsking.value = true;
    problem.value = null;
    try {
      const evaluation = await useClient().call('run/evaluate', { runId });
      if (evaluation === null) givenUp.value = asked;
      // Where the run has made a step meanwhile, nobody knows of which one this is.
      else if (present.value === asked) answer.value = { runId, step, evaluation };
    } catch (error) {
      givenUp.value = asked;
      if (present.value === asked) problem.value = sentenceOf(error);
    } finally {
      isAsking.value = false;
      work.clear();
    }
  }

  async function again(): Promise<void> {
    givenUp.value = null;
    await refresh();
  }

  return {
    shown,
    isStale,
    isStanding,
    isWanted,
    isAsking,
    problem,
    isGivenUp: computed(() => isStanding.value && givenUp.value === present.value),
    progress: computed(() => (isAsking.value ? work.progress : null)),
    refresh,
    again,
    cancel: work.cancel,
  };
});
