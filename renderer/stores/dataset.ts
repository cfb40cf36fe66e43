import { defineStore } from 'pinia';
import { shallowRef } from 'vue';
import type { ColumnProfile, DatasetSummary, RejectedPage, RowPage } from '../../electron/contract';
import { useClient } from '../bridge/client';

/** The open data set: its columns, their profile once it is known, and pages of it on request. */
export const useDataset = defineStore('dataset', () => {
  const summary = shallowRef<DatasetSummary | null>(null);
  /** One a column, in order; null until they have been computed. */
  const profiles = shallowRef<readonly ColumnProfile[] | null>(null);

  function open(opened: DatasetSummary): void {
    summary.value = opened;
    profiles.value = null;
  }

  /** null where another data set has been opened meanwhile. */
  async function loadProfiles(datasetId: string): Promise<readonly ColumnProfile[] | null> {
    const found = await useClient().call('dataset/profile', { datasetId });
    if (summary.value?.id !== datasetId) return null;
    profiles.value = found;
    return found;
  }

  function requireId(): string {
    if (summary.value === null) throw new Error('No data set is open.');
    return summary.value.id;
  }

  const readRows = (rowStart: number, count: number): Promise<RowPage> =>
    useClient().call('dataset/rows', { datasetId: requireId(), rowStart, count });

  const readRejected = (start: number, count: number): Promise<RejectedPage> =>
    useClient().call('dataset/rejected', { datasetId: requireId(), start, count });

  return { summary, profiles, open, loadProfiles, readRows, readRejected };
});
