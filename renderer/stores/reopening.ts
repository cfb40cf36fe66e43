import { defineStore } from 'pinia';
import { ref, shallowRef } from 'vue';
import type { IpcResponse, KeptRun } from '../../electron/contract';
import { FallLineError } from '../../workers/core/schema';
import { useClient } from '../bridge/client';
import { formatCount } from '../format/number';
import { useApp } from './app';
import { useAside } from './aside';
import { useDataset } from './dataset';
import { useImporting } from './importing';
import { useMessages } from './messages';
import { useRun } from './run';
import { useSettings } from './settings';
import { useWork } from './work';

type Reopened = IpcResponse<'kept-runs/open-data'>;
type Purpose = 'resume' | 'settings';

/** From a kept run back to work: its data and settings in the sections, and the run itself going on. */
export const useReopening = defineStore('reopening', () => {
  const app = useApp();
  const aside = useAside();
  const dataset = useDataset();
  const importing = useImporting();
  const messages = useMessages();
  const run = useRun();
  const settings = useSettings();
  const work = useWork();

  const isWorking = ref(false);
  /** The run whose file is not where it was, or not as it was, and what was wanted of it. */
  const withoutFile = shallowRef<{ run: KeptRun; purpose: Purpose } | null>(null);

  function adopt({ dataset: opened, prepared }: Reopened, kept: KeptRun): void {
    if (dataset.summary?.id !== opened.id) {
      settings.adoptDataset(opened);
      dataset.open(opened);
      void aside.describe(opened);
    }
    settings.adoptRun(kept, opened);
    if (prepared !== null && kept.recipe !== null) settings.adoptPrepared(opened.id, kept.recipe, prepared);
  }

  /** Runs an action that opens a file; where that is gone or changed, the person may say where it is. */
  async function opening(kept: KeptRun, purpose: Purpose, action: () => Promise<void>): Promise<void> {
    if (importing.isWorking || isWorking.value) {
      messages.note('A file is being read: wait for it, or cancel it first.');
      return;
    }
    await aside.leave();
    messages.dismiss();
    withoutFile.value = null;
    isWorking.value = true;
    try {
      await action();
    } catch (error) {
      const isAboutFile = error instanceof FallLineError && (error.code === 'file-not-found' || error.code === 'file-changed');
      if (isAboutFile) withoutFile.value = { run: kept, purpose };
      messages.fail(error);
    } finally {
      isWorking.value = false;
      work.clear();
    }
  }

  /** `path`: where the file is now; null: where it was. */
  const resume = (kept: KeptRun, path: string | null = null): Promise<void> =>
    opening(kept, 'resume', async () => {
      const isBegun = await run.startBy(async () => {
        const reopened = await useClient().call('kept-runs/resume', { id: kept.id, path });
        adopt(reopened, kept);
        return reopened.info;
      });
      if (!isBegun) return;
      app.view = 'train';
      messages.note(`The run goes on from step ${formatCount(kept.last.steps)}.`);
    });

  const openSettings = (kept: KeptRun, path: string | null = null): Promise<void> =>
    opening(kept, 'settings', async () => {
      const reopened = await useClient().call('kept-runs/open-data', { id: kept.id, path });
      if (dataset.summary?.id !== reopened.dataset.id) await run.dispose();
      adopt(reopened, kept);
      app.view = 'train';
      messages.note('The sections hold the settings of the run. Press Run to train with them.');
    });

  /** Asks where the file is. */
  async function chooseFile(): Promise<void> {
    const wanted = withoutFile.value;
    if (wanted === null) return;
    const chosen = await messages.guard(() => useClient().call('file/choose', null));
    if (chosen === null) return;
    await (wanted.purpose === 'resume' ? resume(wanted.run, chosen.path) : openSettings(wanted.run, chosen.path));
  }

  return { isWorking, withoutFile, resume, openSettings, chooseFile };
});
