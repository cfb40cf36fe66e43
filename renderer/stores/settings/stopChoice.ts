import { computed, ref } from 'vue';
import type { StopRules } from '../../../electron/contract';
import { DEFAULT_SETTINGS } from '../../../workers/core/training/defaults';
import { keepValues } from '../keepValues';

/** When a run ends. */
export function createStopChoice() {
  const maxSteps = ref<number>(DEFAULT_SETTINGS.maxSteps);
  const lossChange = ref<number | null>(null);
  const gradientNorm = ref<number | null>(null);
  const elapsedSeconds = ref<number | null>(null);
  const patience = ref<number | null>(null);

  const stop = computed<StopRules>(() => ({
    maxSteps: maxSteps.value,
    lossChange: lossChange.value,
    gradientNorm: gradientNorm.value,
    elapsedMs: elapsedSeconds.value === null ? null : elapsedSeconds.value * 1000,
    patience: patience.value,
  }));

  function adoptStop(given: StopRules): void {
    maxSteps.value = given.maxSteps;
    lossChange.value = given.lossChange;
    gradientNorm.value = given.gradientNorm;
    elapsedSeconds.value = given.elapsedMs === null ? null : given.elapsedMs / 1000;
    patience.value = given.patience;
  }

  const keepStop = (): (() => void) => keepValues(maxSteps, lossChange, gradientNorm, elapsedSeconds, patience);

  return { maxSteps, lossChange, gradientNorm, elapsedSeconds, patience, stop, adoptStop, keepStop };
}
