import { computed, type ComputedRef } from 'vue';
import type { Scaling } from '../../../../electron/contract';
import { useDataset } from '../../../stores/dataset';
import { useRun } from '../../../stores/run';

/**
 * Means and deviations of the run's features, from the profile of the file, for a run on the columns as they are; null where
 * they are not known, or no map of the parameters: without a bias that takes up the means, and for powers.
 */
export function useMoments(): ComputedRef<Scaling | null> {
  const dataset = useDataset();
  const run = useRun();
  return computed(() => {
    const { info } = run;
    if (info === null || dataset.profiles === null || info.datasetId !== dataset.summary?.id) return null;
    const { intercept, degree, features } = info.settings;
    if (!intercept || degree !== 1) return null;
    const { profiles } = dataset;
    const ofFeatures = features.map((index) => profiles.find((profile) => profile.index === index));
    const means = ofFeatures.map((profile) => profile?.mean ?? NaN);
    const scales = ofFeatures.map((profile) => profile?.standardDeviation ?? NaN);
    const isKnown = means.every(Number.isFinite) && scales.every((scale) => Number.isFinite(scale) && scale > 0);
    return isKnown ? { means, scales } : null;
  });
}
