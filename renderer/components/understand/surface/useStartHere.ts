import { computed, ref, shallowRef, watch } from 'vue';
import type { InitialParameters } from '../../../../electron/contract';
import { toRaw } from '../../../../workers/core/training/parameters';
import { useMessages } from '../../../stores/messages';
import { useRun } from '../../../stores/run';
import { useSettings } from '../../../stores/settings';

type Numbers = Float64Array<ArrayBuffer>;

const isSame = (a: readonly unknown[], b: readonly unknown[]): boolean =>
  a.length === b.length && a.every((value, k) => value === b[k]);

/**
 * A point of the map as the start of the next run: it goes into the section Parameters, and the run can begin there at once,
 * with all else as it was.
 */
export function useStartHere() {
  const messages = useMessages();
  const run = useRun();
  const settings = useSettings();
  /** Of the space in which training runs. */
  const chosen = shallowRef<Numbers | null>(null);
  const isStarting = ref(false);

  watch(
    () => run.info?.runId,
    () => (chosen.value = null),
  );

  const initial = computed<InitialParameters | null>(() => {
    const { info } = run;
    if (chosen.value === null || info === null) return null;
    if (info.nOutputs > 1) return { kind: 'point', theta: [...chosen.value] };
    const raw = new Float64Array(chosen.value.length);
    toRaw(chosen.value, info.scaling, raw);
    return { kind: 'given', weights: [...raw.slice(0, -1)], bias: raw.at(-1) ?? 0 };
  });

  function choose(theta: Numbers): void {
    chosen.value = theta;
    const start = initial.value;
    const names = run.info?.featureNames;
    if (start?.kind !== 'given' || names === undefined) return;
    if (isSame(names, settings.designNames)) settings.giveParameters(names, start.weights, start.bias);
  }

  async function runFromHere(): Promise<void> {
    const { info } = run;
    const init = initial.value;
    if (info === null || init === null || isStarting.value) return;
    const learningRate = settings.learningRate > 0 ? settings.learningRate : info.settings.learningRate;
    isStarting.value = true;
    try {
      await messages.guard(() =>
        run.start(info.datasetId, { ...info.settings, init, learningRate, startPaused: false }),
      );
    } finally {
      isStarting.value = false;
    }
  }

  return { chosen, choose, runFromHere, forget: () => (chosen.value = null) };
}
