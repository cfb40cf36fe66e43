import { defineStore } from 'pinia';
import { ref, shallowRef } from 'vue';
import type { Ambiguity, ImportOptions, ImportProof } from '../../electron/contract';
import { useClient } from '../bridge/client';
import { useImporting } from './importing';
import { sentenceOf } from './messages';

/** The cells of the file in the import dialog that would read differently. The last list stays until there is a newer one. */
export const useImportProof = defineStore('importProof', () => {
  const importing = useImporting();
  const proof = shallowRef<ImportProof | null>(null);
  const isChecking = ref(false);
  const error = ref<string | null>(null);
  let newest = 0;

  async function prove(request: { path: string; options: ImportOptions }): Promise<void> {
    const mine = ++newest;
    isChecking.value = true;
    error.value = null;
    try {
      const answer = await useClient().call('import/prove', request);
      if (mine === newest && answer !== null) proof.value = answer;
    } catch (failure) {
      if (mine === newest) error.value = sentenceOf(failure);
    } finally {
      if (mine === newest) isChecking.value = false;
    }
  }

  /** Nobody waits any more. A failure to call it off is one of the work that nobody waits for. */
  async function stop(): Promise<void> {
    newest += 1;
    isChecking.value = false;
    await useClient().call('import/prove', null).catch(() => undefined);
  }

  function forget(): void {
    proof.value = null;
    error.value = null;
    void stop();
  }

  /** Brings about the other reading. */
  function change({ column, change: { dialect, type } }: Ambiguity): void {
    if (type !== null) importing.setType(column, type);
    if (Object.keys(dialect).length > 0) importing.change(dialect);
  }

  return { proof, isChecking, error, prove, stop, forget, change };
});
