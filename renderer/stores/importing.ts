import { defineStore } from 'pinia';
import { computed, ref, shallowRef } from 'vue';
import type {
  ColumnDefinition,
  ColumnType,
  DatasetSummary,
  Dialect,
  DialectOverrides,
  ImportOptions,
  ImportProposal,
} from '../../electron/contract';
import { useClient } from '../bridge/client';
import { FallLineError } from '../../workers/core/schema';
import { sentenceOf } from './messages';
import { useWork } from './work';

export const REPROPOSE_DELAY_MS = 250;

/** The import dialog: a proposal, the person's changes to it, and the reading of the file. */
export const useImporting = defineStore('importing', () => {
  const work = useWork();
  const isOpen = ref(false);
  const path = ref('');
  const proposal = shallowRef<ImportProposal | null>(null);
  const overrides = shallowRef<DialectOverrides>({});
  /** By column index. */
  const types = shallowRef<ReadonlyMap<number, ColumnType>>(new Map());
  const isProposing = ref(false);
  /** A file is being read, or a sample made. */
  const isWorking = ref(false);
  /** A sample is generated before it is read. */
  const isMaking = ref(false);
  const error = ref<string | null>(null);

  let newestRequest = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const dialect = computed<Dialect | null>(() =>
    proposal.value === null ? null : { ...proposal.value.dialect, ...overrides.value },
  );
  const columns = computed<ColumnDefinition[]>(() =>
    (proposal.value?.columns ?? []).map((column) => ({
      ...column,
      type: types.value.get(column.index) ?? column.type,
    })),
  );

  /** What is to be proved: the file as it would be read now; null while that is not known, or where there is nothing to prove. */
  const readAs = computed<{ path: string; options: ImportOptions } | null>(() => {
    const found = proposal.value;
    if (isProposing.value || isWorking.value || found?.format !== 'csv' || dialect.value === null) return null;
    return { path: path.value, options: { format: found.format, dialect: dialect.value, columns: columns.value } };
  });

  function begin(file: string): Promise<void> {
    isOpen.value = true;
    path.value = file;
    proposal.value = null;
    overrides.value = {};
    types.value = new Map();
    return propose();
  }

  /** Only the answer to the newest request counts: an older one arriving late is dropped. */
  async function propose(): Promise<void> {
    clearTimeout(timer);
    const request = ++newestRequest;
    isProposing.value = true;
    error.value = null;
    try {
      const answer = await useClient().call('import/propose', {
        path: path.value,
        overrides: { ...overrides.value },
      });
      if (request === newestRequest) proposal.value = answer;
    } catch (failure) {
      if (request === newestRequest) error.value = sentenceOf(failure);
    } finally {
      if (request === newestRequest) isProposing.value = false;
    }
  }

  function change(part: DialectOverrides): void {
    overrides.value = { ...overrides.value, ...part };
    newestRequest += 1;
    isProposing.value = true;
    clearTimeout(timer);
    timer = setTimeout(() => void propose(), REPROPOSE_DELAY_MS);
  }

  function setType(index: number, type: ColumnType): void {
    types.value = new Map(types.value).set(index, type);
  }

  /** Reads the file as the dialog now says; null where it was cancelled or failed, and `error` says why. */
  async function start(): Promise<DatasetSummary | null> {
    if (proposal.value === null || dialect.value === null) return null;
    return read(path.value, {
      format: proposal.value.format,
      dialect: dialect.value,
      columns: columns.value,
    });
  }

  /** A sample needs no asking: it is made where that is needed, and read as proposed. */
  async function startSample(id: string): Promise<DatasetSummary> {
    const client = useClient();
    isWorking.value = true;
    isMaking.value = true;
    try {
      const sample = await client.call('sample/path', { id });
      isMaking.value = false;
      work.clear();
      const found = await client.call('import/propose', { path: sample.path, overrides: {} });
      const { format, dialect: proposed, columns: all } = found;
      const options = { format, dialect: proposed, columns: all };
      return await client.call('import/start', { path: sample.path, options });
    } finally {
      isMaking.value = false;
      isWorking.value = false;
      work.clear();
    }
  }

  async function read(file: string, options: ImportOptions): Promise<DatasetSummary | null> {
    isWorking.value = true;
    error.value = null;
    try {
      const summary = await useClient().call('import/start', { path: file, options });
      isOpen.value = false;
      return summary;
    } catch (failure) {
      const cancelled = failure instanceof FallLineError && failure.code === 'cancelled';
      error.value = cancelled ? null : sentenceOf(failure);
      return null;
    } finally {
      isWorking.value = false;
      work.clear();
    }
  }

  async function close(): Promise<void> {
    clearTimeout(timer);
    newestRequest += 1;
    isProposing.value = false;
    isOpen.value = false;
    if (isWorking.value) await work.cancel();
  }

  return {
    isOpen,
    path,
    proposal,
    isProposing,
    isWorking,
    isMaking,
    error,
    dialect,
    columns,
    readAs,
    begin,
    change,
    setType,
    start,
    startSample,
    close,
  };
});
