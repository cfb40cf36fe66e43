import { defineStore } from 'pinia';
import { computed, ref, shallowRef } from 'vue';
import type { ExportFormat, ExportResult, ModelFile } from '../../electron/contract';
import { useClient } from '../bridge/client';
import { checkWords } from '../format/exportCheck';
import { formatCount } from '../format/number';
import { useApp, type ViewName } from './app';
import { useDataset } from './dataset';
import { useMessages } from './messages';
import { useRun } from './run';
import { useWork } from './work';

export interface OpenedModel {
  path: string;
  model: ModelFile;
}

/** Parameters on their way out, and a model file that was opened again. */
export const useModel = defineStore('model', () => {
  const app = useApp();
  const dataset = useDataset();
  const messages = useMessages();
  const run = useRun();
  const work = useWork();

  /** The model of the present run as it would be saved. */
  const preview = shallowRef<ModelFile | null>(null);
  const opened = shallowRef<OpenedModel | null>(null);
  const isSaving = ref(false);

  /** Why the present run cannot be saved; null where it can. */
  const problem = computed(() => {
    if (run.info === null) return 'Train a model first.';
    if (run.isGone) return 'This run gave way to one that could not begin. Run it again to save it.';
    if (isSaving.value) return 'A file is being written.';
    return run.isEnded || run.phase === 'paused' ? null : 'Pause the run or let it finish first.';
  });

  async function loadPreview(): Promise<void> {
    const runId = run.info?.runId;
    if (isSaving.value) return;
    if (runId === undefined || problem.value !== null) {
      preview.value = null;
      return;
    }
    const model = await messages.guard(() => useClient().call('model/preview', { runId }));
    if (run.info?.runId === runId) preview.value = model;
  }

  /** Asks for a model file; null where the person closed the dialog or it is none. */
  const choose = (): Promise<OpenedModel | null> =>
    messages.guard(() => useClient().call('model/open', { path: null }));

  /** Opens a dialog when `path` is null. */
  async function open(path: string | null, view: ViewName = 'export'): Promise<void> {
    const answer = await messages.guard(() => useClient().call('model/open', { path }));
    if (answer === null) return;
    opened.value = answer;
    app.view = view;
    messages.note(`Opened the model ${answer.path}.`);
  }

  async function writing<T>(action: () => Promise<T>): Promise<T | null> {
    work.clear();
    isSaving.value = true;
    const saved = await messages.guard(action);
    isSaving.value = false;
    work.clear();
    return saved;
  }

  async function saveSteps(name: 'run/save-log' | 'run/save-trace'): Promise<void> {
    const runId = run.info?.runId;
    if (runId === undefined) return;
    const saved = await writing(() => useClient().call(name, { runId }));
    if (saved !== null) messages.note(`Saved ${saved.path}.`);
  }

  /** Of the model of the present run, or of one that was opened. */
  async function exportAs(format: ExportFormat, given: ModelFile | null = null): Promise<ExportResult | null> {
    const runId = run.info?.runId;
    if (given === null && runId === undefined) return null;
    const source = given === null ? { runId: runId! } : { model: given };
    const saved = await writing(() => useClient().call('model/export', { source, format }));
    if (saved !== null) messages.note(`Saved ${saved.path}. ${checkWords(saved.check)}`);
    return saved;
  }

  /** Applies a model to the open data set. */
  async function savePredictions(model: ModelFile): Promise<void> {
    const datasetId = dataset.summary?.id;
    if (datasetId === undefined) return;
    const saved = await writing(() => useClient().call('model/predict', { model, datasetId }));
    if (saved === null) return;
    const left = saved.rowsWithoutPrediction;
    const without = left > 0 ? `, ${formatCount(left)} without one because a feature is missing` : '';
    messages.note(`Saved predictions for ${formatCount(saved.nRows)} rows${without}: ${saved.path}.`);
  }

  return { problem, isSaving, preview, opened, loadPreview, choose, open, saveSteps, exportAs, savePredictions, writing };
});
