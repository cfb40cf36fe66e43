import { defineStore } from 'pinia';
import { computed, ref, shallowRef } from 'vue';
import type {
  ColumnProfile,
  DatasetSummary,
  InitialParameters,
  ModelFile,
  RunSettings,
  Sample,
} from '../../electron/contract';
import { DEFAULT_DESIGN, DEFAULT_METHOD, DEFAULT_SETTINGS, defaultLearningRate } from '../../workers/core/training/defaults';
import { likelyFeatures, likelyTarget } from './columns';

export type InitKind = InitialParameters['kind'];

/** What the next run will be told. Numbers may be NaN where a field holds no number: then no run can start. */
export const useSettings = defineStore('settings', () => {
  const target = ref<number | null>(null);
  const features = shallowRef<ReadonlySet<number>>(new Set());
  const standardize = ref<boolean>(DEFAULT_SETTINGS.standardize);
  const initKind = ref<InitKind>('zeros');
  const seed = ref<number>(DEFAULT_SETTINGS.seed);
  /** Typed-in weights by column index, in raw units; a column without one starts at 0. */
  const givenWeights = shallowRef<ReadonlyMap<number, number>>(new Map());
  const givenBias = ref(0);
  const learningRate = ref<number>(DEFAULT_SETTINGS.learningRate);
  const maxSteps = ref<number>(DEFAULT_SETTINGS.maxSteps);
  const lossChange = ref<number | null>(null);
  const gradientNorm = ref<number | null>(null);
  const elapsedSeconds = ref<number | null>(null);
  const workers = ref<number | 'auto'>('auto');
  const l1 = ref(DEFAULT_METHOD.penalty.l1);
  const l2 = ref(DEFAULT_METHOD.penalty.l2);
  const optimizer = shallowRef(DEFAULT_METHOD.optimizer);
  const schedule = shallowRef(DEFAULT_METHOD.schedule);
  let featuresWereChosen = false;

  /** In the order of the file. */
  const featureList = computed(() => [...features.value].sort((a, b) => a - b));

  function adoptDataset(dataset: DatasetSummary, sample: Sample | null = null): void {
    const wanted = dataset.columns.find((column) => column.name === sample?.target)?.index;
    target.value = wanted ?? likelyTarget(dataset);
    features.value = new Set(likelyFeatures(dataset, target.value, null));
    featuresWereChosen = false;
    initKind.value = 'zeros';
    givenWeights.value = new Map();
    givenBias.value = 0;
    standardize.value = sample?.standardize ?? DEFAULT_SETTINGS.standardize;
    learningRate.value = sample?.learningRate ?? defaultLearningRate(features.value.size);
    maxSteps.value = sample?.maxSteps ?? DEFAULT_SETTINGS.maxSteps;
    // What suits one target's scale may drown another.
    l1.value = DEFAULT_METHOD.penalty.l1;
    l2.value = DEFAULT_METHOD.penalty.l2;
    optimizer.value = DEFAULT_METHOD.optimizer;
    schedule.value = DEFAULT_METHOD.schedule;
  }

  /** Unticks constant columns, unless the person has already chosen. */
  function adoptProfiles(dataset: DatasetSummary, profiles: readonly ColumnProfile[]): void {
    if (!featuresWereChosen) features.value = new Set(likelyFeatures(dataset, target.value, profiles));
  }

  /** The former target becomes a feature in its place, so that the two change seats. */
  function setTarget(index: number): void {
    const next = new Set(features.value);
    const former = target.value;
    if (next.delete(index) && former !== null) next.add(former);
    target.value = index;
    features.value = next;
  }

  function setFeatures(indices: Iterable<number>): void {
    featuresWereChosen = true;
    features.value = new Set(indices);
  }

  function toggleFeature(index: number): void {
    const next = new Set(features.value);
    if (!next.delete(index)) next.add(index);
    setFeatures(next);
  }

  function setGivenWeight(index: number, value: number): void {
    givenWeights.value = new Map(givenWeights.value).set(index, value);
  }

  /** Starts from a model's parameters, matched by column name. Returns the names that the data set does not have. */
  function adoptModel(model: ModelFile, dataset: DatasetSummary): string[] {
    const byName = new Map(dataset.columns.map((column) => [column.name, column.index]));
    const missing = model.featureNames.filter((name) => !byName.has(name));
    if (missing.length > 0) return missing;
    const chosen = model.featureNames.map((name) => byName.get(name) ?? 0);
    target.value = byName.get(model.targetName) ?? target.value;
    setFeatures(chosen);
    givenWeights.value = new Map(chosen.map((column, position) => [column, model.weights[position] ?? 0]));
    givenBias.value = model.bias;
    initKind.value = 'given';
    return [];
  }

  function initialParameters(): InitialParameters {
    if (initKind.value === 'random') return { kind: 'random', seed: seed.value };
    if (initKind.value === 'zeros') return { kind: 'zeros' };
    const weights = featureList.value.map((index) => givenWeights.value.get(index) ?? 0);
    return { kind: 'given', weights, bias: givenBias.value };
  }

  /** Plain data, ready to cross to the main process; null without a target. */
  const runSettings = computed<RunSettings | null>(() =>
    target.value === null
      ? null
      : {
          target: target.value,
          features: featureList.value,
          standardize: standardize.value,
          init: initialParameters(),
          ...DEFAULT_METHOD,
          ...DEFAULT_DESIGN,
          penalty: { l1: l1.value, l2: l2.value, bias: false },
          optimizer: optimizer.value,
          schedule: schedule.value,
          learningRate: learningRate.value,
          stop: {
            maxSteps: maxSteps.value,
            lossChange: lossChange.value,
            gradientNorm: gradientNorm.value,
            elapsedMs: elapsedSeconds.value === null ? null : elapsedSeconds.value * 1000,
            patience: null,
          },
          workers: workers.value,
          startPaused: false,
        },
  );

  return {
    target,
    features,
    featureList,
    standardize,
    initKind,
    seed,
    givenWeights,
    givenBias,
    learningRate,
    maxSteps,
    lossChange,
    gradientNorm,
    elapsedSeconds,
    workers,
    l1,
    l2,
    optimizer,
    schedule,
    runSettings,
    adoptDataset,
    adoptProfiles,
    adoptModel,
    setTarget,
    setFeatures,
    toggleFeature,
    setGivenWeight,
  };
});
