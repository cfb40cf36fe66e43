import { ref } from 'vue';
import { useMessages } from '../../../stores/messages';
import { useRun } from '../../../stores/run';
import { formatCount } from '../../../format/number';

/** The step that was tried is taken: a run of its own begins at its end, and stands. */
export function useTakeStep() {
  const run = useRun();
  const messages = useMessages();
  const isTaking = ref(false);

  async function take(theta: Float64Array, step: number, learningRate: number): Promise<void> {
    const { info } = run;
    if (info === null || isTaking.value) return;
    isTaking.value = true;
    const settings = { ...info.settings, init: { kind: 'point' as const, theta: [...theta] }, learningRate, startPaused: true };
    const started = await messages.guard(() => run.start(info.datasetId, settings));
    isTaking.value = false;
    if (started) messages.note(`A branch begins where the step from step ${formatCount(step)} led. It waits: run it, or take another step.`);
  }

  return { isTaking, take };
}
