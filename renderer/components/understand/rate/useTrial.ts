import { onScopeDispose, ref, shallowRef, watch } from 'vue';
import type { RaceLane } from '../../../../electron/contract';
import { useClient } from '../../../bridge/client';
import { useMessages } from '../../../stores/messages';
import { useRun } from '../../../stores/run';
import { trialSettings } from './rateFacts';

/** Times the limit: long enough to be seen to diverge soon. */
export const TOO_LONG = 1.05;
export const TRIAL_STEPS = 80;

export interface Trial {
  learningRate: number;
  lane: RaceLane;
}

/** A short run of its own beside the open one, from the same start, with a stride that is too long. */
export function useTrial() {
  const run = useRun();
  const messages = useMessages();
  const trial = shallowRef<Trial | null>(null);
  const isRunning = ref(false);
  /** Raised when an answer under way belongs to nobody any more. */
  let generation = 0;

  function forget(): void {
    generation += 1;
    trial.value = null;
    isRunning.value = false;
  }
  watch(() => run.info?.runId, forget);
  onScopeDispose(forget);

  async function show(limit: number): Promise<void> {
    const { info } = run;
    if (info === null || isRunning.value) return;
    forget();
    const mine = generation;
    isRunning.value = true;
    const learningRate = TOO_LONG * limit;
    const settings = [trialSettings(info.settings, learningRate, TRIAL_STEPS)];
    const answer = await messages.guard(() => useClient().call('run/race', { datasetId: info.datasetId, settings }));
    if (mine !== generation) return;
    isRunning.value = false;
    const lane = answer?.lanes[0];
    if (lane !== undefined) trial.value = { learningRate, lane };
  }

  return { trial, isRunning, show, forget };
}
