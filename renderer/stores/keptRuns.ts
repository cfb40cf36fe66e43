import { defineStore } from 'pinia';
import { computed, ref, shallowRef } from 'vue';
import type { KeptRun, KeptRunChange, KeptRunList, KeptTrace } from '../../electron/contract';
import { FallLineError } from '../../workers/core/schema';
import { useClient } from '../bridge/client';
import { plural } from '../format/quantity';
import { useMessages } from './messages';

/** The runs on the disk, which of them are looked at, and what is done with them. */
export const useKeptRuns = defineStore('keptRuns', () => {
  const messages = useMessages();

  /** null until it was read once. */
  const list = shallowRef<KeptRunList | null>(null);
  /** In the order in which they were chosen. */
  const selectedIds = ref<readonly string[]>([]);
  /** What was deleted last, to be brought back. */
  const deleted = shallowRef<readonly KeptRun[]>([]);
  /** Of the selected runs, by id. */
  const traces = shallowRef<ReadonlyMap<string, KeptTrace>>(new Map());
  /** Of which steps the trace is. */
  const traceKeys = new Map<string, string>();

  const runs = computed(() => list.value?.runs ?? []);
  const selected = computed(() => selectedIds.value.flatMap((id) => runs.value.find((run) => run.id === id) ?? []));
  const baseline = computed(() => runs.value.find(({ isBaseline }) => isBaseline) ?? null);

  let isRefreshing = false;
  let isStale = false;

  /** One reading at a time; a further one where something changed meanwhile. */
  async function refresh(): Promise<void> {
    isStale = true;
    if (isRefreshing) return;
    isRefreshing = true;
    await messages.guard(async () => {
      while (isStale) {
        isStale = false;
        list.value = await useClient().call('kept-runs/list', null);
      }
    });
    isRefreshing = false;
    const known = new Set(runs.value.map(({ id }) => id));
    if (selectedIds.value.some((id) => !known.has(id))) selectedIds.value = selectedIds.value.filter((id) => known.has(id));
    await loadTraces();
  }

  async function loadTraces(): Promise<void> {
    for (const { id, last } of selected.value) {
      const key = `${last.steps} ${last.stopReason}`;
      if (traceKeys.get(id) === key) continue;
      traceKeys.set(id, key);
      const trace = await messages.guard(() => useClient().call('kept-runs/trace', { id }));
      if (trace !== null) traces.value = new Map(traces.value).set(id, trace);
    }
  }

  function select(ids: readonly string[]): void {
    selectedIds.value = ids;
    void loadTraces();
  }

  function toggle(id: string): void {
    select(selectedIds.value.includes(id) ? selectedIds.value.filter((one) => one !== id) : [...selectedIds.value, id]);
  }

  async function change(id: string, wanted: KeptRunChange): Promise<void> {
    await messages.guard(() => useClient().call('kept-runs/change', { id, change: wanted }));
    await refresh();
  }

  async function remove(gone: readonly KeptRun[]): Promise<void> {
    const done = await messages.guard(async () => {
      await useClient().call('kept-runs/delete', { ids: gone.map(({ id }) => id) });
      return true;
    });
    if (done) {
      deleted.value = gone;
      messages.note(`Deleted ${plural(gone.length, 'run')}.`);
    }
    await refresh();
  }

  /** Folders that cannot be read as runs. */
  async function removeDamaged(id: string): Promise<void> {
    await messages.guard(() => useClient().call('kept-runs/delete', { ids: [id] }));
    await refresh();
  }

  async function undoRemove(): Promise<void> {
    const ids = deleted.value.map(({ id }) => id);
    deleted.value = [];
    const done = await messages.guard(async () => {
      await useClient().call('kept-runs/restore', { ids });
      return true;
    });
    if (done) messages.note(`Brought ${plural(ids.length, 'run')} back.`);
    await refresh();
    select(ids);
  }

  const forgetDeleted = (): void => void (deleted.value = []);

  async function saveCsv(): Promise<void> {
    const saved = await messages.guard(() => useClient().call('kept-runs/save-csv', null));
    if (saved !== null) messages.note(`Saved ${saved.path}.`);
  }

  /** Told by the main process: the run goes on all the same. */
  const noteFailure = (sentence: string): void =>
    messages.fail(new FallLineError('write-failed', `The run could not be kept on the disk: ${sentence}`));

  return {
    list,
    runs,
    selectedIds,
    selected,
    baseline,
    deleted,
    traces,
    refresh,
    select,
    toggle,
    change,
    remove,
    removeDamaged,
    undoRemove,
    forgetDeleted,
    saveCsv,
    noteFailure,
  };
});
