import { defineStore } from 'pinia';
import { ref, shallowRef } from 'vue';
import type { ColumnProfile, DatasetSummary, RejectedPage, RowPage } from '../../electron/contract';
import { useClient } from '../bridge/client';
import { keepValues } from './keepValues';

/** The open data set: its columns, their profile once it is known, and pages of it on request. */
export const useDataset = defineStore('dataset', () => {
  const summary = shallowRef<DatasetSummary | null>(null);
  /** One a column, in order; null until they have been computed, or where that failed. */
  const profiles = shallowRef<readonly ColumnProfile[] | null>(null);
  const isProfiling = ref(false);

  /** Takes down what is open; what is returned brings it back. */
  function keep(): () => void {
    const bringBack = keepValues(summary, profiles);
    return () => {
      bringBack();
      isProfiling.value = false;
    };
  }

  function open(opened: DatasetSummary): void {
    summary.value = opened;
    profiles.value = null;
  }

  /** null where another data set has been opened meanwhile: then nobody is told of a failure either. */
  async function loadProfiles(datasetId: string): Promise<readonly ColumnProfile[] | null> {
    const isCurrent = (): boolean => summary.value?.id === datasetId;
    isProfiling.value = true;
    try {
      const found = await useClient().call('dataset/profile', { datasetId });
      if (!isCurrent()) return null;
      profiles.value = found;
      return found;
    } catch (error) {
      if (isCurrent()) throw error;
      return null;
    } finally {
      if (isCurrent()) isProfiling.value = false;
    }
  }

  function requireId(): string {
    if (summary.value === null) throw new Error('No data set is open.');
    return summary.value.id;
  }

  /** Of the file, unless another data set is named. */
  const readRows = (rowStart: number, count: number, datasetId = requireId()): Promise<RowPage> =>
    useClient().call('dataset/rows', { datasetId, rowStart, count });

  const readRejected = (start: number, count: number): Promise<RejectedPage> =>
    useClient().call('dataset/rejected', { datasetId: requireId(), start, count });

  const saveRejected = (): Promise<{ path: string; nLines: number; nRejected: number } | null> =>
    useClient().call('dataset/save-rejected', { datasetId: requireId() });

  return { summary, profiles, isProfiling, keep, open, loadProfiles, readRows, readRejected, saveRejected };
});
