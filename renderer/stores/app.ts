import { defineStore } from 'pinia';
import { ref, shallowRef } from 'vue';
import type { AppInfo, RecentFile } from '../../electron/contract';
import { useClient } from '../bridge/client';

export type ViewName = 'data' | 'train' | 'understand' | 'evaluate' | 'predict' | 'export' | 'runs';
export type SectionName = 'data' | 'model' | 'parameters' | 'algorithm' | 'loss';

/** What the window shows, and what it knows of the application. */
export const useApp = defineStore('app', () => {
  const info = shallowRef<AppInfo | null>(null);
  const recent = shallowRef<readonly RecentFile[]>([]);
  const view = ref<ViewName>('train');
  /** A row of the file, from 1, that the Data view is to bring into sight; then null again. */
  const shownRow = ref<number | null>(null);
  /** The panel of Evaluate that was open last. */
  const evaluatePanel = ref('Predictions');
  const openSection = ref<SectionName | null>('data');
  /** By name: they keep their state while the section around them is folded. */
  const openFolds = ref<ReadonlySet<string>>(new Set());
  const isHelpOpen = ref(false);
  const memoryBytes = ref<number | null>(null);

  async function load(): Promise<AppInfo> {
    const client = useClient();
    const [appInfo] = await Promise.all([client.call('app/info', null), refreshRecent()]);
    info.value = appInfo;
    return appInfo;
  }

  async function refreshRecent(): Promise<void> {
    recent.value = await useClient().call('app/recent-files', null);
  }

  function toggleSection(name: SectionName): void {
    openSection.value = openSection.value === name ? null : name;
  }

  function toggleFold(name: string): void {
    const next = new Set(openFolds.value);
    if (!next.delete(name)) next.add(name);
    openFolds.value = next;
  }

  return { info, recent, view, shownRow, evaluatePanel, openSection, openFolds, isHelpOpen, memoryBytes, load, refreshRecent, toggleSection, toggleFold };
});
