import { computed, ref } from 'vue';
import type { RunSettings } from '../../electron/contract';
import { formatCount } from '../format/number';
import { algorithmLine } from '../format/sections';
import { useMessages } from '../stores/messages';
import { useRun } from '../stores/run';
import { useSettings } from '../stores/settings';
import { useValidation } from '../stores/validation';
import type { Moment } from './moment';

/**
 * A branch: a run on the same rows and the same model that begins at a moment of this one and goes on by what the section Algorithm
 * now says. Plain gradient descent at the same rate then goes through the same bits; what an optimiser remembers begins anew.
 */
export function useBranch() {
  const messages = useMessages();
  const run = useRun();
  const settings = useSettings();
  const validation = useValidation();
  const isBeginning = ref(false);

  const problem = computed(() => {
    if (isBeginning.value || run.phase === 'starting') return 'A run is beginning.';
    if (run.isGone) return 'This run is no longer open.';
    return validation.first;
  });
  /** What the branch goes on with. */
  const words = computed(() => algorithmLine(settings.method, settings.learningRate, settings.maxSteps));

  function settingsOf({ theta }: Moment, own: RunSettings, isFactored: boolean, now: RunSettings): RunSettings {
    const { optimizer, schedule, batchSize, clip, averageFrom, gradient, learningRate, stop } = now;
    // Auto goes by the number of steps: a branch stays with what the run took, which has other roundings.
    const isOfRows = own.loss.kind !== 'squared' || batchSize !== null || !isFactored;
    return {
      ...own,
      ...{ optimizer, schedule, batchSize, clip, averageFrom, learningRate, stop },
      gradient: gradient === 'auto' ? (isOfRows ? 'sharded' : 'factored') : gradient,
      init: { kind: 'point', theta: [...theta] },
      startPaused: false,
    };
  }

  async function begin(moment: Moment): Promise<void> {
    const { info } = run;
    const now = settings.runSettings;
    if (info === null || now === null || problem.value !== null || moment.runId !== info.runId) return;
    isBeginning.value = true;
    const wanted = settingsOf(moment, info.settings, info.isFactored, now);
    const started = await messages.guard(() => run.start(info.datasetId, wanted));
    isBeginning.value = false;
    if (started) messages.note(`Went on from step ${formatCount(moment.step)} with ${words.value}.`);
  }

  return { problem, words, begin };
}
