import { defineStore } from 'pinia';
import { computed, ref, watch } from 'vue';
import type { DatasetSummary, Sample } from '../../electron/contract';
import { useClient } from '../bridge/client';
import { useApp } from './app';
import { useDataset } from './dataset';
import { useImporting } from './importing';
import { keepValues } from './keepValues';
import { useMessages } from './messages';
import { useRecipe } from './recipe';
import { useRun } from './run';
import { useSettings } from './settings';
import { useWork } from './work';

/**
 * The person's data, settings and run put aside while a guided experiment goes on, and brought back after it. The run itself
 * stays open in the main process, on a side that the experiment cannot reach; one that goes on waits meanwhile.
 */
export const useAside = defineStore('aside', () => {
  const app = useApp();
  const dataset = useDataset();
  const importing = useImporting();
  const messages = useMessages();
  const recipe = useRecipe();
  const run = useRun();
  const settings = useSettings();
  const work = useWork();

  /** Brings back what lies aside; null where nothing does. */
  let bringBack: (() => void) | null = null;
  const isAside = ref(false);
  /** The run that was paused to go on afterwards. */
  const waiting = ref<string | null>(null);
  const isEntering = ref(false);
  /** Raised by each entering and leaving: what comes after that belongs to nobody. */
  const generation = ref(0);

  /** Once the run stands still, with all its figures here; false where the entering was given up. */
  async function standStill(mine: number): Promise<boolean> {
    const isMoving = (): boolean => run.phase === 'starting' || run.phase === 'running';
    const isOver = computed(() => generation.value !== mine || !isMoving());
    while (isMoving() && generation.value === mine) {
      if (run.phase === 'running') {
        waiting.value = run.info?.runId ?? null;
        await run.control({ kind: 'pause' });
      }
      const phase = run.phase;
      await until(() => isOver.value || run.phase !== phase);
    }
    return generation.value === mine;
  }

  async function goOn(): Promise<void> {
    const paused = waiting.value;
    waiting.value = null;
    if (paused !== null && run.info?.runId === paused) await run.control({ kind: 'resume' });
  }

  function putAside(): () => void {
    const parts = [
      dataset.keep(),
      settings.keep(),
      recipe.keep(),
      keepValues(
        computed({ get: () => app.view, set: (view) => (app.view = view) }),
        computed({ get: () => app.openSection, set: (section) => (app.openSection = section) }),
      ),
      run.putAside(),
    ];
    return () => parts.forEach((part) => part());
  }

  function adopt(opened: DatasetSummary, sample: Sample): void {
    if (bringBack === null) bringBack = putAside();
    else run.putAside();
    settings.setDefaults();
    settings.adoptDataset(opened, sample);
    dataset.open(opened);
    isAside.value = true;
    void describe(opened);
  }

  /** Opens a sample in place of what is open, which is kept; false where that was given up or failed. */
  async function enter(sample: Sample): Promise<boolean> {
    if (importing.isWorking) {
      messages.note('A file is being read: wait for it, or cancel it first.');
      return false;
    }
    const mine = ++generation.value;
    isEntering.value = true;
    messages.dismiss();
    try {
      if (!isAside.value && !(await standStill(mine))) return false;
      const opened = await useClient().call('experiment/begin', { sampleId: sample.id });
      if (mine !== generation.value) return false;
      adopt(opened, sample);
      return true;
    } catch (failure) {
      if (mine === generation.value) {
        messages.fail(failure);
        if (!isAside.value) await messages.guard(goOn);
      }
      return false;
    } finally {
      if (mine === generation.value) {
        isEntering.value = false;
        work.clear();
      }
    }
  }

  /** Gives the experiment up, and shows what was there before it as it was. */
  async function leave(): Promise<void> {
    if (!isAside.value && !isEntering.value) return;
    generation.value += 1;
    isEntering.value = false;
    await messages.guard(async () => {
      await useClient().call('experiment/end', null);
      bringBack?.();
      bringBack = null;
      isAside.value = false;
      work.clear();
      await goOn();
    });
    const { summary, profiles } = dataset;
    if (summary !== null && profiles === null) void describe(summary);
  }

  /** The profile may take a while on a large file: nothing waits for it. */
  async function describe(opened: DatasetSummary): Promise<void> {
    try {
      const profiles = await dataset.loadProfiles(opened.id);
      if (profiles !== null) settings.adoptProfiles(opened, profiles);
    } catch (failure) {
      // That a file which is no longer open was not described to its end concerns nobody.
      if (dataset.summary?.id === opened.id) messages.fail(failure);
    }
  }

  return { isAside, isEntering, enter, leave, describe };
});

/** Resolves as soon as the condition holds. */
const until = (condition: () => boolean): Promise<void> =>
  new Promise((resolve) => {
    const stop = watch(
      condition,
      (holds) => {
        if (!holds) return;
        queueMicrotask(() => stop());
        resolve();
      },
      { immediate: true, flush: 'sync' },
    );
  });
