import { defineStore } from 'pinia';
import { shallowRef } from 'vue';
import type { ImportProgress } from '../../electron/contract';
import { useClient } from '../bridge/client';

/** How far the long work of the main process is: an import, a sample being made, shards, a log being written. */
export const useWork = defineStore('work', () => {
  const progress = shallowRef<ImportProgress | null>(null);

  /** Columns are described in the background: nobody waits for that. */
  function report(news: ImportProgress): void {
    if (news.phase !== 'profile') progress.value = news;
  }

  function clear(): void {
    progress.value = null;
  }

  async function cancel(): Promise<void> {
    await useClient().call('work/cancel', null);
  }

  return { progress, report, clear, cancel };
});
