import { defineStore } from 'pinia';
import { computed } from 'vue';
import type { RunInfo, RunSettings } from '../../electron/contract';
import { formatShort } from '../format/number';
import { plural } from '../format/quantity';
import { useApp } from './app';
import { useDataset } from './dataset';
import { useImporting } from './importing';
import { useMessages } from './messages';
import { useRecipe } from './recipe';
import { useRun } from './run';
import { useSettings } from './settings';
import { useValidation } from './validation';

/** Run, pause, step, reset and the live learning rate, each with the reason why it cannot be done now. */
export const useTransport = defineStore('transport', () => {
  const app = useApp();
  const dataset = useDataset();
  const importing = useImporting();
  const messages = useMessages();
  const recipe = useRecipe();
  const run = useRun();
  const settings = useSettings();
  const validation = useValidation();

  const startProblem = computed(() => {
    if (dataset.summary === null) return 'Open a file or a sample first.';
    if (importing.isWorking) return 'A file is being read.';
    return validation.first;
  });
  const runProblem = computed(() => {
    if (run.phase === 'starting') return 'The rows are being laid out for the workers.';
    return run.phase === 'running' || run.phase === 'paused' ? null : startProblem.value;
  });
  const stepProblem = computed(() => {
    if (run.phase === 'starting') return 'The rows are being laid out for the workers.';
    if (run.phase === 'running') return 'Pause first, then go step by step.';
    if (run.phase === 'paused') return null;
    return run.phase === 'idle' ? startProblem.value : 'The run has ended. Reset to step from the start.';
  });
  const resetProblem = computed(() => (run.phase === 'idle' ? 'There is no run to reset.' : null));

  /** The run was told something else than the settings now say; the live learning rate does not count. */
  const settingsWait = computed(() => {
    if (run.info === null || settings.runSettings === null) return false;
    if (run.info.datasetId !== settings.trained?.datasetId) return true;
    const isBranch = run.info.settings.init.kind === 'point';
    return comparable(run.info.settings, isBranch) !== comparable(settings.runSettings, isBranch);
  });

  async function startRun(startPaused: boolean): Promise<boolean> {
    if (recipe.isPreparing) await recipe.settled();
    const { trained } = settings;
    if (trained === null || startProblem.value !== null) return false;
    if (app.view !== 'understand' && app.view !== 'evaluate') app.view = 'train';
    const started = await messages.guard(() => run.start(trained.datasetId, { ...trained.settings, startPaused }));
    if (started && run.info !== null) noteStart(run.info);
    return started ?? false;
  }

  function noteStart(info: RunInfo): void {
    const skipped =
      info.rowsSkipped > 0 ? [`${plural(info.rowsSkipped, 'row')} left out: a chosen column has no value there.`] : [];
    const sentences = [...skipped, ...info.notes];
    if (sentences.length > 0) messages.note(sentences.join(' '));
  }

  async function toggle(): Promise<void> {
    if (runProblem.value !== null) return;
    messages.dismiss();
    if (run.phase === 'running') await messages.guard(() => run.control({ kind: 'pause' }));
    else if (run.phase === 'paused') await messages.guard(() => run.control({ kind: 'resume' }));
    else await startRun(false);
  }

  async function step(): Promise<void> {
    if (stepProblem.value !== null) return;
    if (run.phase === 'idle' && !(await startRun(true))) return;
    await messages.guard(() => run.control({ kind: 'step' }));
  }

  async function reset(): Promise<void> {
    if (resetProblem.value !== null) return;
    await messages.guard(() => run.dispose());
  }

  /** Live: the run takes it at its next step. */
  async function setLearningRate(value: number): Promise<void> {
    settings.chooseRate(value);
    const live = run.phase === 'running' || run.phase === 'paused';
    if (!live || validation.problems.learningRate !== undefined) return;
    await messages.guard(() => run.control({ kind: 'learning-rate', value }));
  }

  /** After divergence: the rate that would hold, and back to the start. */
  async function adoptSuggestedRate(value: number): Promise<void> {
    settings.chooseRate(value);
    await reset();
    messages.note(`Learning rate set to ${formatShort(value)}. Press Run to try again.`);
  }

  return {
    runProblem,
    stepProblem,
    resetProblem,
    settingsWait,
    toggle,
    step,
    reset,
    setLearningRate,
    adoptSuggestedRate,
  };
});

/** A branch begins where no setting says, and stays with the source of the gradient that its run took. */
const comparable = (settings: RunSettings, isBranch: boolean): string =>
  JSON.stringify({ ...settings, ...(isBranch && { init: null, gradient: null }), learningRate: null, startPaused: null });
