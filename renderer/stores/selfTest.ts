import { defineStore } from 'pinia';
import { ref, shallowRef } from 'vue';
import type { SelfTestReport } from '../../electron/contract';
import { FallLineError } from '../../workers/core/schema';
import { useClient } from '../bridge/client';
import { sentenceOf } from './messages';
import { useWork } from './work';

/** Certified linear regressions, solved again on this machine when a person asks. */
export const useSelfTest = defineStore('selfTest', () => {
  const work = useWork();
  const isOpen = ref(false);
  const isRunning = ref(false);
  const report = shallowRef<SelfTestReport | null>(null);
  const error = ref<string | null>(null);

  function open(): void {
    isOpen.value = true;
  }

  async function run(): Promise<void> {
    if (isRunning.value) return;
    isRunning.value = true;
    error.value = null;
    report.value = null;
    work.clear();
    try {
      report.value = await useClient().call('app/self-test', null);
    } catch (failure) {
      const cancelled = failure instanceof FallLineError && failure.code === 'cancelled';
      error.value = cancelled ? null : sentenceOf(failure);
    } finally {
      isRunning.value = false;
      work.clear();
    }
  }

  async function close(): Promise<void> {
    isOpen.value = false;
    if (isRunning.value) await work.cancel();
  }

  return { isOpen, isRunning, report, error, open, run, close };
});
