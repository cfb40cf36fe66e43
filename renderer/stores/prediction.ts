import { defineStore } from 'pinia';
import { computed } from 'vue';
import { predictionOf, type Prediction } from '../format/prediction';
import { useExact } from './exact';
import { useRun } from './run';
import { useSettings } from './settings';

/** The loss as the spectrum foretells it: of the run under way at its rates, else of the settings at theirs. */
export const usePrediction = defineStore('prediction', () => {
  const exact = useExact();
  const run = useRun();
  const settings = useSettings();

  const shown = computed<Prediction | null>(() => {
    const { info } = run;
    if (info !== null && (!run.isEnded || settings.learningRate === run.result?.learningRate)) {
      return predictionOf(exact.ofRun, info.settings, run.rates);
    }
    if (settings.runSettings === null) return null;
    const rates = [{ step: 0, learningRate: settings.learningRate }];
    return predictionOf(exact.ofSettings, settings.runSettings, rates);
  });

  return { shown };
});
