import { defineStore } from 'pinia';
import { computed, ref, shallowRef } from 'vue';
import type { DatasetSummary, ModelFile, PredictionPreview } from '../../electron/contract';
import { FallLineError } from '../../workers/core/schema';
import { useClient } from '../bridge/client';
import { formatCount } from '../format/number';
import { useDataset } from './dataset';
import { sentenceOf, useMessages } from './messages';
import { useModel } from './model';
import { useWork } from './work';

export type ModelSource = 'run' | 'opened';
export type RowSource = 'open' | 'file';

/** A model at work: on the open data, or on a file that is opened beside it. */
export const usePredicting = defineStore('predicting', () => {
  const dataset = useDataset();
  const messages = useMessages();
  const models = useModel();
  const work = useWork();

  const wantedModel = ref<ModelSource>('run');
  const wantedRows = ref<RowSource>('open');
  /** The file beside the open data. */
  const file = shallowRef<DatasetSummary | null>(null);
  const preview = shallowRef<PredictionPreview | null>(null);
  const error = ref<string | null>(null);
  const isLoading = ref(false);
  const isOpening = ref(false);
  const wantsIntervals = ref(true);
  let newest = 0;

  /** What there is of the two, where only one is there. */
  const modelSource = computed<ModelSource>(() => {
    if (models.opened === null) return 'run';
    return models.preview === null ? 'opened' : wantedModel.value;
  });
  const rowSource = computed<RowSource>(() => (file.value === null ? 'open' : dataset.summary === null ? 'file' : wantedRows.value));
  const model = computed<ModelFile | null>(() =>
    modelSource.value === 'opened' ? (models.opened?.model ?? null) : models.preview,
  );
  const rows = computed<DatasetSummary | null>(() => (rowSource.value === 'file' ? file.value : dataset.summary));

  /** Why nothing can be predicted yet; null where it can. */
  const problem = computed(() => {
    if (model.value === null) return modelSource.value === 'run' ? (models.problem ?? 'The model is being assembled.') : 'Open a model first.';
    if (rows.value === null) return 'Open a file with the rows to predict.';
    return error.value;
  });

  async function loadPreview(): Promise<void> {
    const mine = ++newest;
    const [used, datasetId] = [model.value, rows.value?.id];
    error.value = null;
    if (used === null || datasetId === undefined) {
      preview.value = null;
      return;
    }
    isLoading.value = true;
    try {
      const answer = await useClient().call('predict/preview', { model: used, datasetId });
      if (mine === newest && answer !== null) preview.value = answer;
    } catch (failure) {
      if (mine !== newest) return;
      preview.value = null;
      error.value = sentenceOf(failure);
    } finally {
      if (mine === newest) isLoading.value = false;
    }
  }

  /** Asks for a file and opens it beside the open data. */
  async function openFile(): Promise<void> {
    const used = model.value;
    if (used === null || isOpening.value) return;
    isOpening.value = true;
    try {
      const opened = await useClient().call('predict/open', { path: null, model: used });
      if (opened === null) return;
      file.value = opened;
      wantedRows.value = 'file';
      messages.note(`Opened ${opened.fileName} for predictions: ${formatCount(opened.nRows)} rows.`);
    } catch (failure) {
      const isCancelled = failure instanceof FallLineError && failure.code === 'cancelled';
      if (!isCancelled) messages.fail(failure);
    } finally {
      isOpening.value = false;
      work.clear();
    }
  }

  async function closeFile(): Promise<void> {
    file.value = null;
    await messages.guard(() => useClient().call('predict/close', null));
  }

  async function save(): Promise<void> {
    const [used, datasetId] = [model.value, rows.value?.id];
    if (used === null || datasetId === undefined) return;
    const saved = await models.writing(() =>
      useClient().call('predict/save', { model: used, datasetId, intervals: wantsIntervals.value && used.intervals !== null }),
    );
    if (saved === null) return;
    const left = saved.rowsWithoutPrediction;
    const without = left > 0 ? `, ${formatCount(left)} without one because a value is missing` : '';
    messages.note(`Saved predictions for ${formatCount(saved.nRows)} rows${without}: ${saved.path}.`);
  }

  return {
    wantedModel, wantedRows, modelSource, rowSource, model, rows, file, preview, error, problem, isLoading, isOpening, wantsIntervals,
    loadPreview, openFile, closeFile, save,
  };
});
