import { computed, shallowRef, watch, type ComputedRef } from 'vue';
import type { ColumnProfile, Scaling } from '../../../../electron/contract';
import { useClient } from '../../../bridge/client';
import { useDataset } from '../../../stores/dataset';
import { useRun } from '../../../stores/run';

/**
 * Means and deviations of the run's features, from the profile of its data set, for a run on the columns as they are; null where
 * they are not known, or no map of the parameters: without a bias that takes up the means, and for powers.
 */
export function useMoments(): ComputedRef<Scaling | null> {
  const dataset = useDataset();
  const run = useRun();
  /** Of prepared columns, which nobody else has asked for. */
  const prepared = shallowRef<{ datasetId: string; profiles: readonly ColumnProfile[] } | null>(null);

  const profiles = computed(() => {
    const datasetId = run.info?.datasetId;
    if (datasetId === dataset.summary?.id) return dataset.profiles;
    return prepared.value?.datasetId === datasetId ? (prepared.value?.profiles ?? null) : null;
  });

  watch(
    () => {
      const { info } = run;
      const isAsked = info !== null && !info.settings.standardize && info.datasetId !== dataset.summary?.id;
      return isAsked ? info.datasetId : null;
    },
    async (datasetId) => {
      if (datasetId === null) return;
      // Without them the map is in the units of the features alone.
      const found = await useClient().call('dataset/profile', { datasetId }).catch(() => null);
      if (found !== null && run.info?.datasetId === datasetId) prepared.value = { datasetId, profiles: found };
    },
    { immediate: true },
  );

  return computed(() => {
    const { info } = run;
    const known = profiles.value;
    if (info === null || known === null) return null;
    const { intercept, degree, features } = info.settings;
    if (!intercept || degree !== 1) return null;
    const ofFeatures = features.map((index) => known.find((profile) => profile.index === index));
    const means = ofFeatures.map((profile) => profile?.mean ?? NaN);
    const scales = ofFeatures.map((profile) => profile?.standardDeviation ?? NaN);
    const isKnown = means.every(Number.isFinite) && scales.every((scale) => Number.isFinite(scale) && scale > 0);
    return isKnown ? { means, scales } : null;
  });
}
