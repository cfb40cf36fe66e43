import { computed, ref, shallowRef } from 'vue';
import type { ColumnProfile, DatasetSummary } from '../../../electron/contract';
import { likelyFeatures, likelyTarget, type TargetKind } from '../columns';
import { keepValues } from '../keepValues';

/** Which column is predicted, and from which. */
export function createColumnChoice() {
  const target = ref<number | null>(null);
  const targetKind = ref<TargetKind>('number');
  const features = shallowRef<ReadonlySet<number>>(new Set());
  const featuresWereChosen = ref(false);

  /** In the order of the file. */
  const featureList = computed(() => [...features.value].sort((a, b) => a - b));

  function adoptColumns(dataset: DatasetSummary, wanted: number | null): void {
    target.value = wanted ?? likelyTarget(dataset);
    targetKind.value = 'number';
    features.value = new Set(likelyFeatures(dataset, target.value, null));
    featuresWereChosen.value = false;
  }

  /** Unticks constant columns, unless the person has already chosen. */
  function adoptProfiles(dataset: DatasetSummary, profiles: readonly ColumnProfile[]): void {
    if (!featuresWereChosen.value) features.value = new Set(likelyFeatures(dataset, target.value, profiles));
  }

  /** The former target becomes a feature in its place, so that the two change seats; words cannot be a feature. */
  function seatTarget(index: number, kind: TargetKind): void {
    const next = new Set(features.value);
    const former = target.value;
    const fits = former !== null && targetKind.value === 'number';
    const wasFeature = next.delete(index);
    if (fits && (wasFeature || kind !== 'number')) next.add(former);
    target.value = index;
    targetKind.value = kind;
    features.value = next;
  }

  function setFeatures(indices: Iterable<number>): void {
    featuresWereChosen.value = true;
    features.value = new Set(indices);
  }

  function toggleFeature(index: number): void {
    const next = new Set(features.value);
    if (!next.delete(index)) next.add(index);
    setFeatures(next);
  }

  const keepColumns = (): (() => void) => keepValues(target, targetKind, features, featuresWereChosen);

  return {
    target,
    targetKind,
    features,
    featureList,
    featuresWereChosen,
    adoptColumns,
    adoptProfiles,
    seatTarget,
    setFeatures,
    toggleFeature,
    keepColumns,
  };
}
